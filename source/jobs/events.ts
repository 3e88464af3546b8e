import type {Ending} from '../model/command.ts';
import type {WaitsFor} from '../model/job.ts';
import type {Plan, Refusal, Verdict} from '../model/plan.ts';
import type {Destination} from '../transport/ssh/settings.ts';
import type {Terms} from './schedule/gate.ts';

/** Which host a job belongs to, as its runner needs it: enough to open the same transport and driver again. */
export type HostRef = {
  readonly name: string;
  readonly driver: string;
  /** The practice host's folder; null on a real host. */
  readonly practice: string | null;
  /** How another machine is reached; absent: it is this one. Never written down with a job: the next operator has another way. */
  readonly far?: Far;
};

export type Far = {
  readonly destination: Destination;
  /** Words that make us root there; none for root itself. null: there are none, and we only look. */
  readonly elevate: readonly string[] | null;
  /** The folder of its jobs, claims and audit, on it. */
  readonly state: string;
};

/** Written once, before anything else of a job: what was asked, by whom, where. Holds no secret's value. */
export type Order = {
  readonly id: string;
  readonly plan: Plan;
  readonly host: HostRef;
  /** The person: who became root to ask for it is named by the name before. */
  readonly by: string;
  readonly who?: Who;
  readonly hook?: Hook;
  /** What changes of this host had to keep to when it was asked for. */
  readonly terms?: Terms;
  readonly at: number;
};

/** Whom an audit asks for. */
export type Who = {
  readonly user: string;
  /** The account that `user` was reached from by sudo or doas. */
  readonly from: string | null;
  /** The address of their SSH client. */
  readonly address: string | null;
  readonly terminal: string | null;
};

/** A command of the operator's own that is told how the job ended. It runs as them. */
export type Hook = {
  readonly argv: readonly [string, ...string[]];
  readonly timeoutMs: number;
  readonly home: string;
};

/** A line of the journal. `step` counts from 0; `at` is milliseconds since the epoch. */
export type Event =
  | {readonly type: 'runner'; readonly at: number; readonly pid: number}
  /** Who has to end before it can start; nobody: its turn has come. */
  | {readonly type: 'waits'; readonly at: number; readonly for: readonly WaitsFor[]}
  | {readonly type: 'refused'; readonly at: number; readonly refusals: readonly Refusal[]}
  /** What the plan took for granted held just then. */
  | {readonly type: 'held'; readonly at: number}
  | {readonly type: 'step-start'; readonly at: number; readonly step: number}
  /** Its process runs; `mark` tells that from a later one with the same number. */
  | {readonly type: 'tool'; readonly at: number; readonly step: number; readonly pid: number; readonly mark: string}
  /** Past its time limit; it goes on and is watched. */
  | {readonly type: 'overdue'; readonly at: number; readonly step: number}
  /** It prints this line without end, and waits for an answer that cannot come. */
  | {readonly type: 'asks'; readonly at: number; readonly step: number; readonly line: string}
  /** What had to be true before it was not: it was not started. */
  | {readonly type: 'withheld'; readonly at: number; readonly step: number; readonly verdict: Verdict}
  | {
      readonly type: 'step-end';
      readonly at: number;
      readonly step: number;
      readonly ending: Ending;
      readonly exitCode: number | null;
      readonly note: string;
    }
  | {readonly type: 'check'; readonly at: number; readonly step: number; readonly verdict: Verdict}
  /** What runs now is kept, and goes back at `deadline` unless it is confirmed. */
  | {readonly type: 'guarded'; readonly at: number; readonly deadline: number}
  /** The change is whole; only a connection that is opened from now on can confirm it. */
  | {readonly type: 'applied'; readonly at: number; readonly step: number}
  | {
      readonly type: 'settled';
      readonly at: number;
      readonly outcome: 'confirmed' | 'reverted' | 'not-reverted';
      readonly note: string;
    }
  | {readonly type: 'cancelled'; readonly at: number; readonly step: number}
  | {readonly type: 'end'; readonly at: number};
