import {cbsd} from '../../source/drivers/cbsd/index.ts';
import type {Event, Order} from '../../source/jobs/events.ts';
import {foldJob} from '../../source/jobs/fold.ts';
import {runPlan} from '../../source/jobs/run.ts';
import type {Snapshot} from '../../source/model/driver.ts';
import type {Job} from '../../source/model/job.ts';
import type {Plan} from '../../source/model/plan.ts';
import type {Secrets} from '../../source/model/secrets.ts';
import type {Transport} from '../../source/model/transport.ts';
import {createPracticeTransport} from '../../source/practice/transport.ts';

const operator = {user: 'alice', machine: 'laptop', publicKeys: []};

/** Plans and runs on a practice world within this process: the driver and the runner's heart, no programs of ours. */
export type InProcess = {
  readonly transport: Transport;
  look(): Promise<Snapshot>;
  /** What the job's files would tell at its end. */
  run(plan: Plan, secrets?: Secrets): Promise<Job>;
};

export function inProcess(world: string, through: Partial<Transport> = {}, pace = 1): InProcess {
  const transport = {...createPracticeTransport(world, {pace}), ...through};
  return {
    transport,
    async look() {
      const probe = await cbsd.probe(transport);
      if (!probe) throw new Error('there is no CBSD in this world');
      return cbsd.inspect(transport, probe, operator);
    },
    async run(plan, secrets = {}) {
      const events: Event[] = [];
      await runPlan(plan, {
        ...{transport, driver: cbsd, secrets, cancelled: new AbortController().signal},
        ...{output: () => {}, hide: () => {}, progress: () => {}},
        journal: async event => void events.push(event),
      });
      const host = {name: 'practice', driver: 'cbsd', practice: world};
      const order: Order = {id: '00000000', plan, host, by: operator.user, at: 0};
      return foldJob(order, {events, alive: false});
    },
  };
}
