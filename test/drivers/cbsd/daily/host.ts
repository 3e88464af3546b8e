import type {Answers} from '../../../../source/model/form.ts';
import type {Guest} from '../../../../source/model/guest.ts';
import type {Plan} from '../../../../source/model/plan.ts';
import {openFor} from '../../../../source/practice/start.ts';
import {type CloneHost, cloneHost, type Outcome} from '../clone/host.ts';

export type DailyHost = CloneHost & {
  /** Looks and plans. */
  wish(action: string, target: string, answers?: Answers): Promise<Plan>;
  /** Looks, plans and runs. Throws when the plan is refused. */
  act(action: string, target: string, answers?: Answers): Promise<Outcome & {readonly plan: Plan}>;
  guest(name: string): Promise<Guest>;
  /** Rows of a database of the node. */
  rows(database: string, sql: string): readonly Readonly<Record<string, unknown>>[];
  /** Changes the node behind everybody's back. */
  behind(change: (world: ReturnType<typeof openFor>['world']) => void): void;
};

/** The small node with jails web1, db1, app1 and VMs vm1, vm2. */
export function dailyHost(wish: Parameters<typeof cloneHost>[0] = {}): DailyHost {
  const host = cloneHost(wish);
  const plan = async (action: string, target: string, answers: Answers = {}) =>
    (await host.snapshot()).plan(action, target, answers);
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
    wish: plan,
    behind,
    async act(action, target, answers) {
      const made = await plan(action, target, answers);
      const [refusal] = made.refusals;
      if (refusal) throw new Error(refusal.reason);
      return {...(await host.run(made)), plan: made};
    },
    async guest(name) {
      const found = (await host.snapshot()).guests.find(guest => guest.name === name);
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
