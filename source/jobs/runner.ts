import type {Secrets} from '../model/secrets.ts';
import type {Desk} from './desk.ts';
import {masked} from './mask.ts';
import {runPlan} from './run.ts';
import {freeTerms, gate} from './schedule/gate.ts';

/**
 * One job from its turn to its end, known to be alive by its kernel lock. It says `ready` once the job is its own; from
 * then on the life of whoever started it no longer matters.
 */
export async function runJob(openDesk: () => Promise<Desk>, secrets: Secrets, ready: () => void): Promise<void> {
  const desk = await openDesk();
  const {order, journal, cancelled} = desk;
  const terms = order.terms ?? freeTerms;
  await journal.append({type: 'runner', at: Date.now(), pid: process.pid});
  const place = await desk.takePlace();
  ready();

  const turn = await place.turn(behind => journal.append({type: 'waits', at: Date.now(), for: behind}), cancelled);
  const hidden = new Set(Object.values(secrets));
  const output = desk.openOutput((step, line) => masked(line, hidden, order.plan.steps[step]?.masks ?? []));
  try {
    const refusals = turn === 'mine' ? gate(terms, new Date()) : typeof turn === 'string' ? [] : [turn];
    if (turn === 'mine' && refusals.length === 0) {
      await runPlan(order.plan, {
        ...desk.host,
        ...(desk.keeper && {keeper: desk.keeper}),
        secrets,
        journal: journal.append,
        output: output.add,
        hide: secret => void hidden.add(secret),
        progress: (step, doneBytes, totalBytes) => desk.showProgress(JSON.stringify({step, doneBytes, totalBytes})),
        cancelled,
        atOnce: terms.parallel,
      });
    } else {
      if (turn === 'cancelled') await journal.append({type: 'cancelled', at: Date.now(), step: 0});
      else await journal.append({type: 'refused', at: Date.now(), refusals});
      await journal.append({type: 'end', at: Date.now()});
    }
  } finally {
    await contained(() => output.close());
    await contained(() => journal.close());
    await contained(() => place.leave());
    await contained(() => desk.tellEnd());
    await desk.close();
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
