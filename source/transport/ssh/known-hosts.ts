import {createHash, createHmac} from 'node:crypto';

export type KnownHosts = {readonly path: string; readonly text: string};

/** What the files say of a key. `line` counts from 1: the one that speaks for it, or against it. */
export type Verdict =
  | {readonly is: 'known' | 'changed' | 'revoked'; readonly path: string; readonly line: number}
  | {readonly is: 'unknown'};

/** Whether `key` is the one that the files know `name` by: `host`, or `[host]:port` for another port than 22. As `ssh-keygen -F` finds it. */
export function judge(files: readonly KnownHosts[], name: string, key: Buffer): Verdict {
  const [type, base64] = [keyType(key), key.toString('base64')];
  let verdict: Verdict = {is: 'unknown'};
  for (const {path, line, marker, type: its, key: known} of entriesFor(files, name)) {
    if (marker === '@cert-authority') continue;
    if (known === base64) {
      if (marker === '@revoked') return {is: 'revoked', path, line};
      if (verdict.is !== 'known') verdict = {is: 'known', path, line};
    } else if (its === type && marker === undefined && verdict.is === 'unknown') verdict = {is: 'changed', path, line};
  }
  return verdict;
}

/** Types of the keys that are known, to be asked for first: a host known by RSA alone would else show an unknown ed25519. */
export const knownTypes = (files: readonly KnownHosts[], name: string): readonly string[] => [
  ...new Set(entriesFor(files, name).flatMap(({marker, type}) => (marker === undefined ? [type] : []))),
];

/** Whether an authority is trusted to vouch for the host: certificates are the system's ssh's affair. */
export const hasAuthority = (files: readonly KnownHosts[], name: string): boolean =>
  entriesFor(files, name).some(({marker}) => marker === '@cert-authority');

/** `SHA256:…` as `ssh-keygen -l` prints it. */
export const fingerprint = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

/** The first field of the wire format. */
export const keyType = (key: Buffer): string => key.toString('latin1', 4, 4 + key.readUInt32BE(0));

export const knownName = (host: string, port: number): string => (port === 22 ? host : `[${host}]:${port}`);

type Entry = {
  readonly path: string;
  readonly line: number;
  readonly marker: string | undefined;
  readonly type: string;
  readonly key: string;
};

function entriesFor(files: readonly KnownHosts[], name: string): readonly Entry[] {
  return files.flatMap(({path, text}) =>
    text.split('\n').flatMap((row, index): readonly Entry[] => {
      const words = row.trim().split(/\s+/);
      const marker = words[0]?.startsWith('@') ? words.shift() : undefined;
      const [hosts = '#', type = '', key = ''] = words;
      return !hosts.startsWith('#') && isNamed(hosts, name) ? [{path, line: index + 1, marker, type, key}] : [];
    }),
  );
}

function isNamed(field: string, name: string): boolean {
  if (field.startsWith('|1|')) {
    const [, , salt = '', hash] = field.split('|');
    return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
  }
  const patterns = field.split(',');
  const some = (wanted: readonly string[]) => wanted.some(pattern => globOf(pattern).test(name));
  return (
    some(patterns.filter(pattern => !pattern.startsWith('!'))) &&
    !some(patterns.filter(pattern => pattern.startsWith('!')).map(pattern => pattern.slice(1)))
  );
}

const globOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
    'i',
  );
