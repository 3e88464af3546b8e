import {waitsInWords} from '../../../jobs/schedule/words.ts';
import {timeLeftInWords} from '../../../jobs/time-left.ts';
import type {Job, JobStep, OutputLine, WaitsFor} from '../../../model/job.ts';
import {widthOf} from '../../../terminal/fit.ts';
import type {Role} from '../../../terminal/theme.ts';
import {formatBytes, formatSeconds} from '../../../text/units.ts';
import {line, type Paint, selected, span} from '../../paint.ts';
import type {Line, Picture, World} from '../../screen.ts';
import {searchLine} from '../search.ts';
import {layoutOf, type ResultRow} from './layout.ts';
import {jobSign, stepSign} from './signs.ts';
import {isOver, type JobScreen} from './state.ts';

export function drawJob(screen: JobScreen, world: World, paint: Paint): Picture {
  const run = world.runs.get(screen.id);
  if (!run) return {heading: `Job ${screen.id}`, aside: '', lines: [line('Reading its journal')]};
  const {job} = run;
  const lines = job.waitsFor?.length ? job.waitsFor.map(waitingLine) : run.lines;
  const {steps, output, result} = layoutOf(job, world);
  const first = firstStep(job, steps);
  const top = screen.held ?? Math.max(0, lines.length - output);
  return {
    heading: job.title,
    rest: searchLine(screen.search, paint.glyphs.caret) ?? '',
    aside: headingAside(job, world, paint),
    lines: [
      ...job.steps.slice(first, first + steps).map((step, index) => stepLine(step, first + index, world, paint)),
      outputTitle(screen, job, {lines, top, height: output}, world, paint),
      ...Array.from({length: output}, (_, index) => {
        const row = outputLine(lines[top + index], paint);
        return top + index === screen.search.at ? selected(row) : row;
      }),
      ...(result.length > 0 ? [line(span(paint.glyphs.rule.repeat(world.size.columns), 'rule'))] : []),
      ...result.map(row => resultLine(row, job, paint)),
    ],
  };
}

/** While it waits there is no output, and its place says for whom. */
const waitingLine = (each: WaitsFor): OutputLine => ({step: 0, stream: 'stdout', text: waitsInWords(each)});

function headingAside(job: Job, world: World, paint: Paint): string {
  const time = job.startedAt === null ? [] : [formatSeconds(((job.endedAt ?? world.now) - job.startedAt) / 1000)];
  const left = timeLeftInWords(job, world.now);
  return [jobSign(job).word, ...time, ...(left ? [left] : [])].join(` ${paint.glyphs.dot} `);
}

/** The window over the steps moves with the one that runs. */
function firstStep(job: Job, height: number): number {
  const current = job.steps.findIndex(({state}) => state !== 'checked' && state !== 'skipped');
  const index = current < 0 ? job.steps.length - 1 : current;
  return Math.max(0, Math.min(index - Math.floor(height / 2), job.steps.length - height));
}

function stepLine(step: JobStep, index: number, world: World, paint: Paint): Line {
  const {sign, role, word} = stepSign(step);
  const right = rightOf(step, world, word);
  const bar = step.progress && step.state === 'started' ? barOf(step.progress, paint) : '';
  const room = world.size.columns - 5 - bar.length - right.length - 2;
  return line(
    span(`${paint.glyphs[sign]} `, role),
    span(`${index + 1}`.padStart(2), 'muted'),
    ` ${paint.fit(step.title, room)} `,
    span(bar, 'busy'),
    span(` ${right}`, role),
  );
}

function rightOf(step: JobStep, world: World, word: string): string {
  if (step.startedAt === null) return word;
  const seconds = ((step.endedAt ?? world.now) - step.startedAt) / 1000;
  const time = seconds < 10 && step.endedAt !== null ? `${seconds.toFixed(1)} s` : formatSeconds(seconds);
  return `${word} ${time.padStart(6)}`;
}

/** `[####......]  61 %  110 MiB of 180 MiB`; without a known total only what has arrived. */
function barOf({doneBytes, totalBytes}: {doneBytes: number; totalBytes: number}, {glyphs}: Paint): string {
  if (totalBytes <= 0) return formatBytes(doneBytes);
  const share = Math.min(1, doneBytes / totalBytes);
  const full = Math.floor(share * 10);
  const bar = glyphs.full.repeat(full) + glyphs.empty.repeat(10 - full);
  return `${bar} ${`${Math.floor(share * 100)}`.padStart(3)} % ${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`;
}

type Output = {readonly lines: readonly OutputLine[]; readonly top: number; readonly height: number};

function outputTitle(
  {held}: JobScreen,
  job: Job,
  {lines, top, height}: Output,
  {size}: World,
  {glyphs, clean}: Paint,
): Line {
  const where = lines.length > height ? ` ${top + 1}-${Math.min(lines.length, top + height)} of ${lines.length}` : '';
  const left = `${glyphs.rule.repeat(2)} Output${where} ${isOver(job) ? '' : `${glyphs.dot} ${held === null ? 'following' : 'held'} `}`;
  const right = ` job ${job.id} by ${clean(job.by)} ${glyphs.rule}`;
  const between = glyphs.rule.repeat(Math.max(0, size.columns - left.length - widthOf(right)));
  return line(span(left + between + right, 'rule'));
}

const outputLine = (output: OutputLine | undefined, paint: Paint): Line =>
  output
    ? line(
        span(`${output.step + 1}`.padStart(2), 'muted'),
        span(output.stream === 'stderr' ? ` ${paint.glyphs.warning} ` : '   ', 'warn'),
        output.text,
      )
    : line('');

function resultLine(row: ResultRow, job: Job, paint: Paint): Line {
  const {sign, role} = jobSign(job);
  if (row.kind === 'sentence') return line(span(`${paint.glyphs[sign]} ${row.text}`, role));
  if (row.kind === 'more') return line(span(`  ${row.text}`, role));
  if (row.kind === 'told') return line(span(`  ${row.text}`, 'muted'));
  if (row.kind === 'residue') return line(span('  left behind: ', 'warn'), row.text);
  return line(
    span(`  ${paint.glyphs.arrow} ${row.title ?? ''}`, 'muted'),
    row.text ? span(`  ${row.text}`, 'command') : '',
  );
}

export const roleOfJob = (job: Job): Role => jobSign(job).role;
