import type {Job} from '../../../model/job.ts';
import {line, type Paint, selected, span} from '../../paint.ts';
import type {Line, Picture, World} from '../../screen.ts';
import {jobSign} from '../job/signs.ts';
import {cursorOfJobs, type JobsScreen, jobsRows, visibleJobs} from './state.ts';

export function drawJobs(screen: JobsScreen, world: World, paint: Paint): Picture {
  const jobs = visibleJobs(screen, world);
  const height = jobsRows(screen, world);
  const {cursor, top} = cursorOfJobs(screen, jobs, height);
  const running = jobs.filter(({endedAt}) => endedAt === null).length;
  return {
    heading: 'Jobs',
    aside:
      world.jobs === null
        ? 'reading'
        : `${jobs.length} ${jobs.length === 1 ? 'job' : 'jobs'}, ${running} running${screen.filter ? ` matching ${screen.filter}` : ''}`,
    lines: [
      ...(screen.isFiltering ? [line(span('/', 'key'), screen.filter, span(paint.glyphs.caret, 'accent'))] : []),
      line(span(`  ${paint.fit('STATE', 12)} ${paint.fit('STARTED', 16)} ${paint.fit('BY', 10)} WHAT`, 'muted')),
      ...(jobs.length > 0
        ? jobs.slice(top, top + height).map((job, index) => row(job, top + index === cursor, world, paint))
        : [line(world.jobs === null ? '  Reading the jobs.' : '  No job has run on this host.')]),
    ],
  };
}

function row(job: Job, isSelected: boolean, {size}: World, paint: Paint): Line {
  const {sign, role, word} = jobSign(job);
  const room = size.columns - 44;
  const whole = line(
    isSelected ? `${paint.glyphs.cursor} ` : '  ',
    span(paint.fit(`${paint.glyphs[sign]} ${word}`, 12), role),
    ` ${paint.fit(job.startedAt === null ? 'not yet' : when(job.startedAt), 16)} ${paint.fit(job.by, 10)} ${paint.fit(job.title, room)}`,
  );
  return isSelected ? selected(whole) : whole;
}

/** `2026-11-20 19:25` in the operator's own time. */
export function when(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => `${value}`.padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
