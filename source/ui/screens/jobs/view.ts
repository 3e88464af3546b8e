import {typedFilter} from '../../../jobs/job-filter.ts';
import {line, type Paint} from '../../paint.ts';
import type {Picture, World} from '../../screen.ts';
import {tableLines} from '../../table.ts';
import {filterLines, listRows} from '../list.ts';
import {jobCells} from './columns.ts';
import {type JobsScreen, viewOfJobs, visibleJobs} from './state.ts';

export function drawJobs(screen: JobsScreen, world: World, paint: Paint): Picture {
  const jobs = visibleJobs(screen, world);
  const table = {
    cells: jobCells,
    rows: jobs,
    view: viewOfJobs(screen, jobs, world),
    height: listRows(screen, world),
  };
  return {
    heading: 'Jobs',
    aside: asideOf(screen, jobs, world),
    lines: [
      ...filterLines(screen, paint),
      ...tableLines(table, world.size.columns, paint),
      ...(jobs.length === 0 ? [line(nothing(screen, world))] : []),
    ],
  };
}

function asideOf({filter}: JobsScreen, jobs: ReturnType<typeof visibleJobs>, world: World): string {
  if (world.jobs === null) return 'reading';
  const {problem} = typedFilter(filter, world.now);
  if (problem) return problem;
  const running = jobs.filter(({endedAt}) => endedAt === null).length;
  const count = `${jobs.length} ${jobs.length === 1 ? 'job' : 'jobs'}, ${running} running`;
  return filter ? `${count}, matching ${filter}` : count;
}

function nothing({filter}: JobsScreen, {jobs}: World): string {
  if (jobs === null) return '  Reading the jobs.';
  return filter
    ? '  No job matches: words, or guest:web1 by:alice since:2d result:failed. Esc shows all.'
    : '  No job has run on this host.';
}
