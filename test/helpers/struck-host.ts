import assert from 'node:assert/strict';
import path from 'node:path';
import type {Command, Result} from '../../source/model/command.ts';
import type {Job} from '../../source/model/job.ts';
import type {Plan, Step} from '../../source/model/plan.ts';
import type {Transport} from '../../source/model/transport.ts';
import type {Fault} from '../../source/practice/fault.ts';
import {type Death, type MemoryJobs, memoryJobs} from './memory-jobs.ts';
import type {Ground, Row} from './struck-rows.ts';

const deaths = ['begun', 'unseen', 'unchecked'] as const satisfies readonly Death['when'][];
const faults = ['fail', 'kill', 'full', 'lie', 'slow', 'flood'] as const;

/** What befalls a step: its runner dies somewhere in it, or its tool does this. */
export type Blow = (typeof deaths)[number] | (typeof faults)[number];
export const allBlows: readonly Blow[] = [...deaths, ...faults];

/** What is to befall one step of the run. */
type Strike = {readonly index: number; readonly step: Step; readonly fault: Partial<Fault>};

/** A host on which every case leaves everything as it found it, so that one plan is good for all of them. */
export type Bench = {
  readonly ground: Ground;
  readonly jobs: MemoryJobs;
  /** Every changing command and every file that went to the host, in order. */
  readonly sent: readonly Sent[];
  strikes: readonly Strike[];
};

type Sent = {readonly argv: readonly string[]} | {readonly path: string; readonly content: string};

/** A fault is there for its step's own command alone: looks by the same tool tell what is true. */
export function benchOf(row: Row): Bench {
  const ground = row.open();
  const bench: {strikes: readonly Strike[]} = {strikes: []};
  const {transport} = ground;
  const sent: Sent[] = [];
  async function struck<T>(is: (next: Strike) => boolean, call: (fault: Partial<Fault> | null) => Promise<T>) {
    const [next] = bench.strikes;
    if (!next || !is(next)) return call(null);
    bench.strikes = bench.strikes.slice(1);
    ground.strike(next.fault);
    return call(next.fault).finally(() => ground.strike({kind: 'none'}));
  }
  const run = (command: Command, call: (command: Command) => Promise<Result>) => {
    sent.push({argv: command.argv});
    return struck(
      ({index}) => command.run === `step-${index}`,
      fault => {
        if (fault?.kind !== 'flood') return call(command);
        // a real process would flood for ever: it ends as if an operator had killed it
        return command.argv[0] === 'sh' && ground.folder !== null
          ? transport.read({...command, outputLimit: 64 * 1024})
          : call({...command, timeoutMs: 300});
      },
    );
  };
  const struckTransport: Transport = {
    ...transport,
    execute: (command, heard) => run(command, mine => transport.execute(mine, heard)),
    follow: (command, heard, signal) => run(command, mine => transport.follow(mine, heard, signal)),
    write(file, content, mode) {
      sent.push({path: file, content});
      return struck(
        ({step}) => step.file?.path === file,
        () => transport.write(file, content, mode),
      );
    },
  };
  return Object.assign(bench, {ground, sent, jobs: memoryJobs({driver: ground.driver, transport: struckTransport})});
}

/** Runs a plan; `blows`: what befalls each of its steps, up to the first at which the runner dies. */
export async function strike(bench: Bench, plan: Plan, blows: readonly (Blow | null)[]): Promise<Job> {
  const isDeath = (blow: Blow | null) => deaths.some(when => when === blow);
  const end = blows.findIndex(isDeath);
  const when = deaths.find(death => death === blows[end]);
  bench.strikes = plan.steps.slice(0, end < 0 ? blows.length : end).flatMap((step, index) => {
    const fault = faultOf(step, blows[index] ?? null);
    return fault ? [{index, step, fault}] : [];
  });
  const job = await bench.jobs.run(plan, when && {step: end, when});
  const missed = bench.strikes.filter(({index}) => job.steps[index]?.startedAt !== null);
  assert.deepEqual(missed, [], 'who began was struck');
  bench.strikes = [];
  return job;
}

/** Whether this can befall the step: no tool writes our files. */
export const canBefall = (step: Step, blow: Blow): boolean =>
  deaths.some(when => when === blow) || faultOf(step, blow) !== null;

function faultOf(step: Step, blow: Blow | null): Partial<Fault> | null {
  const kind = faults.find(each => each === blow);
  if (!kind) return null;
  if (step.file) return kind === 'full' ? {kind, on: 'write'} : null;
  const [tool = '', verb = ''] = step.command?.argv ?? [];
  return {kind, by: 0.05, on: tool.endsWith('cbsd') ? verb : path.basename(tool)};
}
