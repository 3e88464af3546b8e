import assert from 'node:assert/strict';
import {type ChildProcess, fork} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {buildSync} from 'esbuild';
import {jobFolder} from '../../../source/jobs/folder.ts';
import {openQueue} from '../../../source/jobs/schedule/queue.ts';
import type {Touch} from '../../../source/model/plan.ts';
import type {Answer, Order} from './racer.ts';

export type Racer = {
  readonly job: string;
  readonly child: ChildProcess;
  tell(order: Order): Promise<Answer>;
  kill(): Promise<void>;
};

/** Bundled, so that a hundred processes start in a quarter of the time; it lies in the state folder and goes with it. */
function program(state: string): string {
  const outfile = join(state, 'racer.mjs');
  const entryPoints = [join(import.meta.dirname, 'racer.ts')];
  if (!existsSync(outfile))
    buildSync({entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external'});
  return outfile;
}

/** Processes that each hold a job of their own. Those of one state folder before them have to be gone. */
export const startRacers = (state: string, count: number): Promise<readonly Racer[]> =>
  Promise.all(Array.from({length: count}, (_, index) => startRacer(state, `racer${String(index).padStart(3, '0')}`)));

async function startRacer(state: string, job: string): Promise<Racer> {
  mkdirSync(jobFolder(state, job).path, {recursive: true});
  const child = fork(program(state), [state, job], {execArgv: ['--no-warnings']});
  await once(child, 'message');
  return {
    job,
    child,
    async tell(order) {
      child.send(order);
      return new Promise((resolve, reject) => {
        const died = () => reject(new Error(`${job} died while it was asked to ${order.do}`));
        child.once('exit', died);
        child.once('message', (answer: Answer) => {
          child.off('exit', died);
          resolve(answer);
        });
      });
    },
    async kill() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

const things: readonly ((round: number) => Touch)[] = [
  round => ({kind: 'name', id: `web${round}`, mode: 'change'}),
  round => ({kind: 'host-port', id: `tcp/${8000 + round}`, mode: 'change'}),
  round => ({kind: 'address', id: `10.0.${round % 250}.1`, mode: 'change'}),
];

/** All want one thing at the same moment: one gets it, the others are told who. Resolves the longest wait in milliseconds. */
export async function race(state: string, racers: readonly Racer[], round: number): Promise<number> {
  const touch = things[round % things.length]?.(round);
  assert.ok(touch);
  const at = Date.now() + 5;
  const answers = await Promise.all(racers.map(racer => racer.tell({do: 'enter', touches: [touch], at})));
  const winners = racers.filter((_, index) => answers[index]?.is === 'running');
  assert.equal(winners.length, 1, `round ${round}: ${answers.map(({is}) => is).join(' ')}`);
  for (const [index, {is, holder}] of answers.entries())
    if (racers[index] !== winners[0]) assert.deepEqual([is, holder], ['contested', winners[0]?.job]);
  assert.deepEqual(
    openQueue(state)
      .entries()
      .map(({job}) => job),
    [winners[0]?.job],
  );
  await winners[0]?.tell({do: 'leave'});
  assert.deepEqual(openQueue(state).entries(), []);
  return Math.max(...answers.map(({ms}) => ms));
}

/** The same by twenty processes that have only just started. */
export async function raceAnew(state: string, round: number): Promise<number> {
  const racers = await startRacers(state, 20);
  const longest = await race(state, racers, round);
  await Promise.all(racers.map(racer => racer.kill()));
  return longest;
}
