import type {Chunk, Command, Ending, Result} from '../../model/command.ts';
import type {Limits} from '../limits.ts';
import {listen} from '../listen.ts';
import {type Begun, behindMark} from './heard.ts';
import type {Channel, FarEnd, Line} from './line.ts';
import type {FarScript} from './script.ts';
import {Unreachable} from './unreachable.ts';

export type FarWish = Limits & {
  /** Ends what floods or overstays; without it the command goes on, and only its output is cut. */
  readonly mayEnd: boolean;
  readonly onChunk?: (chunk: Chunk) => void;
  /** How many bytes of output came, undecoded. */
  readonly onBytes?: (stream: Chunk['stream'], count: number) => void;
  readonly signal?: AbortSignal;
};

/** How long output may be held open by what a tool leaves in the background. */
const afterwards = 250;

/** One command at the far end. Rejects for nothing that the network or the far side does: that is `lost`, with a sentence on stderr. */
export async function runFar(line: Line, {text, mark}: FarScript, command: Command, wish: FarWish): Promise<Result> {
  const startedAt = Date.now();
  let channel: Channel;
  try {
    channel = await line.open();
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return resultOf(command, startedAt, 'lost', {stderr: error.message});
  }
  channel.stdin.on('error', () => {});
  channel.stdin.write(text); // its answer cannot come before the next turn, when all below listens
  const [out, err] = [behindMark(channel.stdout, mark), behindMark(channel.stderr, mark)];
  let over: Ending | null = null;
  const end = (why: Ending) => {
    over ??= why;
    if (wish.mayEnd) void out.begun.then(begun => begun && endGroup(line, begun.pid));
    if (wish.mayEnd) channel.close();
    stopped.resolve(null);
  };
  const stopped = Promise.withResolvers<null>();
  const onChunk = wish.onChunk ?? (() => {});
  const heard = [
    listen(out.stream, 'stdout', wish.outputLimit, onChunk),
    listen(err.stream, 'stderr', wish.outputLimit, onChunk),
  ] as const;
  const {onBytes} = wish;
  if (onBytes) {
    out.stream.on('data', (bytes: Buffer) => onBytes('stdout', bytes.length));
    err.stream.on('data', (bytes: Buffer) => onBytes('stderr', bytes.length));
  }
  if (wish.mayEnd) for (const {stream} of [out, err]) endFlood(stream, wish.outputLimit, () => end('flooded'));
  const timer = setTimeout(() => end(wish.mayEnd ? 'timed-out' : 'overdue'), wish.timeoutMs);
  const abort = () => end('signalled');
  wish.signal?.addEventListener('abort', abort);
  if (wish.signal?.aborted) abort();
  const ended = await Promise.race([channel.ended, stopped.promise]);
  const begun = await Promise.race([out.begun, later(afterwards)]);
  await Promise.race([Promise.all(heard.map(({closed}) => closed)), later(afterwards)]);
  clearTimeout(timer);
  wish.signal?.removeEventListener('abort', abort);
  const [stdout, stderr] = heard.map(each => each.finish());
  const repeating = over === null && wish.mayEnd ? undefined : (stdout?.repeating ?? stderr?.repeating);
  return {
    ...resultOf(command, startedAt, over ?? endingOf(ended, begun), {
      stdout: stdout?.text ?? '',
      stderr: stderr?.text || (over === null ? reasonOf(ended, begun, `${out.noise()}${err.noise()}`) : ''),
      end: over === null ? ended : null,
      droppedBytes: over === 'flooded' ? 0 : (stdout?.dropped ?? 0) + (stderr?.dropped ?? 0),
    }),
    ...(repeating === undefined ? {} : {repeating}),
  };
}

/** By a signal over another channel: sshd hands on none to a login of root, and closing a channel ends nothing (OpenSSH 9.2). What sudo made root takes none, and is ended by `timeout`. */
async function endGroup(line: Line, pid: number): Promise<void> {
  const channel = await line.open().catch(() => null);
  channel?.stdout.resume();
  channel?.stderr.resume();
  channel?.stdin.write(`kill -s KILL -- -${pid}\nexit\n`);
}

function endFlood(stream: NodeJS.ReadableStream, limit: number, end: () => void): void {
  let bytes = 0;
  stream.on('data', (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > limit) end();
  });
}

/** Neither code nor signal: the connection was cut. A shell that never said our mark is no shell. */
function endingOf(ended: FarEnd | null, begun: Begun | null | undefined): Ending {
  if (begun?.hindered === 'not-found' || begun?.hindered === 'not-permitted') return begun.hindered;
  if (!ended || (ended.code === null && ended.signal === null)) return 'lost';
  if (!begun) return 'not-permitted';
  return ended.signal === null ? 'exited' : 'signalled';
}

function reasonOf(ended: FarEnd | null, begun: Begun | null | undefined, noise: string): string {
  if (!ended || (ended.code === null && ended.signal === null)) return 'the connection was lost';
  return !begun ? `the login gives no shell: ${noise.trim().slice(0, 500)}` : '';
}

type Told = {stdout?: string; stderr?: string; end?: FarEnd | null; droppedBytes?: number};

const resultOf = (
  {argv}: Command,
  startedAt: number,
  ending: Ending,
  {stdout = '', stderr = '', end = null, droppedBytes = 0}: Told,
): Result => ({
  argv,
  ending,
  exitCode: ending === 'exited' ? (end?.code ?? null) : null,
  signal: ending === 'signalled' && end?.signal ? `SIG${end.signal.replace(/^SIG/, '')}` : null,
  stdout,
  stderr,
  droppedBytes,
  startedAt,
  endedAt: Date.now(),
});

const later = (ms: number): Promise<undefined> =>
  new Promise(resolve => {
    setTimeout(() => resolve(undefined), ms);
  });
