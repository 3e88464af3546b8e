import {jobVerbOf} from '../../../actions/table.ts';
import type {Job, OutputLine} from '../../../model/job.ts';
import {clamp, scrollBy} from '../../../terminal/scroll.ts';
import {shellLine} from '../../../text/quote.ts';
import {safe} from '../../../text/safe.ts';
import type {Change, Press, World} from '../../screen.ts';
import {intentOf} from '../intent.ts';
import {openMenu} from '../menu/state.ts';
import {movesOf} from '../moves.ts';
import {noSearch, type Search, searchBy} from '../search.ts';
import {outputRows} from './layout.ts';
import {doTo, idleWays, written} from './ways.ts';

export type JobScreen = {
  readonly place: 'job';
  readonly id: string;
  /** First output line in sight while it is held; null: the end is followed. */
  readonly held: number | null;
  readonly search: Search;
};

export const openJob = (id: string): JobScreen => ({place: 'job', id, held: null, search: noSearch});

export const isOver = (job: Job): boolean => job.endedAt !== null;

/** Keys of a job that have nothing to do in its present state. */
export function idleOf(job: Job | undefined): readonly string[] {
  if (!job) return [];
  const failed = job.steps.some(({state}) => state === 'failed' || state === 'unknown');
  return [...(isOver(job) ? ['follow'] : ['next-actions']), ...(failed ? [] : ['next-error']), ...idleWays(job)];
}

export function pressJob(screen: JobScreen, press: Press, world: World): Change {
  const run = world.runs.get(screen.id);
  if (!run) return {};
  const {job, lines} = run;
  const height = outputRows(job, world);
  const end = Math.max(0, lines.length - height);
  const top = screen.held ?? end;
  const found = searchOutput(screen, press, lines, end);
  if (found) return found;
  if (press.id === 'page') return {effects: [{do: 'page', name: `${job.id}.txt`, text: outputText(lines)}]};
  if (press.id === 'back' && !isOver(job))
    return {back: 1, flash: {role: 'muted', text: 'The job goes on; J shows it again'}};
  if (press.id === 'follow') return {screen: {...screen, held: screen.held === null ? end : null}};
  if (press.id === 'next-error') return jump(screen, job, lines);
  const verb = jobVerbOf(press.id);
  if (verb) return doTo(job, verb);
  if (press.id === 'copy') return {effects: [{do: 'copy', text: textToCopy(job)}]};
  if (press.id === 'next-actions') return whatNext(job);
  if (press.id === 'export-jobs') return written([job]);
  const move = movesOf(press, top, lines.length, height);
  if (move === null) return {};
  const held = scrollBy(0, move, lines.length, height);
  return {screen: {...screen, held: held >= end && !isOver(job) && move > top ? null : held}};
}

/** What is found is held in sight, not far from the top. */
function searchOutput(screen: JobScreen, press: Press, lines: readonly OutputLine[], end: number): Change | null {
  const found = searchBy(screen.search, press, () => lines.map(({text}) => text));
  if (!found) return null;
  const {search, isFound, flash} = found;
  const held = isFound ? clamp((search.at ?? 0) - 1, 0, end) : screen.held;
  return {screen: {...screen, search, held}, ...(flash && {flash})};
}

const outputText = (lines: readonly OutputLine[]): string => lines.map(({text}) => `${safe(text)}\n`).join('');

/** The first line on stderr of the step that went wrong, else its first line. */
function jump(screen: JobScreen, job: Job, lines: readonly {step: number; stream: string}[]): Change {
  const wrong = job.steps.findIndex(({state}) => state === 'failed' || state === 'unknown');
  if (wrong < 0) return {flash: {role: 'muted', text: 'No step has failed'}};
  const found = lines.findIndex(({step, stream}) => step === wrong && stream === 'stderr');
  const first = found >= 0 ? found : lines.findIndex(({step}) => step === wrong);
  return first < 0
    ? {flash: {role: 'warn', text: `Step ${wrong + 1} failed without a word`}}
    : {screen: {...screen, held: first}};
}

const textToCopy = (job: Job): string => {
  const offered = job.next.flatMap(next => (next.kind === 'copy' ? [next.text] : []));
  const ran = job.steps.flatMap(({argv}) => (argv ? [shellLine(argv)] : []));
  return (offered.length > 0 ? offered : ran).join('\n');
};

function whatNext(job: Job): Change {
  if (!isOver(job))
    return {flash: {role: 'muted', text: 'What comes next is offered when it has ended; Esc leaves it running'}};
  const rows = job.next.map(next => ({
    label: next.kind === 'copy' ? `Copy: ${next.title}` : next.title,
    ...(next.kind === 'copy' && {note: next.text}),
    leadsTo: intentOf(next),
  }));
  return {open: openMenu('What next', [...rows, {label: 'Back to the guests', leadsTo: {kind: 'home'}}])};
}
