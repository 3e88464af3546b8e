import {access, readFile} from 'node:fs/promises';
import process from 'node:process';
import type {Command, Result} from '../../model/command.ts';
import {createLocalTransport} from '../local.ts';
import {sessionOfSsh} from './by-hand.ts';
import {hasAuthority} from './known-hosts.ts';
import {destinationOf, type SshSettings, sshSettings} from './settings.ts';

type Settings = Pick<SshSettings, 'all' | 'identityFiles' | 'knownHosts' | 'knownAs'>;

type Reason<T> = {readonly words: string; applies(settings: T): boolean | Promise<boolean>};

/** What ssh2 has no hands for, each in words; the first that applies sends a host to the system's ssh. */
const reasons: readonly Reason<Settings>[] = [
  {words: 'a ProxyCommand', applies: ({all}) => isSet(all.get('proxycommand'))},
  {words: 'a key on a PKCS#11 token', applies: ({all}) => isSet(all.get('pkcs11provider'))},
  {words: 'a certificate', applies: ({all}) => isSet(all.get('certificatefile'))},
  {words: 'a certificate beside a key file', applies: ({identityFiles}) => some(identityFiles, hasCertificate)},
  {words: 'a hardware key', applies: ({identityFiles}) => some(identityFiles, isHardwareKey)},
  // `%r`, `${VAR}`: ssh -G leaves them in the names of key files
  {
    words: 'a key file whose name ssh makes up',
    applies: ({identityFiles}) => identityFiles.some(path => /[%$]/.test(path)),
  },
  {
    words: 'an authority that vouches for host keys',
    applies: ({knownHosts, knownAs}) => hasAuthority(knownHosts, knownAs),
  },
  {words: 'host keys from DNS', applies: ({all}) => ['true', 'yes'].includes(all.get('verifyhostkeydns') ?? '')},
];

/** By what ssh may still get in where our own keys do not. */
const hopes: readonly Reason<Pick<SshSettings, 'all' | 'agent'>>[] = [
  {words: 'a Kerberos ticket', applies: ({all}) => all.get('gssapiauthentication') === 'yes' && hasTicket()},
  {words: 'the key of its own host', applies: ({all}) => all.get('hostbasedauthentication') === 'yes'},
  {words: 'a certificate or a hardware key of the agent', applies: ({agent}) => agent !== null && holdsOthers(agent)},
];

/** Why only the system's ssh can make this connection; null: we can ourselves. `config`: where its hops are looked for, too. */
export async function needsSystem(
  settings: Settings & Pick<SshSettings, 'jumps'>,
  config?: string,
): Promise<string | null> {
  const own = await firstOf(reasons, settings);
  if (own !== null) return own;
  for (const jump of settings.jumps) {
    const destination = destinationOf(jump);
    if (!destination) continue; // told where it is connected to
    const hop = await sshSettings({...destination, ...(config !== undefined && {config})});
    const why = hop.jumps.length > 0 ? 'hops of its own' : await firstOf(reasons, hop);
    if (why !== null) return `${why}, on the way to it through ${jump}`;
  }
  return null;
}

/** By what the system's ssh might log in though our keys could not; null: by nothing that we know of. */
export const maySystem = (settings: Pick<SshSettings, 'all' | 'agent'>): Promise<string | null> =>
  firstOf(hopes, settings);

async function firstOf<T>(rows: readonly Reason<T>[], settings: T): Promise<string | null> {
  for (const {words, applies} of rows) if (await applies(settings)) return words;
  return null;
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '' && value !== 'none';

const some = async (paths: readonly string[], is: (path: string) => Promise<boolean>): Promise<boolean> =>
  (await Promise.all(paths.map(is))).includes(true);

const hasCertificate = (path: string): Promise<boolean> =>
  access(`${path}-cert.pub`).then(
    () => true,
    () => false,
  );

/** Its type is the first word beside it, and stands unlocked within it. */
async function isHardwareKey(path: string): Promise<boolean> {
  const beside = await readFile(`${path}.pub`, 'utf8').catch(() => '');
  if (beside !== '') return beside.startsWith('sk-');
  const [, base64 = ''] = /^-----BEGIN OPENSSH PRIVATE KEY-----([^-]*)/.exec(await textOf(path)) ?? [];
  return /^openssh-key-v1\0.{0,300}?\0\0\0.sk-/s.test(Buffer.from(base64, 'base64').toString('latin1'));
}

const textOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

const hasTicket = async (): Promise<boolean> => (await ask(['klist', '-s'], {})).exitCode === 0;

const holdsOthers = async (agent: string): Promise<boolean> =>
  /^sk-|^\S+-cert-v\d+@/m.test((await ask(['ssh-add', '-L'], {SSH_AUTH_SOCK: agent})).stdout);

/** A program of the operator's, in their session. */
const ask = (argv: Command['argv'], more: Readonly<Record<string, string>>): Promise<Result> =>
  createLocalTransport({path: process.env.PATH ?? ''}).read({argv, env: {...sessionOfSsh(), ...more}, timeoutMs: 5000});
