import type {Event, Order} from '../../source/jobs/events.ts';
import {foldJob} from '../../source/jobs/fold.ts';
import {openRecovery} from '../../source/jobs/recover/recovery.ts';
import {runPlan} from '../../source/jobs/run.ts';
import type {Driver} from '../../source/model/driver.ts';
import type {Job} from '../../source/model/job.ts';
import type {Plan} from '../../source/model/plan.ts';
import type {Transport} from '../../source/model/transport.ts';

/**
 * Where a runner dies, as by SIGKILL: `begun`: it has written that the step starts, and starts nothing; `unseen`: the
 * tool runs to its end and nobody writes that down; `unchecked`: it has written how the tool ended, and asks nothing.
 */
export type Death = {readonly step: number; readonly when: 'begun' | 'unseen' | 'unchecked'};

type Made = {readonly driver: Driver; readonly transport: Transport; readonly atOnce?: number};

class Died extends Error {}

/** Jobs that are run and kept in this process, by runners that can be made to die anywhere. */
export function memoryJobs({driver, transport, atOnce = 1}: Made) {
  const kept = new Map<string, {readonly order: Order; readonly events: Event[]}>();
  const read = (id: string): Job => {
    const found = kept.get(id);
    if (!found) throw new Error(`there is no job ${id}`);
    const followedBy = [...kept.values()].flatMap(({order: {id: other, plan}}) =>
      plan.follows?.job === id ? [{kind: plan.follows.kind, job: other, state: read(other).state}] : [],
    );
    return foldJob(found.order, {events: found.events, alive: false, followedBy});
  };
  const store = {
    list: async () => [...kept.keys()].map(read).reverse(),
    read: async (id: string) => read(id),
    order: async (id: string) => kept.get(id)?.order ?? null,
  };

  async function run(plan: Plan, death?: Death): Promise<Job> {
    const id = `job${String(kept.size).padStart(5, '0')}`;
    const events: Event[] = [];
    const host = {name: 'here', driver: driver.id, practice: null};
    kept.set(id, {order: {id, plan, host, by: 'alice', at: kept.size}, events});
    let dead = false;
    const journal = async (event: Event) => {
      if (dead) throw new Died();
      if (death && 'step' in event && event.step === death.step && event.type === endOf[death.when]) {
        dead = true;
        throw new Died();
      }
      events.push(event);
    };
    const dies = () =>
      death?.when === 'begun' && events.some(event => event.type === 'step-start' && event.step === death.step);
    try {
      await runPlan(plan, {
        ...{transport: mortal(transport, dies), driver, secrets: {}, journal},
        ...{output: () => {}, hide: () => {}, progress: () => {}, cancelled: new AbortController().signal},
        atOnce,
      });
    } catch (error) {
      if (!(error instanceof Died)) throw error;
    }
    return read(id);
  }

  return {
    run,
    read,
    recovery: openRecovery(store, {driver, transport}),
  };
}

export type MemoryJobs = ReturnType<typeof memoryJobs>;

/** The line that is not written any more. */
const endOf: Readonly<Record<Death['when'], Event['type'] | null>> = {
  begun: null,
  unseen: 'step-end',
  unchecked: 'check',
};

function mortal(transport: Transport, dies: () => boolean): Transport {
  const guard = () => {
    if (dies()) throw new Died();
  };
  return {
    ...transport,
    async execute(command, onChunk) {
      guard();
      return transport.execute(command, onChunk);
    },
    async follow(command, onChunk, signal) {
      guard();
      return transport.follow(command, onChunk, signal);
    },
    async write(path, content, mode) {
      guard();
      return transport.write(path, content, mode);
    },
  };
}
