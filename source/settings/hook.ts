import {readFile} from 'node:fs/promises';
import {join} from 'node:path';

/** A command of the operator's own that is told when a job of theirs has ended, and how long it may take. */
export type HookSetting = {readonly argv: readonly [string, ...string[]]; readonly seconds: number};

const usualSeconds = 10;
const longest = 300;

/** `{"hook": {"argv": ["notify-send", "job"], "seconds": 10}}` in settings.json; null: none. Throws what is wrong with it, in words. */
export async function hookSetting(folder: string): Promise<HookSetting | null> {
  const path = join(folder, 'settings.json');
  const text = await readFile(path, 'utf8').catch(() => '{}');
  const {hook} = parse(text, path);
  if (hook === undefined || hook === null) return null;
  const {argv, seconds = usualSeconds}: Loose = typeof hook === 'object' ? hook : {};
  if (!isArgv(argv)) throw new Error(`${path}: hook.argv has to be a command as a list of words`);
  if (typeof seconds !== 'number' || !(seconds > 0 && seconds <= longest))
    throw new Error(`${path}: hook.seconds has to be a number from 1 to ${longest}`);
  return {argv, seconds};
}

type Loose = {readonly argv?: unknown; readonly seconds?: unknown};

function parse(text: string, path: string): {readonly hook?: unknown} {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null ? content : {};
  } catch {
    throw new Error(`${path} is not JSON`);
  }
}

const isArgv = (value: unknown): value is readonly [string, ...string[]] =>
  Array.isArray(value) && value.length > 0 && value.every(word => typeof word === 'string' && !word.includes('\0'));
