import assert from 'node:assert/strict';
import {cbsd} from '../../source/drivers/cbsd/index.ts';
import type {Command} from '../../source/model/command.ts';
import type {Answers} from '../../source/model/form.ts';
import type {Job} from '../../source/model/job.ts';
import type {Plan, Step} from '../../source/model/plan.ts';
import type {Transport} from '../../source/model/transport.ts';
import type {Fault} from '../../source/practice/fault.ts';
import {paths} from '../../source/practice/host.ts';
import {loadedRules} from '../../source/practice/node/nat/pf.ts';
import {type DailyHost, dailyHost} from '../drivers/cbsd/daily/host.ts';
import {type Death, type MemoryJobs, memoryJobs} from './memory-jobs.ts';

const deaths = ['begun', 'unseen', 'unchecked'] as const satisfies readonly Death['when'][];
const faults = ['fail', 'kill', 'full', 'lie', 'slow', 'flood'] as const;

/** What befalls a step: its runner dies somewhere in it, or its tool does this. */
export type Blow = (typeof deaths)[number] | (typeof faults)[number];
export const allBlows: readonly Blow[] = [...deaths, ...faults];

export type Row = {
  readonly action: string;
  readonly target: string;
  readonly answers?: Answers;
  /** Before every case. */
  readonly prepare?: (host: DailyHost) => Promise<unknown>;
  /** It cannot be taken back, only gone on with. */
  readonly lasting?: true;
};

const copy = ['old=db1', 'new=rec6', 'host_hostname=rec6.my.domain', 'ip4_addr=10.0.0.66'];

export const struckRows: readonly Row[] = [
  {action: 'create-jail', target: 'rec1', answers: {jname: 'rec1', ver: 'empty', pkg_bootstrap: '0'}},
  {action: 'create-vm', target: 'rec2', answers: {jname: 'rec2'}},
  {action: 'clone', target: 'web1', answers: {new: 'rec3 rec4 rec5'}},
  {action: 'expose', target: 'web1', answers: {ports: '9000-9007'}, prepare: host => host.cbsd('jstart', 'jname=web1')},
  {action: 'destroy', target: 'rec6', prepare: host => host.cbsd('jclone', ...copy), lasting: true},
];

/** What is to befall the next run of one step; null: nothing more. */
type Strike = {readonly step: Step; readonly fault: Partial<Fault>};

/** A node on which every case leaves everything as it found it, so that one plan is good for all of them. */
export type Bench = {readonly host: DailyHost; readonly jobs: MemoryJobs; strike: Strike | null};

/** A fault is there for its step's own command alone: looks by the same tool tell what is true. */
export function benchOf(): Bench {
  const host = dailyHost();
  const bench: {strike: Strike | null} = {strike: null};
  async function struck<T>(isMeant: (step: Step) => boolean, call: () => Promise<T>): Promise<T> {
    const {strike} = bench;
    if (!strike || !isMeant(strike.step)) return call();
    host.fault(strike.fault);
    bench.strike = null;
    return call().finally(() => host.fault({kind: 'none'}));
  }
  const isOf = (command: Command) => (step: Step) => step.command?.argv.join(' ') === command.argv.join(' ');
  const hurried = (command: Command): Command =>
    bench.strike?.fault.kind === 'flood' ? {...command, timeoutMs: 300} : command;
  const transport: Transport = {
    ...host.transport,
    execute(command, heard) {
      const mine = hurried(command);
      return struck(isOf(command), () => host.transport.execute(mine, heard));
    },
    follow(command, heard, signal) {
      const mine = hurried(command);
      return struck(isOf(command), () => host.transport.follow(mine, heard, signal));
    },
    write: (path, content, mode) =>
      struck(
        step => step.file?.path === path,
        () => host.transport.write(path, content, mode),
      ),
  };
  return Object.assign(bench, {host, jobs: memoryJobs({driver: cbsd, transport})});
}

/** Runs a plan one of whose steps is struck. */
export async function strike(bench: Bench, plan: Plan, step: number, blow: Blow): Promise<Job> {
  const death = deaths.find(when => when === blow);
  const [meant] = plan.steps.slice(step);
  const fault = faultOf(meant, blow);
  bench.strike = meant && fault && !death ? {step: meant, fault} : null;
  const job = await bench.jobs.run(plan, death && {step, when: death});
  assert.equal(bench.strike, null, 'it was struck');
  return job;
}

/** What an operator would find: guests as the database and the kernel have them, forwards stored and live, data, files of ours. */
export function found(host: DailyHost): readonly string[] {
  const told: string[] = [];
  host.behind(world => {
    const rows = (database: string, sql: string) => world.query(database, sql).map(row => Object.values(row).join(' '));
    const guests = rows('local', 'SELECT jname FROM jails ORDER BY jname');
    told.push(
      ...rows('local', `SELECT 'guest', jname, jid > 0, status FROM jails ORDER BY jname`),
      ...guests.flatMap(name => {
        const file = `${paths.system}/${name}/expose.sqlite`;
        const sql = `SELECT 'forward', '${name}', pin, pout, proto FROM expose ORDER BY pin, proto`;
        return world.exists(file) ? rows(file, sql) : [];
      }),
      ...loadedRules(world).map(rule => `live ${rule}`),
      ...world.list(paths.data).map(name => `data ${name}`),
      ...world
        .list(paths.ftmp)
        .filter(name => name.startsWith('construct-tui.'))
        .map(name => `file ${name}`),
    );
  });
  return told;
}

/** null: nothing of this kind can befall the step. */
export function faultOf(step: Step | undefined, blow: Blow): Partial<Fault> | null {
  const kind = faults.find(each => each === blow);
  if (!kind) return {};
  if (step?.file) return kind === 'full' ? {kind, on: 'write'} : null;
  const [tool = '', verb = ''] = step?.command?.argv ?? [];
  return {kind, by: 0.05, on: tool.endsWith('cbsd') ? verb : tool};
}
