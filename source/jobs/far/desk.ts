import {driverById} from '../../drivers/registry.ts';
import {createDurableTransport} from '../../transport/ssh/durable.ts';
import {createSshTransport} from '../../transport/ssh/transport.ts';
import type {Desk} from '../desk.ts';
import type {Event, HostRef} from '../events.ts';
import {runHook} from '../hook.ts';
import {lineTo, placeOf, wayTo} from '../host.ts';
import {inOrder, type Journal, journalLine} from '../journal.ts';
import {createOutput} from '../output.ts';
import {freeTerms} from '../schedule/gate.ts';
import {takePlace} from '../schedule/turn.ts';
import {holdAlive} from './alive.ts';
import {parseJobs} from './files.ts';
import {openFarQueue} from './queue.ts';
import {addText, appendLine, closeJournal, openJournal, ours, putText, readJobs} from './scripts.ts';
import {type FarState, openFarState} from './state.ts';
import {tellEnd} from './store.ts';
import {learnFarUsual} from './usual.ts';

/** How often a job that waits asks for its turn, and how long output is gathered before it is sent, in milliseconds. */
const lookMs = 1000;
const gatherMs = 300;

/** A runner's desk for a host over SSH: all that it writes is on that host before it goes on. */
export async function openFarDesk(host: HostRef, id: string): Promise<Desk> {
  const {far} = host;
  if (!far) throw new Error(`${host.name} is this machine`);
  const state = openFarState(far, {patient: true});
  const {ask} = state;
  const folder = `${far.state}/jobs/${id}`;
  const alive = await holdAlive(far, folder);
  const look = async () => parseJobs(await ask(readJobs, [far.state, '-1', id]), -1).get(id);
  const order = (await look())?.order;
  if (!order) throw new Error(`${folder} holds no order`);
  const line = lineTo(far.destination);
  const options = placeOf(host.practice, far.elevate ?? []);
  const plain = createSshTransport(wayTo(far.destination), far.destination, options);
  const transport = createDurableTransport(line, plain, options, folder, ours);
  return {
    order,
    host: {driver: driverById(host.driver), transport},
    journal: await openFarJournal(state, `${folder}/journal`),
    cancelled: alive.cancelled,
    takePlace: () => takePlace(openFarQueue(state, (order.terms ?? freeTerms).parallel), order, {lookMs}),
    openOutput: hide =>
      createOutput(
        gathered(text => ask(addText, [`${folder}/output`], text)),
        hide,
      ),
    showProgress: text => void ask(putText, [`${folder}/progress.json`], text).catch(() => {}),
    async tellEnd() {
      const found = await look();
      if (!found) return;
      const job = found.fold(() => undefined);
      await tellEnd(state, order, job, 'ended');
      await learnFarUsual(state, found).catch(() => {}); // a habit, no record
      if (order.hook) console.error(await runHook(order.hook, order, job)); // the runner's own log
    },
    close: alive.close,
  };
}

/** As the local one: a line is on the disk when its promise resolves, room for the last ones is held back. */
async function openFarJournal({ask}: FarState, path: string): Promise<Journal> {
  let size = Number(await ask(openJournal, [path]));
  const append = async (event: Event) => {
    const text = journalLine(event);
    const bytes = Buffer.byteLength(text);
    const told = (await ask(appendLine, [path, String(size), String(bytes)], text)).trim();
    if (told !== 'kept') throw Object.assign(new Error(`${path}: ${told}`), {code: told});
    size += bytes;
  };
  return inOrder(append, async () => {
    await ask(closeJournal, [path]);
  });
}

/** Lines go together, and in their order. */
function gathered(send: (text: string) => Promise<unknown>) {
  let text = '';
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const piece = text;
    text = '';
    if (piece !== '') last = last.then(() => send(piece)).catch(() => {});
  };
  return {
    write(line: string) {
      text += line;
      timer ??= setTimeout(flush, gatherMs);
    },
    async close() {
      flush();
      await last;
    },
  };
}
