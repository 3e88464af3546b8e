import {awaitsInWords} from '../../../jobs/guard/words.ts';
import type {Job} from '../../../model/job.ts';
import {wrap} from '../../../terminal/fit.ts';
import {safe} from '../../../text/safe.ts';
import {firstKey} from '../../keymap.ts';
import {bodyRows, type World} from '../../screen.ts';
import {waysToTell} from './ways.ts';

/** How the body is shared out: steps above, the output in the middle, the result below once there is one. */
export type Layout = {readonly steps: number; readonly output: number; readonly result: readonly ResultRow[]};

export type ResultRow = {
  readonly kind: 'sentence' | 'more' | 'residue' | 'told' | 'next';
  readonly text: string;
  readonly title?: string;
};

/** The title of the output takes a row of its own. */
export function layoutOf(job: Job, world: World): Layout {
  const body = bodyRows(world.size);
  const result = resultRows(job, world).slice(0, Math.max(2, body - 6));
  const rest = body - 1 - result.length - (result.length > 0 ? 1 : 0);
  const steps = Math.min(job.steps.length, Math.max(2, rest - 3));
  return {steps, output: Math.max(0, rest - steps), result};
}

export const outputRows = (job: Job, world: World): number => Math.max(1, layoutOf(job, world).output);

function resultRows(job: Job, {size: {columns}, recovery}: World): readonly ResultRow[] {
  const ways = waysToTell(job).map(({action, says}) => ({kind: 'next', title: firstKey(action), text: says}) as const);
  const awaits = awaitsInWords(job);
  if (awaits) return [...prose(awaits, columns), ...ways];
  if (job.endedAt === null)
    return job.asks === null ? [] : [...prose(`It asks, and nobody can answer: ${job.asks}`, columns), ...ways];
  const holds = recovery?.job === job.id ? recovery.found?.open?.holds : null;
  return [
    ...prose(job.sentence, columns),
    ...job.residue.map(text => ({kind: 'residue', text}) as const),
    ...told(job, holds ? `The host says now: ${holds.note}` : '').map(text => ({kind: 'told', text}) as const),
    ...ways,
    ...job.next.map(next => ({kind: 'next', title: next.title, text: next.kind === 'copy' ? next.text : ''}) as const),
  ];
}

const prose = (text: string, columns: number): readonly ResultRow[] =>
  wrap(safe(text), columns - 2).map((part, index) => ({kind: index === 0 ? 'sentence' : 'more', text: part}));

/** What became of it since it ended, and what still works on it. */
const told = ({tool, follows, followedBy, left}: Job, now: string): readonly string[] =>
  [
    tool ? `Process ${tool.pid} still works on it: what follows waits for that` : '',
    now,
    follows ? `It ${follows.kind === 'undo' ? 'takes back' : 'goes on with'} job ${follows.job}` : '',
    ...followedBy.map(({kind, job, state}) => `${kind === 'undo' ? 'Taken back' : 'Gone on with'} by ${job}: ${state}`),
    left ? `Left as it is by ${left.by}` : '',
  ].filter(Boolean);
