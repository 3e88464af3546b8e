import type {Session} from '../actions/session.ts';
import type {Job, OutputLine} from '../model/job.ts';
import type {News} from './news.ts';
import type {Run} from './screen.ts';
import {jobSign} from './screens/job/signs.ts';

/** Output lines kept of one job; what is older stands in its journal. */
const kept = 10_000;
/** A job may print thousands of lines a second; the screen tells of them this often. Milliseconds. */
const pace = 100;

/** Listens to jobs, and tells what they said at a pace that a terminal can bear. */
export function createFollower(session: Session, now: () => number, tell: (news: News) => void) {
  const stops = new Map<string, () => void>();
  const jobs = new Map<string, {job: Job; lines: OutputLine[]}>();
  const runs = new Map<string, Run>();
  const stirred = new Set<string>();
  const ours = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  function heard(job: Job, lines: readonly OutputLine[]): void {
    const before = jobs.get(job.id);
    const all = before?.lines ?? [];
    for (const line of lines) all.push(line);
    if (all.length > 2 * kept) all.splice(0, all.length - kept);
    jobs.set(job.id, {job, lines: all});
    stirred.add(job.id);
    if (!before || job.endedAt !== null) flush();
    else timer ??= setTimeout(flush, pace);
  }

  /** What has ended is not listened to any more, though others may have taken it back since. */
  async function reread(id: string): Promise<void> {
    const job = jobs.get(id)?.job.endedAt ? await session.job(id) : null;
    if (job) heard(job, []);
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const ended: Job[] = [];
    let isChanged = false;
    for (const id of stirred) {
      const found = jobs.get(id);
      if (!found) continue;
      isChanged ||= found.job.endedAt !== null && (ours.has(id) || runs.get(id)?.job.endedAt === null);
      runs.set(id, {job: found.job, lines: found.lines.slice(-kept)});
      if (found.job.endedAt !== null && ours.delete(id)) ended.push(found.job);
    }
    stirred.clear();
    const world = {runs: new Map(runs), now: now()};
    const last = ended.at(-1);
    tell(last ? {world, job: last.id, change: {flash: {role: jobSign(last).role, text: last.sentence}}} : {world});
    if (isChanged) void session.refresh(); // whoever gave it
  }

  return {
    /** A job as it was read just now. */
    heard: (job: Job): void => heard(job, []),
    /** `isOurs`: it was started from here, so its end is told wherever the operator is. */
    follow(id: string, isOurs: boolean): void {
      if (isOurs) ours.add(id);
      if (stops.has(id)) return void reread(id);
      stops.set(id, () => {}); // the listener is called at once, before there is a way to stop
      stops.set(id, session.follow(id, heard));
    },
    running: (): readonly string[] => [...ours],
    close(): void {
      clearTimeout(timer);
      for (const stop of stops.values()) stop();
    },
  };
}
