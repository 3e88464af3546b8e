import type {Command, Result} from '../model/command.ts';
import {endable, resultOf} from './ended.ts';
import {repeatedLine} from './kept.ts';
import type {Launch} from './launch.ts';
import type {Limits} from './limits.ts';

/** Runs what only looks; it is ended when it floods or overstays. */
export async function read(launch: Launch, command: Command, {timeoutMs, outputLimit}: Limits): Promise<Result> {
  const {execa} = await import('execa'); // by the first command, not by the first frame
  const startedAt = Date.now();
  const ended = await execa(launch.file, launch.args, {
    ...endable(launch, command),
    encoding: 'buffer',
    timeout: timeoutMs,
    maxBuffer: outputLimit,
  });
  const [stdout, stderr] = [Buffer.from(ended.stdout ?? []), Buffer.from(ended.stderr ?? [])];
  const result = resultOf(command, startedAt, ended, stdout.toString(), stderr.toString());
  const repeating = result.ending === 'exited' ? undefined : (lastOf(stdout) ?? lastOf(stderr));
  return repeating === undefined ? result : {...result, repeating};
}

const lastOf = (bytes: Buffer) => repeatedLine(bytes.subarray(-64 * 1024));
