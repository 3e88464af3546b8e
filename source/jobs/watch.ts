import {statSync} from 'node:fs';
import type {Job, OutputLine} from '../model/job.ts';
import {jobFolder} from './folder.ts';
import {isLocked} from './lock.ts';
import {readOutput} from './output.ts';
import {readJob} from './read-job.ts';

const followEvery = 100;

/** Tells at once and at every change until the job is over or the returned function is called. */
export function watchJob(
  state: string,
  id: string,
  listener: (job: Job, lines: readonly OutputLine[]) => void,
): () => void {
  const folder = jobFolder(state, id);
  let told = '';
  let next = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let quiet = 0;
  // A killed runner changes no file: now and then its lock has to be looked at.
  const look = async () => {
    const mark = [folder.journal, folder.output, folder.progress, folder.guard.outcome].map(sizeAndTime).join(' ');
    const job = mark === told ? null : await readJob(state, id);
    const {lines, next: after} = readOutput(folder.output, next);
    if (stopped) return;
    if (job || lines.length > 0) {
      const current = job ?? (await readJob(state, id));
      next = after;
      told = mark;
      if (current) listener(current, lines);
      if (current && current.endedAt !== null && lines.length === 0) return;
      if (current && current.endedAt !== null) told = '';
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
