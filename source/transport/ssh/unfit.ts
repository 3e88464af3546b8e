import {access, readFile} from 'node:fs/promises';
import {hasAuthority} from './known-hosts.ts';
import type {SshSettings} from './settings.ts';

type Settings = Pick<SshSettings, 'all' | 'identityFiles' | 'knownHosts' | 'knownAs'>;

/** What ssh2 has no hands for, each in words; the first that applies sends a host to the system's ssh. */
const reasons: readonly {readonly words: string; applies(settings: Settings): boolean | Promise<boolean>}[] = [
  {words: 'a ProxyCommand', applies: ({all}) => isSet(all.get('proxycommand'))},
  {words: 'a key on a PKCS#11 token', applies: ({all}) => isSet(all.get('pkcs11provider'))},
  {words: 'a certificate', applies: ({all}) => isSet(all.get('certificatefile'))},
  {
    words: 'a certificate beside a key file',
    applies: async ({identityFiles}) => (await Promise.all(identityFiles.map(hasCertificate))).includes(true),
  },
  {
    words: 'a hardware key',
    applies: async ({identityFiles}) => (await Promise.all(identityFiles.map(isHardwareKey))).includes(true),
  },
  {
    words: 'an authority that vouches for host keys',
    applies: ({knownHosts, knownAs}) => hasAuthority(knownHosts, knownAs),
  },
  {words: 'host keys from DNS', applies: ({all}) => ['true', 'yes'].includes(all.get('verifyhostkeydns') ?? '')},
];

/** Why only the system's ssh can make this connection; null: we can ourselves. A login by GSSAPI alone is none of these: it is refused as no login. */
export async function needsSystem(settings: Settings): Promise<string | null> {
  for (const {words, applies} of reasons) if (await applies(settings)) return words;
  return null;
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '' && value !== 'none';

const hasCertificate = (path: string): Promise<boolean> =>
  access(`${path}-cert.pub`).then(
    () => true,
    () => false,
  );

const isHardwareKey = async (path: string): Promise<boolean> =>
  (await readFile(`${path}.pub`, 'utf8').catch(() => '')).startsWith('sk-');
