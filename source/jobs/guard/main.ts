import {readFile} from 'node:fs/promises';
import {constants, setPriority, uptime} from 'node:os';
import {setTimeout as wait} from 'node:timers/promises';
import type {Guard} from '../../model/plan.ts';
import type {Transport} from '../../model/transport.ts';
import type {Order} from '../events.ts';
import {type GuardFiles, jobFolder} from '../folder.ts';
import {openTransport} from '../host.ts';
import {tryLock} from '../lock.ts';
import {type Armed, keep, type Outcome, readArmed, readConfirmed, readOutcome} from './files.ts';

const lookEvery = 100;

/**
 * The process that takes a change back unless it is confirmed, as a program: `job-guard STATE ID`. It is a child of nobody and deaf
 * to hangups; when whoever asked for the change is cut off, killed or gone, it goes on. It says `ready` once it watches. One of them
 * watches a job: a second one ends at once.
 */
export async function guardMain([state = '', id = '']: readonly string[]): Promise<void> {
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  process.stdout.on('error', () => {});
  hurry();
  const folder = jobFolder(state, id);
  const lock = tryLock(folder.guard.alive, 2000);
  if (!lock) return void process.stdout.write('ready\n');
  try {
    const order = JSON.parse(await readFile(folder.order, 'utf8')) as Order;
    const {guard} = order.plan;
    if (guard) {
      const armed = (await readArmed(folder.guard)) ?? (await arm(guard, folder.guard));
      process.stdout.write('ready\n');
      if (await readOutcome(folder.guard)) return;
      await keep(folder.guard.outcome, await watch(guard, armed, folder.guard, openTransport(order.host.practice)));
    }
  } finally {
    lock.release();
  }
}

/** The time runs from when somebody watches it, not from when that was asked for. */
async function arm({seconds}: Guard, files: GuardFiles): Promise<Armed> {
  const armed = {at: Date.now(), deadline: Date.now() + seconds * 1000};
  await keep(files.armed, armed);
  return armed;
}

/** On a host that is busy to its limits the way back goes first; only root may ask for that. */
function hurry(): void {
  try {
    setPriority(constants.priority.PRIORITY_HIGH);
  } catch {
    // as every other process then
  }
}

/** The clock of the wall may be set while it waits: what counts is how long it has run. */
async function watch(guard: Guard, {at, deadline}: Armed, files: GuardFiles, transport: Transport): Promise<Outcome> {
  if (isOfEarlierBoot(at)) return told('reverted', 'the host was started anew, and what only ran is gone');
  const end = performance.now() + Math.min(deadline - Date.now(), guard.seconds * 1000);
  for (;;) {
    const confirmed = await readConfirmed(files);
    if (confirmed) return told('confirmed', `confirmed by ${confirmed.by}`);
    const why = await readFile(files.revert, 'utf8').catch(() => null);
    if (why !== null) return restore(guard, files, transport, why);
    if (performance.now() >= end) return restore(guard, files, transport, `not confirmed within ${guard.seconds} s`);
    await wait(Math.max(0, Math.min(lookEvery, end - performance.now())));
  }
}

/** What was saved goes back, and is looked at: the host has to say the same as before. */
async function restore(guard: Guard, files: GuardFiles, transport: Transport, why: string): Promise<Outcome> {
  const saved = await readFile(files.saved, 'utf8');
  const {exitCode, stderr, endedAt} = await transport.execute({...guard.restore, stdin: saved});
  const now = await transport.read(guard.save);
  if (now.exitCode === 0 && now.stdout === saved) return {...told('reverted', why), at: endedAt};
  const what = stderr.trim().split('\n')[0] || `exit code ${exitCode}`;
  return told('not-reverted', `${why}, and ${guard.says} could not be put back as it was (${what})`);
}

const told = (outcome: Outcome['outcome'], note: string): Outcome => ({at: Date.now(), outcome, note});

/** A second of slack: both times are rounded. */
export const isOfEarlierBoot = (at: number, now = Date.now(), seconds = uptime()): boolean =>
  at < now - seconds * 1000 - 1000;
