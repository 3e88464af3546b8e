import type {Ending} from '../model/command.ts';
import type {WaitsFor} from '../model/job.ts';
import type {Plan, Refusal, Verdict} from '../model/plan.ts';

/** Which host a job belongs to, as its runner needs it: enough to open the same transport and driver again. */
export type HostRef = {
  readonly name: string;
  readonly driver: string;
  /** The practice host's folder; null on a real host. */
  readonly practice: string | null;
};

/** Written once, before anything else of a job: what was asked, by whom, where. Holds no secret's value. */
export type Order = {
  readonly id: string;
  readonly plan: Plan;
  readonly host: HostRef;
  readonly by: string;
  readonly at: number;
};

/** A line of the journal. `step` counts from 0; `at` is milliseconds since the epoch. */
export type Event =
  | {readonly type: 'runner'; readonly at: number; readonly pid: number}
  /** Who has to end before it can start; nobody: its turn has come. */
  | {readonly type: 'waits'; readonly at: number; readonly for: readonly WaitsFor[]}
  | {readonly type: 'refused'; readonly at: number; readonly refusals: readonly Refusal[]}
  | {readonly type: 'step-start'; readonly at: number; readonly step: number}
  | {
      readonly type: 'step-end';
      readonly at: number;
      readonly step: number;
      readonly ending: Ending;
      readonly exitCode: number | null;
      readonly note: string;
    }
  | {readonly type: 'check'; readonly at: number; readonly step: number; readonly verdict: Verdict}
  | {readonly type: 'cancelled'; readonly at: number; readonly step: number}
  | {readonly type: 'end'; readonly at: number};
