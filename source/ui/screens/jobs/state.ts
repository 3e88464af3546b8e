import type {Job} from '../../../model/job.ts';
import {scrollTo, type View} from '../../../terminal/scroll.ts';
import {bodyRows, type Change, type Press, type World} from '../../screen.ts';
import {openJob} from '../job/state.ts';
import {editLine} from '../line-edit.ts';
import {matcherOf} from '../matcher.ts';
import {movesOf} from '../moves.ts';

export type JobsScreen = {
  readonly place: 'jobs';
  readonly cursor: string | null;
  readonly view: View;
  readonly filter: string;
  readonly isFiltering: boolean;
};

export const openJobs = (): JobsScreen => ({
  place: 'jobs',
  cursor: null,
  view: {cursor: 0, top: 0},
  filter: '',
  isFiltering: false,
});

/** The newest first; a job that this screen follows is shown as it is now, not as it was when the list was read. */
export function visibleJobs({filter}: JobsScreen, {jobs, runs}: World): readonly Job[] {
  const matches = matcherOf(filter);
  const fresh = (jobs ?? []).map(job => runs.get(job.id)?.job ?? job);
  return fresh
    .filter(({id, title, state, by, target}) => matches([id, title, state, by, target].join(' ')))
    .toSorted((one, other) => (other.startedAt ?? Infinity) - (one.startedAt ?? Infinity));
}

export const jobsRows = (screen: JobsScreen, world: World): number =>
  bodyRows(world.size) - 1 - (screen.isFiltering ? 1 : 0);

export function cursorOfJobs(screen: JobsScreen, jobs: readonly Job[], height: number): View {
  const index = jobs.findIndex(({id}) => id === screen.cursor);
  return scrollTo(screen.view, index < 0 ? screen.view.cursor : index, jobs.length, height);
}

export function pressJobs(screen: JobsScreen, press: Press, world: World): Change {
  const jobs = visibleJobs(screen, world);
  const height = jobsRows(screen, world);
  const {cursor} = cursorOfJobs(screen, jobs, height);
  const move = movesOf(press, cursor, jobs.length, height);
  if (move !== null) {
    const view = scrollTo(screen.view, move, jobs.length, height);
    return {screen: {...screen, view, cursor: jobs[view.cursor]?.id ?? null}};
  }
  const job = jobs[cursor];
  if (screen.isFiltering) return {screen: typed(screen, press)};
  if (press.id === 'filter') return {screen: {...screen, isFiltering: true}};
  if (press.id === 'refresh') return {effects: [{do: 'load', screen}]};
  if (press.id === 'open' && job) return {open: openJob(job.id), effects: [{do: 'follow', job: job.id}]};
  return {};
}

function typed(screen: JobsScreen, press: Press): JobsScreen {
  if (press.name === 'enter') return {...screen, isFiltering: false};
  if (press.name === 'esc') return {...screen, isFiltering: false, filter: ''};
  return {...screen, filter: editLine(screen.filter, press)};
}
