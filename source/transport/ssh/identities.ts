import {readFile} from 'node:fs/promises';
import type {AnyAuthMethod, OpenSSHAgent} from 'ssh2';
import type {SshSettings} from './settings.ts';
import {loadSsh2} from './ssh2.ts';

export type Identities = {
  /** In the order of trying: the agent first, as ssh does, then key files. */
  readonly ways: readonly AnyAuthMethod[];
  /** Key files that want a passphrase; an agent may hold the same keys. */
  readonly locked: readonly string[];
};

export async function identities(settings: SshSettings): Promise<Identities> {
  const {utils, OpenSSHAgent} = await loadSsh2();
  const {user: username, agent, identityFiles, identitiesOnly} = settings;
  const ways: AnyAuthMethod[] = [];
  const locked: string[] = [];
  if (agent !== null) {
    const all = new OpenSSHAgent(agent);
    if (identitiesOnly) only(all, await publicParts(identityFiles));
    ways.push({type: 'agent', username, agent: all});
  }
  for (const path of identityFiles) {
    const text = await readFile(path).catch(() => null);
    if (text === null) continue;
    const key = utils.parseKey(text);
    if (!(key instanceof Error)) ways.push({type: 'publickey', username, key: text});
    else if (/passphrase/i.test(key.message)) locked.push(path);
  }
  return {ways, locked};
}

/** `IdentitiesOnly`: the agent as if it held nothing but these keys. */
function only(agent: OpenSSHAgent, wanted: ReadonlySet<string>): void {
  const all = agent.getIdentities.bind(agent);
  agent.getIdentities = callback =>
    all((error, keys) =>
      callback(
        error,
        keys?.filter(key => typeof key === 'object' && 'getPublicSSH' in key && wanted.has(base64Of(key))),
      ),
    );
}

const base64Of = (key: {getPublicSSH(): Buffer | string}): string => Buffer.from(key.getPublicSSH()).toString('base64');

async function publicParts(files: readonly string[]): Promise<ReadonlySet<string>> {
  const texts = await Promise.all(files.map(file => readFile(`${file}.pub`, 'utf8').catch(() => '')));
  return new Set(texts.map(text => text.split(' ')[1] ?? '').filter(Boolean));
}
