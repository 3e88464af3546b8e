import {setTimeout as wait} from 'node:timers/promises';
import type {Refusal} from '../../model/plan.ts';
import type {Connection} from '../connection.ts';
import {jobFolder} from '../folder.ts';
import {isOpen, keep, readApplied, readArmed, readOutcome} from './files.ts';
import {reviveGuard} from './keeper.ts';

/**
 * Confirms a change that could have cut the operator off. Only a connection that was opened after it proves anything: what was open
 * before goes on through a reload. Resolves null when it holds, else why not.
 */
export async function confirmJob(
  state: string,
  id: string,
  by: string,
  connection: Connection,
): Promise<Refusal | null> {
  const {guard: files} = jobFolder(state, id);
  const [armed, applied] = [await readArmed(files), await readApplied(files)];
  if (!armed) return refuse('wrong-state', `Job ${id} has nothing that waits to be confirmed`);
  if (isOpen(files)) {
    if (!applied) return refuse('wrong-state', `The change of job ${id} is still under way: confirm it in a moment`);
    if (Date.now() >= armed.deadline)
      return refuse('wrong-state', `The time to confirm job ${id} is over: it is taken back`);
    const reason = tooOld(connection, applied.at, id);
    if (reason) return refuse('wrong-state', reason);
    await keep(files.confirmed, {by: connection.from ? `${by} from ${connection.from}` : by});
  }
  for (let left = 100; left > 0; left -= 1) {
    const told = await readOutcome(files);
    if (told?.outcome === 'confirmed') return null;
    if (told) return refuse('wrong-state', `Job ${id} was taken back: ${told.note}`);
    await reviveGuard(state, id);
    await wait(100);
  }
  return refuse('unreadable', `Whether job ${id} was confirmed in time is not known: construct-tui jobs ${id} tells`);
}

/** null: it is new enough, or it came over no network at all. */
function tooOld({kind, since, what}: Connection, appliedAt: number, id: string): string | null {
  const again = `open a new login and run there: construct-tui jobs confirm ${id}`;
  if (kind === 'local') return null;
  if (since === null) return `It cannot be seen when the connection behind ${what} was opened: ${again}`;
  return since > appliedAt
    ? null
    : `This login (${what}) is older than the change and would go on even if no new one could get in: ${again}`;
}

const refuse = (code: Refusal['code'], reason: string): Refusal => ({field: null, code, reason, owner: null});
