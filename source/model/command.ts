/** One process start. The child inherits nothing: environment, cwd, stdin and both limits are always set by the transport. */
export type Command = {
  readonly argv: readonly [string, ...string[]];
  /** Bytes (UTF-8) for the child's stdin. Absent: /dev/null. */
  readonly stdin?: string;
  /** Variables beside the transport's minimal environment, e.g. `NOINTER`. */
  readonly env?: Readonly<Record<string, string>>;
  /** All that it asks is at which of these paths something is (`model/paths.ts`): a transport that can tell need not start it. */
  readonly paths?: readonly string[];
  /** Its name within its job: where a run outlives the connection to its host, no name ever runs twice. */
  readonly run?: string;
  /** Milliseconds; the transport's own default applies when absent. */
  readonly timeoutMs?: number;
  /** Bytes kept of each of stdout and stderr. */
  readonly outputLimit?: number;
};

/**
 * How a process ended. `exited` is the only one that has an exit code. `overdue` belongs to changing commands alone:
 * past its time limit such a command is reported and left running. `lost` means nobody can know (a cut connection). `no-room`: nothing was
 * started, for the disk of a far host is too full to keep what it would have said. `displaced`: nothing was, for the job has lost its place in
 * the queue of a far host to others.
 */
export type Ending =
  | 'exited'
  | 'signalled'
  | 'timed-out'
  | 'flooded'
  | 'overdue'
  | 'not-found'
  | 'not-permitted'
  | 'no-room'
  | 'displaced'
  | 'lost';

export type Result = {
  readonly argv: readonly string[];
  readonly ending: Ending;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Decoded UTF-8, still hostile: make it `text/safe` before anything shows it. */
  readonly stdout: string;
  readonly stderr: string;
  /** Bytes beyond `outputLimit` that were thrown away while a changing command went on. */
  readonly droppedBytes: number;
  /** The line that made up the whole last 64 KB of output: an endless prompt. Absent when there was none. */
  readonly repeating?: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
};

/** A piece of output as it arrived; hostile like `Result.stdout`. `repeating` comes once, as soon as a prompt is seen to be endless. */
export type Chunk = {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
  readonly at: number;
  readonly repeating?: string;
};

/** A file's content in pieces, so that a secret's value never stands in a plan: it is filled in as the file is written. */
export type Part = string | {readonly secret: string};

/** An exclusive write (`O_EXCL`): it fails when the path exists. */
export type FileWrite = {readonly path: string; readonly mode: number; readonly content: readonly Part[]};

/** The content as it is shown, saved and exported: each secret as `<secret:FIELD>`. */
export const shownContent = (content: readonly Part[]): string =>
  content.map(part => (typeof part === 'string' ? part : `<secret:${part.secret}>`)).join('');
