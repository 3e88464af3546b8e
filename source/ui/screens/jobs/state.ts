import {jobVerbOf} from '../../../actions/table.ts';
import {lets, typedFilter} from '../../../jobs/job-filter.ts';
import type {Job} from '../../../model/job.ts';
import {scrollTo, type View} from '../../../terminal/scroll.ts';
import {kept} from '../../kept.ts';
import type {Change, Press, World} from '../../screen.ts';
import {openJob} from '../job/state.ts';
import {doTo, written} from '../job/ways.ts';
import {freshList, type ListState, listRows, pressList} from '../list.ts';
import {matcherOf} from '../matcher.ts';

/** The cursor is on a job, not on a row: it stays there when a new one comes. */
export type JobsScreen = ListState & {readonly place: 'jobs'; readonly cursor: string | null};

export const openJobs = (): JobsScreen => ({...freshList, place: 'jobs', cursor: null});

/** The newest first; a job that this screen follows is shown as it is now, not as it was when the list was read. */
export const visibleJobs = ({filter}: JobsScreen, {jobs, runs, now}: World): readonly Job[] =>
  found(jobs, runs, filter, filter === '' ? 0 : now);

/** `now` matters to a filter alone (`since:2d`). */
const found = kept((jobs: World['jobs'], runs: World['runs'], filter: string, now: number): readonly Job[] => {
  const {filter: wanted, rest} = typedFilter(filter, now);
  const matches = matcherOf(rest);
  const fresh = (jobs ?? []).map(job => (job.endedAt === null ? (runs.get(job.id)?.job ?? job) : job));
  return fresh
    .filter(({target, by, askedAt, state}) => lets(wanted, {target, by, at: askedAt, result: state}))
    .filter(({id, title, state, by, target}) => matches([id, title, state, by, target].join(' ')))
    .toSorted((one, other) => (other.startedAt ?? Infinity) - (one.startedAt ?? Infinity));
});

export function viewOfJobs(screen: JobsScreen, jobs: readonly Job[], world: World): View {
  const index = jobs.findIndex(({id}) => id === screen.cursor);
  return scrollTo(screen.view, index < 0 ? screen.view.cursor : index, jobs.length, listRows(screen, world));
}

/** The job under the cursor. */
export function jobAt(screen: JobsScreen, world: World): Job | undefined {
  const jobs = visibleJobs(screen, world);
  return jobs[viewOfJobs(screen, jobs, world).cursor];
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
  const verb = jobVerbOf(press.id);
  if (verb && job) return doTo(job, verb);
  if (press.id === 'export-jobs') return written(jobs);
  if (press.id === 'open' && job) return {open: openJob(job.id), effects: [{do: 'follow', job: job.id}]};
  return {};
}
