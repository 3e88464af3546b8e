import {copiesScript} from '../../../../source/drivers/cbsd/clone/facts.ts';
import {forwardsScript} from '../../../../source/drivers/cbsd/expose/scripts.ts';
import {cbsd} from '../../../../source/drivers/cbsd/index.ts';
import {againScript, guestScript, inspectScript, profilesScript} from '../../../../source/drivers/cbsd/look/scripts.ts';
import {removalScript} from '../../../../source/drivers/cbsd/removal/look.ts';
import {snapshotsScript} from '../../../../source/drivers/cbsd/snapshots/check.ts';
import type {Probe, Snapshot} from '../../../../source/model/driver.ts';
import type {Answers} from '../../../../source/model/form.ts';
import type {Guest} from '../../../../source/model/guest.ts';
import type {Job} from '../../../../source/model/job.ts';
import type {Plan} from '../../../../source/model/plan.ts';
import type {Transport} from '../../../../source/model/transport.ts';
import {openFor} from '../../../../source/practice/start.ts';
import {createPracticeTransport} from '../../../../source/practice/transport.ts';
import {inProcess} from '../../../helpers/in-process.ts';
import {type CloneHost, cloneHost} from '../clone/host.ts';
import {quickly} from './quick.ts';

export type Acted = {readonly plan: Plan; readonly job: Job; readonly notes: readonly string[]};

export type DailyHost = Pick<CloneHost, 'folder' | 'fault' | 'state' | 'cbsd' | 'liveRules'> & {
  readonly transport: Transport;
  look(): Promise<Snapshot>;
  /** Looks and plans. */
  wish(action: string, target: string, answers?: Answers): Promise<Plan>;
  /** Looks, plans and runs. Throws when the plan is refused. */
  act(action: string, target: string, answers?: Answers): Promise<Acted>;
  run(plan: Plan): Promise<Job>;
  /** Takes back what began, the last step first. */
  undo(acted: Acted): Promise<void>;
  guest(name: string): Promise<Guest>;
  /** Rows of a database of the node. */
  rows(database: string, sql: string): readonly Readonly<Record<string, unknown>>[];
  /** Changes the node behind everybody's back. */
  behind(change: (world: ReturnType<typeof openFor>['world']) => void): void;
};

export const looks = [
  inspectScript,
  profilesScript,
  copiesScript,
  forwardsScript,
  againScript,
  guestScript,
  removalScript,
  snapshotsScript,
];
const operator = {user: 'alice', machine: 'laptop', publicKeys: []};
const probe: Probe = {
  platform: 'CBSD',
  version: '14.1.3a',
  rights: 'root',
  features: {workdir: '/usr/jails', release: '14.1-RELEASE-p5'},
  missing: [],
};

/** The small node with jails web1, db1, app1 and VMs vm1, vm2. */
export function dailyHost(wish: Parameters<typeof cloneHost>[0] = {}): DailyHost {
  const host = cloneHost(wish);
  const {transport, run} = inProcess(host.folder, quickly(host.folder, createPracticeTransport(host.folder), looks));
  const look = () => cbsd.inspect(transport, probe, operator);
  const plan = async (action: string, target: string, answers: Answers = {}) =>
    (await look()).plan(action, target, answers);
  const behind: DailyHost['behind'] = change => {
    const {world} = openFor(host.folder);
    try {
      change(world);
    } finally {
      world.close();
    }
  };
  return {
    ...host,
    transport,
    look,
    run,
    wish: plan,
    behind,
    async act(action, target, answers) {
      const made = await plan(action, target, answers);
      const [refusal] = made.refusals;
      if (refusal) throw new Error(refusal.reason);
      const job = await run(made);
      return {plan: made, job, notes: job.steps.map(({note}) => note)};
    },
    async undo({plan: made, job}) {
      const begun = made.steps.filter((_, index) => job.steps[index]?.startedAt !== null);
      for (const step of begun.reverse()) for (const command of step.undo ?? []) await transport.execute(command);
    },
    async guest(name) {
      const found = (await look()).guests.find(guest => guest.name === name);
      if (!found) throw new Error(`there is no ${name}`);
      return found;
    },
    rows(database, sql) {
      let rows: readonly Readonly<Record<string, unknown>>[] = [];
      behind(world => {
        rows = world.query(database, sql);
      });
      return rows;
    },
  };
}
