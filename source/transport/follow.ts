import type {Chunk, Command, Result} from '../model/command.ts';
import {endable, resultOf} from './ended.ts';
import type {Launch} from './launch.ts';
import {decode} from './listen.ts';

/** Streams what never ends, keeping nothing, until `signal` aborts; then it is ended. */
export async function follow(
  launch: Launch,
  command: Command,
  onChunk: (chunk: Chunk) => void,
  signal: AbortSignal,
  onStart: (pid: number) => void = () => {},
): Promise<Result> {
  const {execa} = await import('execa');
  const startedAt = Date.now();
  const child = execa(launch.file, launch.args, {...endable(launch, command), buffer: false, cancelSignal: signal});
  if (child.pid !== undefined) onStart(child.pid);
  decode(child.stdout, text => onChunk({stream: 'stdout', text, at: Date.now()}));
  decode(child.stderr, text => onChunk({stream: 'stderr', text, at: Date.now()}));
  return resultOf(command, startedAt, await child);
}
