import {Worker} from 'node:worker_threads';
import type {Chunk, Command, Result} from '../../../model/command.ts';
import type {Destination} from '../settings.ts';
import {Unreachable} from '../unreachable.ts';
import type {Way} from '../way.ts';
import {type Answers, errorOf, type FromThread, type Question, type ToThread, whyOf} from './messages.ts';

export type Ways = {
  to(destination: Destination): Way;
  /** Of all of them; the thread ends when they are. */
  close(): void;
};

/** Megabytes of the thread's young generation: what passes through it is short-lived, and seldom much. */
const young = 4;

type Asked = {
  resolve(answer: Answers[keyof Answers]): void;
  reject(error: unknown): void;
  readonly onChunk?: ((chunk: Chunk) => void) | undefined;
};

/**
 * Ways to hosts whose connections live in a thread of their own, `program`, started by the first question: keys and paints wait neither
 * for a handshake nor for a packet nor for a process that is started. One answer is taken a turn of the event loop, so that what is
 * read out of it holds up a key that has come meanwhile by no more than that one.
 */
export function createWays(program: string | URL): Ways {
  let thread: Worker | null = null;
  let count = 0;
  const asked = new Map<number, Asked>();
  const heard: FromThread[] = [];

  const take = () => {
    const message = heard.shift();
    if (!message) return;
    if (heard.length > 0) setImmediate(take);
    const question = asked.get(message.id);
    if ('chunk' in message) return question?.onChunk?.(message.chunk);
    asked.delete(message.id);
    if ('why' in message) question?.reject(errorOf(message.why));
    else question?.resolve(message.answer);
  };
  const start = (): Worker => {
    const started = new Worker(program, {
      stdout: true,
      stderr: true,
      resourceLimits: {maxYoungGenerationSizeMb: young},
    });
    let cause = 'it ended';
    started.on('message', (message: FromThread) => {
      if (heard.push(message) === 1) setImmediate(take);
    });
    started.on('error', error => {
      cause = whyOf(error).message;
    });
    started.once('exit', () => {
      if (thread === started) thread = null;
      const lost = new Unreachable('unreachable', `The thread that connects to hosts broke: ${cause}`);
      for (const {reject} of asked.values()) reject(lost);
      asked.clear();
    });
    return started;
  };
  const say = (message: ToThread) => thread?.postMessage(message);
  const ask = <Kind extends Question['ask']>(
    to: Destination,
    question: Question & {readonly ask: Kind},
    onChunk?: (chunk: Chunk) => void,
  ): {readonly id: number; readonly answer: Promise<Answers[Kind]>} => {
    thread ??= start();
    const id = ++count;
    const answer = new Promise<Answers[Kind]>((resolve, reject) => {
      asked.set(id, {resolve: resolve as Asked['resolve'], reject, onChunk});
    });
    say({id, to, question});
    return {id, answer};
  };

  return {
    to: destination => ({
      async ready() {
        await ask(destination, {ask: 'ready'}).answer;
      },
      async run(script, command, {onChunk, signal, timeoutMs, outputLimit, mayEnd}) {
        const limits = {timeoutMs, outputLimit, mayEnd};
        const isFollowed = onChunk !== undefined;
        const startedAt = Date.now();
        const {id, answer} = ask(destination, {ask: 'run', script, command, limits, isFollowed}, onChunk);
        const stop = () => say({id, stop: true});
        signal?.addEventListener('abort', stop);
        if (signal?.aborted) stop();
        try {
          return await answer;
        } catch (error) {
          if (error instanceof Unreachable) return lostOf(command, startedAt, error.message);
          throw error;
        } finally {
          signal?.removeEventListener('abort', stop);
        }
      },
      async openPort(host, port) {
        const {id, answer} = ask(destination, {ask: 'port', host, port});
        return {port: await answer, close: () => say({id, stop: true})};
      },
      close: () => say({close: destination}),
    }),
    close() {
      say({leave: true});
      thread = null;
    },
  };
}

const lostOf = ({argv}: Command, startedAt: number, why: string): Result => ({
  ...{argv, ending: 'lost', exitCode: null, signal: null, stdout: '', stderr: why, droppedBytes: 0},
  ...{startedAt, endedAt: Date.now()},
});
