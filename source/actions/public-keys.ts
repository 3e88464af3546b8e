import {readdir, readFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import {join} from 'node:path';
import type {Operator} from '../model/driver.ts';
import {createLocalTransport} from '../transport/local.ts';

type PublicKey = Operator['publicKeys'][number];

/** The public keys of the operator's own machine: `~/.ssh/*.pub`, then the agent's that are in no file. Empty when there are none. */
export async function publicKeys(): Promise<readonly PublicKey[]> {
  const [files, agent] = await Promise.all([keyFiles(join(homedir(), '.ssh')), agentKeys()]);
  const known = new Set(files.map(({key}) => body(key)));
  return [...files, ...agent.filter(({key}) => !known.has(body(key)))];
}

async function keyFiles(folder: string): Promise<readonly PublicKey[]> {
  const names = await readdir(folder).catch(() => []);
  const texts = names
    .filter(name => name.endsWith('.pub'))
    .map(async name => {
      const text = await readFile(join(folder, name), 'utf8').catch(() => '');
      return {label: `~/.ssh/${name}`, key: text.split('\n').find(isKey)?.trim() ?? ''};
    });
  return (await Promise.all(texts)).filter(({key}) => key !== '');
}

async function agentKeys(): Promise<readonly PublicKey[]> {
  const socket = process.env.SSH_AUTH_SOCK;
  if (!socket) return [];
  const {stdout} = await createLocalTransport().read({
    argv: ['ssh-add', '-L'],
    env: {SSH_AUTH_SOCK: socket},
    timeoutMs: 1000,
  });
  return stdout
    .split('\n')
    .filter(isKey)
    .map(key => ({label: `ssh-agent: ${key.split(' ')[2] ?? ''}`.trim(), key: key.trim()}));
}

const isKey = (line: string): boolean => /^(ssh|ecdsa|sk)-\S+ \S+/.test(line);

const body = (key: string): string => key.split(' ')[1] ?? '';
