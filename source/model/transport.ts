import type {Chunk, Command, Result} from './command.ts';

/**
 * The only way to a host. No method rejects for what the far side did: it is told in the `Result`.
 * They reject only for a programming error (an empty argv, a NUL byte in an argument).
 */
export type Transport = {
  /** True when everything behind it is simulated. */
  readonly practice: boolean;
  /** For looking: ended when it floods (`flooded`) or overstays (`timed-out`). */
  read(command: Command): Promise<Result>;
  /** So many commands will be executed: what that needs may be made ready while the host is read. */
  prepare?(commands: number): void;
  /** For steps: never killed. Surplus output is dropped and counted; past the time limit it resolves `overdue` and the process goes on. `onStart` tells its number; `mark` tells it from a later process with the same number where this machine cannot be asked. */
  execute(
    command: Command,
    onChunk?: (chunk: Chunk) => void,
    onStart?: (pid: number, mark?: string) => void,
  ): Promise<Result>;
  /** Streams what never ends (events, tails) until `signal` aborts; keeps no output. */
  follow(
    command: Command,
    onChunk: (chunk: Chunk) => void,
    signal: AbortSignal,
    onStart?: (pid: number, mark?: string) => void,
  ): Promise<Result>;
  /** Hands the real terminal (stdio inherited) to a child; the caller has let go of it before. */
  interactive(command: Command): Promise<Result>;
  /** Exclusive write, then fsync. Resolves null, or the reason (`EEXIST`, `ENOSPC`, `EACCES`, …) as a Node error code. */
  write(path: string, content: string, mode: number): Promise<string | null>;
};
