import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Step} from '../model/plan.ts';
import type {Event} from './events.ts';
import {writeWhole} from './write-whole.ts';

/** How long steps of one kind took on this host, in seconds, the latest last. */
export type Usual = Readonly<Record<string, readonly number[]>>;

/** Fewer are no grounds for a figure; older ones than this many are forgotten. */
const grounds = 3;
const remembered = 9;

const usualFile = (state: string): string => join(state, 'usual.json');

/** Steps are of one kind when they start the same program with the same first word: `cbsd jcreate`. */
const kindOf = (step: Step): string | null => step.command?.argv.slice(0, 2).join(' ') ?? null;

export async function readUsual(state: string): Promise<Usual> {
  return parseUsual(await readFile(usualFile(state), 'utf8').catch(() => ''));
}

/** What its file holds; nothing where that cannot be read. */
export function parseUsual(text: string): Usual {
  try {
    return JSON.parse(text) as Usual;
  } catch {
    return {};
  }
}

/** Learns from the steps that succeeded. It may be lost to another job that ends just then: it is a habit, no record. */
export async function learnUsual(state: string, steps: readonly Step[], events: readonly Event[]): Promise<void> {
  await writeWhole(usualFile(state), JSON.stringify(learned(await readUsual(state), steps, events)));
}

/** What was usual, with the times of the steps that succeeded now. */
export function learned(before: Usual, steps: readonly Step[], events: readonly Event[]): Usual {
  const usual: Record<string, readonly number[]> = {...before};
  for (const [index, step] of steps.entries()) {
    const kind = kindOf(step);
    const start = events.find(event => event.type === 'step-start' && event.step === index);
    const end = events.find(event => event.type === 'step-end' && event.step === index && event.exitCode === 0);
    if (!kind || !start || !end) continue;
    usual[kind] = [...(usual[kind] ?? []), (end.at - start.at) / 1000].slice(-remembered);
  }
  return usual;
}

/**
 * When a job should be over, in milliseconds since the epoch. null unless every step that is still to come is of a known kind. Writing a
 * file takes no time worth telling.
 */
export function endsAt(steps: readonly Step[], events: readonly Event[], usual: Usual, now: number): number | null {
  let at = now;
  for (const [index, step] of steps.entries()) {
    if (events.some(event => event.type === 'step-end' && event.step === index)) continue;
    const kind = kindOf(step);
    if (kind === null) continue;
    const times = usual[kind] ?? [];
    if (times.length < grounds) return null;
    const start = events.find(event => event.type === 'step-start' && event.step === index);
    at += Math.max(0, 1000 * median(times) - (start ? now - start.at : 0));
  }
  return at;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
