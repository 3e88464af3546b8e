import {awaitsInWords} from '../../../jobs/guard/words.ts';
import type {Job} from '../../../model/job.ts';
import {wrap} from '../../../terminal/fit.ts';
import {safe} from '../../../text/safe.ts';
import {bodyRows, type World} from '../../screen.ts';

/** How the body is shared out: steps above, the output in the middle, the result below once there is one. */
export type Layout = {readonly steps: number; readonly output: number; readonly result: readonly ResultRow[]};

export type ResultRow = {
  readonly kind: 'sentence' | 'more' | 'residue' | 'next';
  readonly text: string;
  readonly title?: string;
};

/** The title of the output takes a row of its own. */
export function layoutOf(job: Job, world: World): Layout {
  const body = bodyRows(world.size);
  const result = resultRows(job, world.size.columns).slice(0, Math.max(2, body - 6));
  const rest = body - 1 - result.length - (result.length > 0 ? 1 : 0);
  const steps = Math.min(job.steps.length, Math.max(2, rest - 3));
  return {steps, output: Math.max(0, rest - steps), result};
}

export const outputRows = (job: Job, world: World): number => Math.max(1, layoutOf(job, world).output);

/** Only what a job has made and left is removed from its own screen; what it has finished is a guest like any other. */
export const canRemove = ({state, steps, undoable}: Job): boolean =>
  (state === 'failed' || state === 'unknown' || state === 'cancelled') &&
  undoable &&
  steps.some(({startedAt}) => startedAt !== null);

function resultRows(job: Job, columns: number): readonly ResultRow[] {
  const awaits = awaitsInWords(job);
  if (awaits)
    return wrap(awaits, columns - 2).map((text, row) => ({kind: row === 0 ? 'sentence' : 'more', text}) as const);
  if (job.endedAt === null) return [];
  return [
    ...wrap(safe(job.sentence), columns - 2).map(
      (text, index) => ({kind: index === 0 ? 'sentence' : 'more', text}) as const,
    ),
    ...job.residue.map(text => ({kind: 'residue', text}) as const),
    ...(canRemove(job)
      ? [{kind: 'next', title: 'd', text: 'shows the plan that removes what it has made'} as const]
      : []),
    ...job.next.map(next => ({kind: 'next', title: next.title, text: next.kind === 'copy' ? next.text : ''}) as const),
  ];
}
