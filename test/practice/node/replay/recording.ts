import {readdirSync, readFileSync} from 'node:fs';

/** One recorded call. `exit` is "timeout" for a question that flooded until it was ended after three seconds. */
export type Recording = {
  readonly name: string;
  readonly cmd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | null;
  /** Files that someone put on the node before the call: path and size. */
  readonly before?: Readonly<Record<string, number>>;
  readonly exit: number | 'timeout';
  readonly stdout: string;
  readonly stderr?: string;
  /** Content afterwards; "(no such file)" where there was none. */
  readonly files?: Readonly<Record<string, string>>;
  readonly nocolor?: boolean;
};

export type Chain = {
  readonly name: string;
  readonly start: 'fresh' | 'demo';
  readonly recordings: readonly Recording[];
};

const startsOnDemo = (name: string): boolean => /^p\d/.test(name);

/** Groups of one letter that went on from each other; every other letter is a chain of its own. */
const joined = ['a', 'bc', 'defgh', 'iktuvw', 'yz'];

const parse = (text: string): Recording[] =>
  text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as Recording);

export const chainsOfFolder = (folder: URL): Chain[] =>
  readdirSync(folder)
    .filter(file => file.endsWith('.jsonl'))
    .map(file => ({name: file.replace('.jsonl', ''), recordings: parse(readFileSync(new URL(file, folder), 'utf8'))}))
    .map(({name, recordings}) => ({
      name,
      recordings,
      start: startsOnDemo(recordings[0]?.name ?? '') ? 'demo' : 'fresh',
    }));

/** Recordings that are kept elsewhere: one file, chains told by the first letter of the cases' names. */
export const chainsOfFile = (path: string): Chain[] => {
  const chains = new Map<string, Recording[]>();
  for (const recorded of parse(readFileSync(path, 'utf8')).filter(each => each.nocolor !== false)) {
    // The practice host has one user: what was asked as CBSD's own is asked as root.
    const recording = {...recorded, cmd: recorded.cmd.replace('setpriv --reuid cbsd --regid cbsd --clear-groups ', '')};
    const letter = recording.name.charAt(0);
    const name = joined.find(group => group.includes(letter)) ?? letter;
    chains.set(name, [...(chains.get(name) ?? []), recording]);
  }
  return [...chains].map(([name, recordings]) => ({name, recordings, start: name === 'p' ? 'demo' : 'fresh'}));
};
