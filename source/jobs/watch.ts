import {statSync} from 'node:fs';
import type {Job, OutputLine} from '../model/job.ts';
import {jobFolder} from './folder.ts';
import {isLocked} from './lock.ts';
import {readOutput} from './output.ts';
import {readJob} from './read-job.ts';

const followEvery = 100;
/** While a job only prints, its other files are read this often: reading them for every line costs more than showing it. */
const readEvery = 1000;

/** Tells at once and at every change until the job is over or the returned function is called. */
export function watchJob(
  state: string,
  id: string,
  listener: (job: Job, lines: readonly OutputLine[]) => void,
): () => void {
  const folder = jobFolder(state, id);
  let [told, printed] = ['', ''];
  let next = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let quiet = 0;
  let last: Job | null = null;
  let readAt = 0;
  // A killed runner changes no file: now and then its lock has to be looked at.
  const look = async () => {
    const mark = [folder.journal, folder.progress, folder.guard.outcome].map(sizeAndTime).join(' ');
    const grown = sizeAndTime(folder.output);
    const isDue = mark !== told || (grown !== printed && Date.now() - readAt >= readEvery);
    const job = isDue ? await readJob(state, id) : null; // before its output, so that a job that is over has printed all
    const {lines, next: after} = readOutput(folder.output, next);
    if (stopped) return;
    if (job) [last, readAt] = [job, Date.now()];
    if (job || lines.length > 0) {
      [told, printed, next] = [mark, grown, after];
      if (last) listener(last, lines);
      if (last && last.endedAt !== null && lines.length === 0) return;
      if (last && last.endedAt !== null) told = '';
    } else if (++quiet % 10 === 0 && !isLocked(folder.alive)) told = '';
    if (!stopped) timer = setTimeout(look, followEvery);
  };
  void look();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

function sizeAndTime(path: string): string {
  try {
    const {size, mtimeMs} = statSync(path);
    return `${size}/${mtimeMs}`;
  } catch {
    return '-';
  }
}
