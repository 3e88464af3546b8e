import {mkdirSync, writeFileSync} from 'node:fs';
import {setTimeout as wait} from 'node:timers/promises';
import {cbsd} from '../../source/drivers/cbsd/index.ts';
import {openDesk} from '../../source/jobs/desk.ts';
import type {Order} from '../../source/jobs/events.ts';
import {jobFolder} from '../../source/jobs/folder.ts';
import {readJob} from '../../source/jobs/read-job.ts';
import {runJob} from '../../source/jobs/runner.ts';
import type {Answers} from '../../source/model/form.ts';
import type {Job} from '../../source/model/job.ts';
import type {Plan} from '../../source/model/plan.ts';
import {createPracticeTransport} from '../../source/practice/transport.ts';
import {looks} from '../drivers/cbsd/daily/host.ts';
import {quickly} from '../drivers/cbsd/daily/quick.ts';

/** A process that plans and runs jobs as a runner does, round after round: `node rival.ts STATE WORLD`. */
export type Wish = {readonly action: string; readonly target: string; readonly answers: Answers};
export type Said =
  | {readonly do: 'plan'; readonly wish: Wish}
  | {readonly do: 'run'; readonly job: string; readonly at: number};
export type Heard = {readonly refusals: Plan['refusals']; readonly job: Job | null};

const [state = '', world = ''] = process.argv.slice(2);
const host = {driver: cbsd, transport: quickly(world, createPracticeTransport(world), looks)};
let plan: Plan | null = null;
process.on('message', (said: Said) => void obey(said));
process.on('disconnect', () => process.exit());
answer([], null);

async function obey(said: Said): Promise<void> {
  if (said.do === 'plan') {
    const {action, target, answers} = said.wish;
    const probe = {
      platform: 'CBSD',
      version: '14.1.3a',
      rights: 'root',
      features: {workdir: '/usr/jails'},
      missing: [],
    } as const;
    const look = await cbsd.inspect(host.transport, probe, {user: 'alice', machine: 'laptop', publicKeys: []});
    plan = look.plan(action, target, answers);
    return answer(plan.refusals, null);
  }
  if (!plan) throw new Error('nothing was planned');
  const folder = jobFolder(state, said.job);
  const at = {name: 'practice', driver: 'cbsd', practice: world};
  const order: Order = {id: said.job, plan, host: at, by: `rival ${process.pid}`, at: Date.now()};
  mkdirSync(folder.path, {recursive: true});
  writeFileSync(folder.order, JSON.stringify(order));
  await wait(Math.max(0, said.at - Date.now()));
  await runJob(
    async () => ({...(await openDesk(state, said.job)), host}),
    {},
    () => {},
  );
  const job = await readJob(state, said.job);
  answer(job?.refusals ?? [], job);
}

function answer(refusals: Plan['refusals'], job: Job | null): void {
  process.send?.({refusals, job} satisfies Heard);
}
