import {readFile} from 'node:fs/promises';
import {setTimeout as wait} from 'node:timers/promises';
import type {Command} from '../../model/command.ts';
import type {Guard} from '../../model/plan.ts';
import type {Transport} from '../../model/transport.ts';
import {jobFolder} from '../folder.ts';
import {launchProgram} from '../launch.ts';
import {isLocked} from '../lock.ts';
import {writeWhole} from '../write-whole.ts';
import {type Armed, isOpen, keep, type Outcome, readArmed, readOutcome} from './files.ts';

/** The runner's side of a guard. */
export type Keeper = {
  /** Keeps what runs now and starts the process that puts it back. Resolves a sentence when it could not: nothing may be changed then. */
  arm(guard: Guard): Promise<Armed | string>;
  /** The change is whole; waits until it is confirmed or taken back. `cancelled`: it is taken back at once. */
  settle(cancelled: AbortSignal): Promise<Outcome>;
  /** Back at once; `why` in words. */
  revert(why: string): Promise<Outcome>;
};

const lookEvery = 100;

export function createKeeper(state: string, id: string, transport: Transport): Keeper {
  const {guard: files} = jobFolder(state, id);
  const askBack = (why: string) => writeWhole(files.revert, why);

  let restore: Command | null = null;

  /** A change that took longer than its time came after the way back, which is gone once more then. */
  async function again(told: Outcome): Promise<Outcome> {
    if (told.outcome !== 'reverted' || !restore) return told;
    const {exitCode} = await transport.execute({...restore, stdin: await readFile(files.saved, 'utf8')});
    return exitCode === 0 ? told : {...told, outcome: 'not-reverted', note: `${told.note}; putting it back failed`};
  }

  async function outcome(cancelled?: AbortSignal): Promise<Outcome> {
    for (let first = true; ; first = false) {
      const told = await readOutcome(files);
      if (told) return first ? again(told) : told;
      if (cancelled?.aborted) await askBack('cancelled');
      await reviveGuard(state, id);
      await wait(lookEvery);
    }
  }

  return {
    async arm(guard) {
      const {exitCode, stdout, stderr} = await transport.read(guard.save);
      if (exitCode !== 0)
        return `${guard.says} could not be saved, so nothing is changed: ${stderr.trim().split('\n')[0] || `exit code ${exitCode}`}`;
      await writeWhole(files.saved, stdout);
      await launchProgram('job-guard', state, id);
      restore = guard.restore;
      return (
        (await readArmed(files)) ?? 'the process that would take the change back did not start, so nothing is changed'
      );
    },
    async settle(cancelled) {
      await keep(files.applied, {at: Date.now()});
      return outcome(cancelled);
    },
    async revert(why) {
      await askBack(why);
      return outcome();
    },
  };
}

/** Starts the process again that takes the change back, where it has died with nothing settled. */
export async function reviveGuard(state: string, id: string): Promise<void> {
  const {guard: files} = jobFolder(state, id);
  if (isOpen(files) && !isLocked(files.alive)) await launchProgram('job-guard', state, id);
}
