import type {Collected} from './collect.ts';

export type Request = {
  readonly folder: string;
  readonly tool: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
  readonly timeoutMs: number;
  readonly outputLimit: number;
  /** A look is ended at its limits; a change goes on and is only reported. */
  readonly mayEnd: boolean;
  readonly signal: AbortSignal | undefined;
  /** How long each wait of a tool takes here: 1 as on a host, 0.1 a tenth of it. */
  readonly pace: number;
  readonly stdout: Collected;
  readonly stderr: Collected;
};

export type Outcome =
  | {readonly ending: 'exited'; readonly code: number}
  | {readonly ending: 'signalled'; readonly signal: string}
  | {readonly ending: 'flooded' | 'timed-out' | 'overdue'};
