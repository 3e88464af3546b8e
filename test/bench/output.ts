import {appendFileSync, mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import type {Event, Order} from '../../source/jobs/events.ts';
import {jobFolder} from '../../source/jobs/folder.ts';
import {openJournal} from '../../source/jobs/journal.ts';
import {tryLock} from '../../source/jobs/lock.ts';
import {cleanEnvironment, program} from '../helpers/program.ts';
import {openPty} from '../helpers/pty.ts';
import {plan, step} from '../jobs/made.ts';
import {type Bench, type Figure, withWorld} from './measure.ts';
import {cpuSeconds, residentMebibytes} from './process.ts';

const linesPerSecond = 2000;
/** As much as is kept of one job's output (`jobs/output.ts`): an hour of a talkative one. */
const keptBytes = 8 * 1024 * 1024;
const measuredMs = 15_000;

export const output: Bench = {
  name: 'output',
  title: `a job that prints ${linesPerSecond} lines a second, followed on the screen, and all that is kept of it`,
  run: () =>
    withWorld('demo', async ({state}) => {
      const job = await running(path.join(state, 'host'));
      const screen = await openPty(program(), ['--practice', '--state', state], {env: cleanEnvironment(state)});
      try {
        await screen.see(/5 guests/, 60_000);
        screen.press('J');
        await screen.see(/running/, 60_000);
        screen.press('enter');
        await screen.see(/following/, 60_000);
        const figures = await follow(screen.pid, job.print, () => screen.bytes());
        await screen.see(`file${job.printed() - 1}.c`, 60_000);
        return figures;
      } finally {
        screen.kill();
        job.end();
      }
    }),
};

/** Prints for a while at its pace, then the rest at once; what the screen's process took meanwhile. */
async function follow(pid: number, print: (lines: number) => number, bytes: () => number): Promise<readonly Figure[]> {
  const burst = linesPerSecond / 20;
  const [startedAt, cpuAt, bytesAt] = [performance.now(), cpuSeconds(pid), bytes()];
  for (let next = startedAt; next < startedAt + measuredMs; next += 50) {
    print(burst);
    await wait(Math.max(0, next + 50 - performance.now()));
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const [cpu, painted, early] = [cpuSeconds(pid) - cpuAt, bytes() - bytesAt, residentMebibytes(pid)];
  while (print(linesPerSecond) < keptBytes) await wait(200);
  await wait(2000);
  return [
    {what: 'of a core', value: (100 * cpu) / seconds, unit: '%', goal: 20},
    {what: 'painted', value: painted / seconds / 1024, unit: 'KiB/s'},
    {what: 'memory after 30,000 lines', value: early, unit: 'MiB'},
    {what: 'memory after all that is kept, beside that', value: residentMebibytes(pid) / early, unit: '×', goal: 1.2},
  ];
}

/** A job whose runner is this process: one step that goes on, and prints when it is told to. */
async function running(state: string) {
  const folder = jobFolder(state, 'bench00001');
  mkdirSync(folder.path, {recursive: true, mode: 0o700});
  const order: Order = {
    id: 'bench00001',
    plan: plan(step('Build everything')),
    host: {name: 'practice', driver: 'cbsd', practice: path.join(state, '../world')},
    by: 'bench',
    at: Date.now(),
  };
  writeFileSync(folder.order, JSON.stringify(order));
  const alive = tryLock(folder.alive);
  const journal = await openJournal(folder.journal);
  const events: readonly Event[] = [
    {type: 'runner', at: Date.now(), pid: process.pid},
    {type: 'held', at: Date.now()},
    {type: 'step-start', at: Date.now(), step: 0},
  ];
  for (const event of events) await journal.append(event);
  writeFileSync(folder.output, '');
  let [printed, size] = [0, 0];
  return {
    printed: () => printed,
    /** Resolves nothing; returns the bytes printed so far. */
    print(lines: number): number {
      const texts = Array.from({length: lines}, (_, index) => `cc -O2 -pipe -c source/file${printed + index}.c`);
      const chunk = texts.map(text => `${JSON.stringify({step: 0, stream: 'stdout', text})}\n`).join('');
      appendFileSync(folder.output, chunk);
      printed += lines;
      size += chunk.length;
      return size;
    },
    end() {
      void journal.close();
      alive?.release();
    },
  };
}
