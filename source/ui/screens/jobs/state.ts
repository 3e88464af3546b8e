import type {Job} from '../../../model/job.ts';
import {scrollTo, type View} from '../../../terminal/scroll.ts';
import type {Change, Press, World} from '../../screen.ts';
import {openJob} from '../job/state.ts';
import {freshList, type ListState, listRows, pressList} from '../list.ts';
import {matcherOf} from '../matcher.ts';

/** The cursor is on a job, not on a row: it stays there when a new one comes. */
export type JobsScreen = ListState & {readonly place: 'jobs'; readonly cursor: string | null};

export const openJobs = (): JobsScreen => ({...freshList, place: 'jobs', cursor: null});

/** The newest first; a job that this screen follows is shown as it is now, not as it was when the list was read. */
export function visibleJobs({filter}: JobsScreen, {jobs, runs}: World): readonly Job[] {
  const matches = matcherOf(filter);
  const fresh = (jobs ?? []).map(job => runs.get(job.id)?.job ?? job);
  return fresh
    .filter(({id, title, state, by, target}) => matches([id, title, state, by, target].join(' ')))
    .toSorted((one, other) => (other.startedAt ?? Infinity) - (one.startedAt ?? Infinity));
}

export function viewOfJobs(screen: JobsScreen, jobs: readonly Job[], world: World): View {
  const index = jobs.findIndex(({id}) => id === screen.cursor);
  return scrollTo(screen.view, index < 0 ? screen.view.cursor : index, jobs.length, listRows(screen, world));
}

export function pressJobs(screen: JobsScreen, press: Press, world: World): Change {
  const jobs = visibleJobs(screen, world);
  const view = viewOfJobs(screen, jobs, world);
  const next = pressList({...screen, view}, press, jobs.length, listRows(screen, world));
  if (next) {
    const isSame = next.filter === screen.filter;
    return {screen: {...next, cursor: isSame ? (jobs[next.view.cursor]?.id ?? null) : null}};
  }
  const job = jobs[view.cursor];
  if (press.id === 'refresh') return {effects: [{do: 'load', screen}]};
  if (press.id === 'open' && job) return {open: openJob(job.id), effects: [{do: 'follow', job: job.id}]};
  return {};
}
