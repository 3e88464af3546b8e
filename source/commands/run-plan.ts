import type {Session} from '../actions/session.ts';
import {awaitsInWords} from '../jobs/guard/words.ts';
import {waitsInWords} from '../jobs/schedule/words.ts';
import {timeLeftInWords} from '../jobs/time-left.ts';
import type {Job, JobStep, OutputLine} from '../model/job.ts';
import type {Plan} from '../model/plan.ts';
import type {Secrets} from '../model/secrets.ts';
import {safe} from '../text/safe.ts';
import {jobDocument, planDocument} from './documents.ts';
import type {Face} from './face.ts';
import {exitOf, refused} from './failure.ts';
import {planText} from './plan-text.ts';

/** From a plan to an exit code: shows it, asks, runs it as a job, waits and tells. */
export async function runPlan(plan: Plan, secrets: Secrets, session: Session, face: Face): Promise<number> {
  const shown = await exportOrShow(plan, session, face);
  if (shown !== null) return shown;
  if (plan.steps.length === 0) return nothingToDo(plan, session, face);
  if (!face.options.flag('yes') && !(await confirmed(plan, session, face))) return 4;
  return runConfirmed(plan, secrets, session, face);
}

/** What `--export` and `--dry-run` ask for, as an exit code; null when the plan is to be run. Throws its refusals. */
export async function exportOrShow(plan: Plan, session: Session, face: Face): Promise<number | null> {
  if (face.options.text('export') !== null) return exportPlan(plan, session, face);
  const bars = plan.steps.length > 0 ? await session.bars() : [];
  const refusals = [...plan.refusals, ...bars];
  if (face.options.flag('dry-run')) return showPlan({...plan, refusals}, face);
  if (refusals.length > 0) throw refused(refusals);
  return null;
}

/** Runs a plan that was seen and confirmed. */
export async function runConfirmed(plan: Plan, secrets: Secrets, session: Session, face: Face): Promise<number> {
  const started = await session.start(plan, secrets);
  if ('refusals' in started) throw refused(started.refusals);
  if (face.options.flag('no-wait')) return tellAccepted(started.job, session, face);
  return waitFor(started.job, session, face);
}

/** A wrong value has no plan to show: it is told as the run would tell it. */
function showPlan(plan: Plan, face: Face): number {
  const failure = plan.refusals.length > 0 ? refused(plan.refusals) : null;
  if (failure?.exit === 2) throw failure;
  if (face.json) face.document({plan: planDocument(plan)});
  else face.print(planText(plan));
  return failure?.exit ?? 0;
}

function exportPlan(plan: Plan, session: Session, face: Face): number {
  const written = session.exportAs(face.options.text('export') ?? '', plan);
  if (typeof written !== 'string') throw refused([written]);
  if (plan.refusals.length > 0) throw refused(plan.refusals);
  face.print(written);
  return 0;
}

/** What is so now may be about to change: whoever works on the same is named. */
async function nothingToDo(plan: Plan, session: Session, face: Face): Promise<number> {
  if (face.json) face.document({plan: planDocument(plan)});
  else face.print(plan.warnings.join('\n') || `${plan.title}: nothing to do`);
  const targets = plan.target.split(',');
  for (const {id, title, by, target, endedAt} of await session.jobs())
    if (endedAt === null && target.split(',').some(each => targets.includes(each)))
      face.note(`Job ${id} is at work on it just now: ${safe(title)}, by ${by}`);
  return 0;
}

async function confirmed(plan: Plan, {host}: Session, face: Face): Promise<boolean> {
  if (face.json) face.document({plan: planDocument(plan)});
  else face.print(planText(plan));
  if (face.confirm) return face.confirm(`Run it on ${host.name}? [y/N] `);
  face.note('Not run: it was not confirmed (--yes runs it without asking)');
  return false;
}

async function tellAccepted(id: string, session: Session, face: Face): Promise<number> {
  const job = await session.job(id);
  if (face.json && job) face.document({job: jobDocument(job)});
  else face.print(`Job ${id} was started: construct-tui jobs attach ${id}`);
  return 0;
}

/** What a tool said last is why it failed; a document has no place for it. */
const lastLines = 10;

/** Follows a job to its end. Ctrl-C lets go of it (130); the job goes on. */
export function waitFor(id: string, session: Session, face: Face): Promise<number> {
  return new Promise(resolve => {
    const told = new Set<string>();
    let last: readonly OutputLine[] = [];
    const stop = session.follow(id, (job, lines) => {
      if (face.json) last = [...last, ...lines].slice(-lastLines);
      else tellProgress(job, lines, told, face);
      if (job.endedAt === null) return;
      if (exitOfJob(job) !== 0) for (const {text} of last) face.note(text);
      finish(tellResult(job, face));
    });
    const finish = (exit: number) => {
      process.off('SIGINT', letGo);
      queueMicrotask(() => stop());
      resolve(exit);
    };
    const letGo = () => {
      face.note(`Job ${id} goes on: construct-tui jobs attach ${id}`);
      finish(130);
    };
    process.on('SIGINT', letGo);
  });
}

function tellProgress(job: Job, lines: readonly OutputLine[], told: Set<string>, face: Face): void {
  const awaits = awaitsInWords(job);
  if (awaits && !told.has('awaits')) face.note(awaits);
  if (awaits) told.add('awaits');
  for (const text of (job.waitsFor ?? []).map(waitsInWords)) {
    if (!told.has(text)) face.note(text);
    told.add(text);
  }
  for (const [index, step] of job.steps.entries()) {
    const once = (mark: string, text: string) => {
      const key = `${index} ${mark}`;
      if (!told.has(key)) face.note(text);
      told.add(key);
    };
    if (step.startedAt !== null) once('start', `${index + 1}/${job.steps.length} ${step.title}${timeLeft(job, step)}`);
    if (step.state === 'started' && step.note) once(step.note, `    ${step.note}`);
    for (const line of lines) if (line.step === index) face.note(`    ${line.text}`);
    if (step.progress && step.progress.totalBytes > 0) {
      const percent = Math.floor((100 * step.progress.doneBytes) / step.progress.totalBytes);
      once(`${Math.floor(percent / 10)}`, `    ${percent} %`);
    }
    if (step.state === 'checked' && step.note) once('end', `    ${step.note}`);
  }
}

const timeLeft = (job: Job, step: JobStep): string => {
  const words = step.state === 'started' ? timeLeftInWords(job, Date.now()) : '';
  return words && ` (${words})`;
};

function tellResult(job: Job, face: Face): number {
  if (face.json) face.document({job: jobDocument(job)});
  else {
    face.print(job.sentence);
    for (const next of job.next) if (next.kind === 'copy') face.note(`  ${next.title}: ${next.text}`);
    for (const line of job.residue) face.note(`  left behind: ${line}`);
  }
  return exitOfJob(job);
}

/** Refused as it would have been before its plan was made; everything else says that the plan has aged. */
const asBefore = new Set(['name-taken', 'address-in-use', 'port-in-use', 'quiet-hours', 'unreadable']);

function exitOfJob(job: Job): number {
  if (job.refusals.some(refusal => exitOf(refusal) === 6)) return 6;
  if (job.refusals.length > 0) return job.refusals.some(refusal => asBefore.has(refusal.code)) ? 3 : 5;
  return {done: 0, undone: 0, failed: 1, cancelled: 1, unknown: 7, waiting: 7, running: 7}[job.state];
}
