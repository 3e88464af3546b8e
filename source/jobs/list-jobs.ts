import {statSync} from 'node:fs';
import type {Job} from '../model/job.ts';
import {jobFolder, listJobIds} from './folder.ts';
import {readJob} from './read-job.ts';

/**
 * Reads all jobs of a host, newest first. It is asked again and again while a list is in front: what is over and cannot change by
 * itself is read once, until its list of followers grows.
 */
export function createJobList(state: string): () => Promise<readonly Job[]> {
  const settled = new Map<string, {readonly job: Job; readonly followers: number}>();

  const read = async (id: string): Promise<Job | null> => {
    const followers = sizeOf(jobFolder(state, id).followers);
    const known = settled.get(id);
    if (known?.followers === followers) return known.job;
    const job = await readJob(state, id);
    if (job && isSettled(job)) settled.set(id, {job, followers});
    return job;
  };

  return async () => {
    const jobs = await Promise.all((await listJobIds(state)).map(read));
    return jobs.filter(job => job !== null);
  };
}

/** A job that others took up goes with them: it is undone when they are. */
const isSettled = ({state, endedAt, tool, guarded, followedBy}: Job): boolean =>
  endedAt !== null &&
  tool === null &&
  guarded?.state !== 'awaits' &&
  guarded?.state !== 'applying' &&
  (followedBy.length === 0 || state === 'undone');

const sizeOf = (path: string): number => statSync(path, {throwIfNoEntry: false})?.size ?? 0;
