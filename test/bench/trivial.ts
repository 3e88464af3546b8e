import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {freeTerms} from '../../source/jobs/schedule/gate.ts';
import {createJobStore} from '../../source/jobs/store.ts';
import {whoIsThere} from '../../source/jobs/who.ts';
import {plan, step} from '../jobs/made.ts';
import {type Bench, bareNode} from './measure.ts';

const count = 100;
const command = ['true'] as const;

/** No platform is asked: the step has no check, the plan takes nothing for granted. What is left is the job itself. */
export const trivial: Bench = {
  name: 'trivial',
  title: `${count} jobs of one trivial step, beside a bare loop over the same command`,
  async run() {
    const state = mkdtempSync(path.join(tmpdir(), 'construct-tui-bench-'));
    try {
      const bare = await measured(async () => {
        for (let index = 0; index < count; index++) spawnSync(command[0]);
      });
      const node = await measured(async () => {
        for (let index = 0; index < count; index++) bareNode();
      });
      const one = await measured(() => runJobs(state, 1));
      const beside = await measured(() => runJobs(state, 4));
      return [
        {what: 'the bare loop', value: bare.wall / count, unit: 'ms'},
        {what: 'a Node that does nothing, wall', value: node.wall / count, unit: 'ms'},
        {what: 'a Node that does nothing, process time', value: node.cpu / count, unit: 'ms'},
        {what: 'a job, one after the other, wall', value: one.wall / count, unit: 'ms'},
        {what: 'a job, process time', value: one.cpu / count, unit: 'ms'},
        {what: 'a job, four beside each other, wall', value: beside.wall / count, unit: 'ms'},
        {what: 'process time of a job in Nodes that do nothing', value: one.cpu / node.cpu, unit: '×', goal: 5},
      ];
    } finally {
      rmSync(state, {recursive: true, force: true, maxRetries: 5});
    }
  },
};

async function runJobs(state: string, width: number): Promise<void> {
  const store = createJobStore(state, async () => freeTerms);
  const who = await whoIsThere();
  const host = {name: 'here', driver: 'cbsd', practice: null};
  const runOne = async (index: number): Promise<void> => {
    const wish = plan(step('Nothing', {command: {argv: command}, check: null, residue: []}));
    const touches = [{kind: 'guest', id: `g${index}`, mode: 'change'} as const];
    const submitted = await store.submit({plan: {...wish, touches}, host, who}, {});
    if (!('job' in submitted)) throw new Error('the job was refused');
    const state = await new Promise<string>(resolve => {
      store.watch(submitted.job, job => void (job.endedAt !== null && resolve(job.state)));
    });
    if (state !== 'done') throw new Error(`a job is ${state}`);
  };
  const lanes = Array.from({length: width}, async (_, lane) => {
    for (let index = lane; index < count; index += width) await runOne(index);
  });
  await Promise.all(lanes);
}

/** Milliseconds. `cpu`: of this process and of all that it has started and that has ended; NaN where proc(5) is not there. */
async function measured(task: () => Promise<void>): Promise<{readonly wall: number; readonly cpu: number}> {
  const [wall, cpu] = [performance.now(), ticks()];
  await task();
  return {wall: performance.now() - wall, cpu: ticks() - cpu};
}

/** proc(5): utime, stime, cutime and cstime, in hundredths of a second. */
function ticks(): number {
  try {
    const stat = readFileSync(`/proc/${process.pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields.slice(11, 15).reduce((sum, field) => sum + Number(field) * 10, 0);
  } catch {
    return Number.NaN;
  }
}
