import {appendFileSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

/** What one tool received, and what an injected `$(…)` would have run as root. */
export type Entry = {
  readonly id: string;
  readonly at: number;
  readonly tool: string;
  readonly argv: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly wouldRun: readonly string[];
};

type Line =
  | {readonly id: string; readonly at: number; readonly tool: string; readonly argv: readonly string[]}
  | {readonly id: string; readonly path: string; readonly content: string}
  | {readonly id: string; readonly wouldRun: string};

export type Recorder = {file(path: string, content: string): void; wouldRun(command: string): void};

const logFile = (folder: string): string => join(folder, 'log.jsonl');
let counter = 0;

/** Each fact is a line of its own, written at once: a killed tool keeps what it had told. */
export const record = (folder: string, at: number, tool: string, argv: readonly string[]): Recorder => {
  counter += 1;
  const id = `${at.toString(36)}-${process.pid}-${counter}`;
  const write = (line: Line): void => appendFileSync(logFile(folder), `${JSON.stringify(line)}\n`, {mode: 0o600});
  write({id, at, tool, argv});
  return {
    file: (path, content) => write({id, path, content}),
    wouldRun: command => write({id, wouldRun: command}),
  };
};

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

const linesOf = (folder: string): Line[] =>
  readText(logFile(folder))
    .split('\n')
    .flatMap(line => (line === '' ? [] : [JSON.parse(line)]));

export const readLog = (folder: string): Entry[] => {
  const entries = new Map<string, {-readonly [Key in keyof Entry]: Entry[Key]}>();
  for (const line of linesOf(folder)) {
    const entry = entries.get(line.id);
    if ('tool' in line) entries.set(line.id, {...line, files: {}, wouldRun: []});
    else if (entry === undefined) continue;
    else if ('path' in line) entry.files = {...entry.files, [line.path]: line.content};
    else entry.wouldRun = [...entry.wouldRun, line.wouldRun];
  }
  return [...entries.values(), ...shellEntries(folder)];
};

/** Tools that sh answers itself tell their calls without a time, as `COUNT NAME ARGUMENT…`, each ended by NUL. */
const shellEntries = (folder: string): Entry[] => {
  const words = readText(join(folder, 'log.sh')).split('\0');
  const entries: Entry[] = [];
  for (let at = 0; at + 1 < words.length; ) {
    const count = Number(words[at]);
    const argv = words.slice(at + 2, at + 2 + count);
    entries.push({id: `sh-${entries.length}`, at: 0, tool: words[at + 1] ?? '', argv, files: {}, wouldRun: []});
    at += 2 + count;
  }
  return entries;
};
