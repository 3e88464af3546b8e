import {setImmediate as breathe, setTimeout as wait} from 'node:timers/promises';
import {Killed, openFor, run} from '../start.ts';
import type {Outcome, Request} from './request.ts';

const linesOf = (text: string) => {
  let rest = text;
  return {
    line: (): string | null => {
      if (rest === '') return null;
      const end = rest.includes('\n') ? rest.indexOf('\n') : rest.length;
      const line = rest.slice(0, end);
      rest = rest.slice(end + 1);
      return line;
    },
    stdin: (): string => {
      const all = rest;
      rest = '';
      return all;
    },
  };
};

/** Why a look has to end now; null when it may go on. */
export const overLimit = (request: Request, startedAt: number): Outcome | null => {
  if (request.signal?.aborted === true) return {ending: 'signalled', signal: 'SIGTERM'};
  if (!request.mayEnd) return null;
  if (Math.max(request.stdout.bytes(), request.stderr.bytes()) > request.outputLimit) return {ending: 'flooded'};
  return Date.now() - startedAt > request.timeoutMs ? {ending: 'timed-out'} : null;
};

const walk = async (request: Request, forgotten = () => false): Promise<Outcome> => {
  const startedAt = Date.now();
  const {folder, tool, argv, env, stdout, stderr} = request;
  const {world, fault} = openFor(folder);
  const ends = {out: stdout.add, err: stderr.add, ...linesOf(request.stdin)};
  const steps = run({folder, tool, argv, env, cwd: '/', ...ends}, world, fault);
  let breath = startedAt;
  try {
    for (let step = steps.next(); ; step = steps.next()) {
      const over = overLimit(request, startedAt);
      if (over !== null) return over;
      if (forgotten() && stdout.repeating() !== undefined) return {ending: 'overdue'};
      if (step.done) return {ending: 'exited', code: step.value};
      if (step.value.ms > 0) await wait(step.value.ms * request.pace);
      else if (Date.now() - breath > 10) {
        await breathe();
        breath = Date.now();
      }
    }
  } catch (error) {
    if (error instanceof Killed) return {ending: 'signalled', signal: 'SIGKILL'};
    throw error;
  } finally {
    world.close();
  }
};

/** Runs a tool in this process. A change past its time limit resolves `overdue` while it goes on, unwatched. */
export const runInProcess = async (request: Request): Promise<Outcome> => {
  if (request.mayEnd) return walk(request);
  const deadline = new AbortController();
  let overdue = false;
  // Nobody waits for an endless prompt any more: it is dropped, where a real one would burn a processor for ever.
  const work = walk(request, () => overdue).finally(() => deadline.abort());
  const late = wait(request.timeoutMs, {ending: 'overdue'} as const, {signal: deadline.signal}).then(
    outcome => {
      overdue = true;
      return outcome;
    },
    () => work,
  );
  work.catch(() => {});
  return Promise.race([work, late]);
};
