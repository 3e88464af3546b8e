import type {Job, JobStep} from '../../../model/job.ts';
import type {GlyphName} from '../../../terminal/glyphs.ts';
import type {Role} from '../../../terminal/theme.ts';

type Sign = {readonly sign: GlyphName; readonly role: Role; readonly word: string};

/** `word` says what the check found; the sign and the colour only underline it. */
const steps: Readonly<Record<JobStep['state'], Sign>> = {
  planned: {sign: 'planned', role: 'muted', word: ''},
  started: {sign: 'running', role: 'busy', word: 'runs'},
  ended: {sign: 'busy', role: 'busy', word: 'checking'},
  checked: {sign: 'done', role: 'good', word: 'done'},
  failed: {sign: 'broken', role: 'bad', word: 'failed'},
  unknown: {sign: 'unknown', role: 'warn', word: 'unknown'},
  skipped: {sign: 'planned', role: 'muted', word: 'not started'},
  undone: {sign: 'stopped', role: 'muted', word: 'undone'},
};

const jobs: Readonly<Record<Job['state'], Sign>> = {
  waiting: {sign: 'planned', role: 'busy', word: 'waiting'},
  running: {sign: 'running', role: 'busy', word: 'running'},
  done: {sign: 'done', role: 'good', word: 'done'},
  failed: {sign: 'broken', role: 'bad', word: 'failed'},
  unknown: {sign: 'unknown', role: 'warn', word: 'unknown'},
  cancelled: {sign: 'stopped', role: 'warn', word: 'cancelled'},
  undone: {sign: 'stopped', role: 'muted', word: 'undone'},
};

export const stepSign = (step: JobStep): Sign =>
  step.state === 'checked' && step.check === 'true' ? {...steps.checked, word: 'done, checked'} : steps[step.state];

export const jobSign = (job: Job): Sign => jobs[job.state];
