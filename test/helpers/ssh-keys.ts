import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';

const names = ['host', 'user'] as const;

type Pairs = Readonly<Record<(typeof names)[number], {readonly secret: string; readonly open: string}>>;

const made: Pairs[] = [];
const inUse = new Set<number>();

/** Writes a host's and a user's key pair: made once for a run of tests, never the same for two that are there at once. */
export function writeKeys(t: {after(clean: () => void): void}, file: (name: string) => string): void {
  let place = 0;
  while (inUse.has(place)) place += 1;
  inUse.add(place);
  t.after(() => inUse.delete(place));
  const known = made[place];
  for (const name of names) {
    if (!known) execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file(name)]);
    else {
      writeFileSync(file(name), known[name].secret, {mode: 0o600});
      writeFileSync(`${file(name)}.pub`, known[name].open);
    }
  }
  made[place] ??= {host: read(file('host')), user: read(file('user'))};
}

const read = (file: string) => ({secret: readFileSync(file, 'utf8'), open: readFileSync(`${file}.pub`, 'utf8')});
