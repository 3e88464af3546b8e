import {existsSync, writeFileSync} from 'node:fs';
import {readFile, rename} from 'node:fs/promises';
import type {Order} from './events.ts';
import {jobFolder} from './folder.ts';
import {createKeeper, type Keeper} from './guard/keeper.ts';
import {type OpenHost, openHost} from './host.ts';
import {type Journal, openJournal} from './journal.ts';
import {tryLock} from './lock.ts';
import {type OutputLog, openOutput} from './output.ts';
import {freeTerms} from './schedule/gate.ts';
import {openQueue} from './schedule/queue.ts';
import {type Place, takePlace} from './schedule/turn.ts';
import {tellEnd} from './tell-end.ts';

/** What a runner works with: where its job is written down, and the host that it changes. On this machine, or over SSH. */
export type Desk = {
  readonly order: Order;
  readonly host: OpenHost;
  readonly journal: Journal;
  /** Takes back a change that could cut the operator off; absent where nothing can. */
  readonly keeper?: Keeper;
  /** Aborts when somebody wishes it. */
  readonly cancelled: AbortSignal;
  /** Its place in the host's queue, taken now. */
  takePlace(): Promise<Place>;
  openOutput(hide: (step: number, line: string) => string): OutputLog;
  /** Progress is a picture, not a record: it may be lost, never torn. */
  showProgress(text: string): void;
  /** Audit, hook and whatever else comes of an ended job. */
  tellEnd(): Promise<void>;
  /** The job has no runner any more. */
  close(): Promise<void>;
};

/** Rejects when the job has a runner already. */
export async function openDesk(state: string, id: string): Promise<Desk> {
  const folder = jobFolder(state, id);
  const alive = tryLock(folder.alive, 2000);
  if (!alive) throw new Error(`Job ${id} has a runner already`);
  const order = JSON.parse(await readFile(folder.order, 'utf8')) as Order;
  const host = openHost(order.host);
  const cancel = watchCancel(folder.cancel);
  return {
    order,
    host,
    journal: await openJournal(folder.journal),
    keeper: createKeeper(state, id, host.transport),
    cancelled: cancel.signal,
    takePlace: () => takePlace(openQueue(state, {limit: (order.terms ?? freeTerms).parallel}), order),
    openOutput: hide => openOutput(folder.output, hide),
    showProgress: text => keep(folder.progress, text),
    tellEnd: () => tellEnd(state, order),
    async close() {
      cancel.stop();
      alive.release();
    },
  };
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

function keep(path: string, content: string): void {
  try {
    writeFileSync(`${path}.new`, content, {mode: 0o600});
    void rename(`${path}.new`, path).catch(() => {});
  } catch {
    // a full disk: the bar stands still, the job goes on
  }
}
