import {existsSync, writeFileSync} from 'node:fs';
import {readFile, rename} from 'node:fs/promises';
import type {Secrets} from '../model/secrets.ts';
import type {Order} from './events.ts';
import {jobFolder} from './folder.ts';
import {createKeeper} from './guard/keeper.ts';
import {openHost} from './host.ts';
import {openJournal} from './journal.ts';
import {tryLock} from './lock.ts';
import {masked} from './mask.ts';
import {openOutput} from './output.ts';
import {runPlan} from './run.ts';
import {freeTerms, gate} from './schedule/gate.ts';
import {openQueue} from './schedule/queue.ts';
import {takePlace} from './schedule/turn.ts';
import {tellEnd} from './tell-end.ts';

/**
 * The process of one job: not a child of anything, deaf to hangups, known to be alive by its kernel lock. It says
 * `ready` once the job is its own; from then on its life no longer matters to whoever started it.
 */
export async function runJob(state: string, id: string, secrets: Secrets, ready: () => void): Promise<void> {
  const folder = jobFolder(state, id);
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  const alive = tryLock(folder.alive, 2000);
  if (!alive) throw new Error(`Job ${id} has a runner already`);
  const order = JSON.parse(await readFile(folder.order, 'utf8')) as Order;
  const terms = order.terms ?? freeTerms;
  const journal = await openJournal(folder.journal);
  await journal.append({type: 'runner', at: Date.now(), pid: process.pid});
  const place = await takePlace(openQueue(state, {limit: terms.parallel}), order);
  ready();

  const cancel = watchCancel(folder.cancel);
  const turn = await place.turn(behind => journal.append({type: 'waits', at: Date.now(), for: behind}), cancel.signal);
  const hidden = new Set(Object.values(secrets));
  const output = openOutput(folder.output, (step, line) => masked(line, hidden, order.plan.steps[step]?.masks ?? []));
  try {
    const refusals = turn === 'mine' ? gate(terms, new Date()) : typeof turn === 'string' ? [] : [turn];
    if (turn === 'mine' && refusals.length === 0) {
      const host = openHost(order.host);
      await runPlan(order.plan, {
        ...host,
        keeper: createKeeper(state, id, host.transport, order.host.far !== undefined),
        secrets,
        journal: journal.append,
        output: output.add,
        hide: secret => void hidden.add(secret),
        progress: (step, doneBytes, totalBytes) => keep(folder.progress, JSON.stringify({step, doneBytes, totalBytes})),
        cancelled: cancel.signal,
      });
    } else {
      if (turn === 'cancelled') await journal.append({type: 'cancelled', at: Date.now(), step: 0});
      else await journal.append({type: 'refused', at: Date.now(), refusals});
      await journal.append({type: 'end', at: Date.now()});
    }
  } finally {
    cancel.stop();
    output.close();
    await contained(() => journal.close());
    await contained(() => place.leave());
    await contained(() => tellEnd(state, order));
    alive.release();
  }
}

/** On a full disk each of them may fail alone: its place frees itself, and whoever looks next tells the rest. */
async function contained(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(error); // the runner's own log
  }
}

/** A file that appears is the wish to cancel: it crosses accounts and needs nobody to listen. */
function watchCancel(path: string): {signal: AbortSignal; stop(): void} {
  const controller = new AbortController();
  const look = () => {
    if (existsSync(path)) controller.abort();
  };
  look();
  const timer = setInterval(look, 200);
  return {signal: controller.signal, stop: () => clearInterval(timer)};
}

/** Progress is a picture, not a record: it may be lost, never torn. */
function keep(path: string, content: string): void {
  try {
    writeFileSync(`${path}.new`, content, {mode: 0o600});
    void rename(`${path}.new`, path).catch(() => {});
  } catch {
    // a full disk: the bar stands still, the job goes on
  }
}
