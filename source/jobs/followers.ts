import {open, readFile} from 'node:fs/promises';
import type {Follows} from '../model/plan.ts';
import {jobFolder} from './folder.ts';

/** What came after a job was over: another job took it up, or somebody said that it stays as it is. */
export type Follower =
  | {readonly kind: Follows['kind']; readonly job: string}
  | {readonly kind: 'left'; readonly by: string; readonly at: number};

/** Written before the other job starts, so that no kill leaves it unknown to the first. */
export async function addFollower(state: string, id: string, follower: Follower): Promise<void> {
  const file = await open(jobFolder(state, id).followers, 'a', 0o600);
  try {
    await file.appendFile(`${JSON.stringify(follower)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

export async function readFollowers(state: string, id: string): Promise<readonly Follower[]> {
  return parseFollowers(await readFile(jobFolder(state, id).followers, 'utf8').catch(() => ''));
}

export const parseFollowers = (text: string): readonly Follower[] =>
  text.split('\n').flatMap(line => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Follower];
    } catch {
      return []; // torn by a power cut: the job that it names never started
    }
  });
