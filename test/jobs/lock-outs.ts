import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {TestContext} from 'node:test';
import type {Order} from '../../source/jobs/events.ts';
import {createJobFolder, jobFolder} from '../../source/jobs/folder.ts';
import {readOutcome} from '../../source/jobs/guard/files.ts';
import {createKeeper, type Keeper} from '../../source/jobs/guard/keeper.ts';
import {openTransport} from '../../source/jobs/host.ts';
import type {Guard, Plan} from '../../source/model/plan.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {until} from '../helpers/until.ts';
import {plan} from './made.ts';

type Bench = {
  readonly id: string;
  readonly keeper: Keeper;
  readonly guard: Guard;
  readonly order: Order;
  network(): string;
  /** The change that locks everybody out. */
  cut(): void;
};

/** Milliseconds after its timer by which a change that nobody confirmed is back, however busy the machine. */
export const latest = 5000;

/** Hosts whose whole network is the word in one file, `up` lets the operator in; and the guards' own processes beside them. */
export function lockOuts(t: Pick<TestContext, 'after'>) {
  const state = temporaryFolder(t);
  const world = path.join(state, 'world');
  for (const folder of ['bin', 'root']) mkdirSync(path.join(world, folder), {recursive: true});
  for (const tool of ['sh', 'cat']) symlinkSync(`/bin/${tool}`, path.join(world, 'bin', tool));
  let made = 0;

  async function bench(seconds: number, wish: (guard: Guard) => Plan = guard => ({...plan(), guard})): Promise<Bench> {
    made += 1;
    const file = path.join(world, `network-${made}`);
    writeFileSync(file, 'up\n');
    const guard: Guard = {
      ...{first: 0, last: 0, seconds, says: 'the network'},
      save: {argv: ['sh', '-c', 'cat "$1"', 'sh', file]},
      restore: {argv: ['sh', '-c', 'cat > "$1"', 'sh', file]},
    };
    const {id, folder} = await createJobFolder(state, Date.now());
    const order: Order = {
      ...{id, plan: wish(guard), by: 'alice', at: Date.now()},
      host: {name: 'lab', driver: 'cbsd', practice: world},
    };
    writeFileSync(folder.order, JSON.stringify(order));
    const keeper = createKeeper(state, id, openTransport(world));
    const network = () => readFileSync(file, 'utf8').trim();
    return {id, keeper, guard, order, network, cut: () => writeFileSync(file, 'down\n')};
  }

  /**
   * One lock-out that nobody confirms; how long after its timer it was back, in milliseconds. `killed`: whoever made the change is gone at
   * once, and nothing but the guard's own process is left.
   */
  async function lockOut(killed: boolean): Promise<number> {
    const {id, keeper, guard, network, cut} = await bench(1);
    const armed = await keeper.arm(guard);
    assert.ok(typeof armed !== 'string', String(armed));
    cut();
    const {guard: files} = jobFolder(state, id);
    if (killed) await until('it is settled', () => existsSync(files.outcome));
    const told = killed ? await readOutcome(files) : await keeper.settle(new AbortController().signal);
    assert.deepEqual([told?.outcome, told?.note, network()], ['reverted', 'not confirmed within 1 s', 'up']);
    return (told?.at ?? Number.POSITIVE_INFINITY) - armed.deadline;
  }

  return {state, world, bench, lockOut};
}
