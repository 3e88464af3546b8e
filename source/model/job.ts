import type {Follows, NextAction, Refusal} from './plan.ts';

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'unknown' | 'cancelled' | 'undone';

/** `ended`: the command came back and its check is still to come. `unknown`: nobody can know whether it had effect. */
export type StepState = 'planned' | 'started' | 'ended' | 'checked' | 'failed' | 'unknown' | 'skipped' | 'undone';

export type JobStep = {
  readonly title: string;
  readonly argv: readonly string[] | null;
  /** The path of the file that it writes. */
  readonly file: string | null;
  readonly state: StepState;
  readonly exitCode: number | null;
  /** Milliseconds since the epoch. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly check: 'true' | 'false' | 'unknown' | null;
  readonly note: string;
  readonly progress: {readonly doneBytes: number; readonly totalBytes: number} | null;
};

/** A job that another one waits for. */
export type WaitsFor = {
  readonly job: string;
  readonly title: string;
  readonly by: string;
  /** Its runner is gone, and the tool that it had started still works. */
  readonly orphaned?: boolean;
};

export type Job = {
  readonly id: string;
  readonly action: string;
  readonly target: string;
  readonly title: string;
  readonly state: JobState;
  readonly by: string;
  readonly practice: boolean;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly steps: readonly JobStep[];
  readonly undoable: boolean;
  readonly residue: readonly string[];
  /** Why it did not start at all: what its plan took for granted no longer holds. */
  readonly refusals: readonly Refusal[];
  /** The result in words; empty while it runs. */
  readonly sentence: string;
  readonly next: readonly NextAction[];
  /** Who has to end before it starts; absent or empty: nobody. */
  readonly waitsFor?: readonly WaitsFor[];
  readonly runner: {readonly pid: number; readonly startedAt: number} | null;
  /** When it was asked for. */
  readonly askedAt: number;
  /** The job that it takes back or goes on with. */
  readonly follows: Follows | null;
  /** Jobs that take it back or go on with it, oldest first. */
  readonly followedBy: readonly (Follows & {readonly state: JobState})[];
  /** Somebody looked at what it left and said that it stays. */
  readonly left: {readonly by: string; readonly at: number} | null;
  /** Steps that ran and that no undo takes back. */
  readonly lasting: readonly string[];
  /** What is wrong with its journal, in words; empty: nothing. */
  readonly damage: string;
  /** Absent or null: nothing in it could cut anybody off, or it has not come to that. */
  readonly guarded?: Guarded | null;
  /** The process of a step that has not been seen to end. */
  readonly tool: Tool | null;
  /** The line that its running tool prints without end, as if it waited for an answer; null: it does not. */
  readonly asks: string | null;
  /** When it should be over, in milliseconds since the epoch, as long as such steps took on this host before; null: no grounds. */
  readonly endsAt: number | null;
};

/** A change that could cut the operator off: until when it waits to be confirmed, or what came of it. */
export type Guarded = {
  readonly state: 'applying' | 'awaits' | 'confirmed' | 'reverted' | 'not-reverted';
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly note: string;
};

/** `mark` tells it from a later process with the same number. */
export type Tool = {readonly step: number; readonly pid: number; readonly mark: string};

/** A line of a step's output, already safe for a terminal. */
export type OutputLine = {readonly step: number; readonly stream: 'stdout' | 'stderr'; readonly text: string};
