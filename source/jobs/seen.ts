import type {Job} from '../model/job.ts';
import type {Event} from './events.ts';
import type {Outcome} from './guard/files.ts';

/** What is known of a job beside its order. */
export type Seen = {
  readonly events: readonly Event[];
  /** The runner's kernel lock is held. */
  readonly alive: boolean;
  readonly progress?: StepProgress | null;
  readonly damage?: string;
  readonly followedBy?: Job['followedBy'];
  readonly left?: Job['left'];
  readonly endsAt?: number | null;
  /** What came of a guarded change, as the process that watches it left word; the journal of a runner that died lacks it. */
  readonly outcome?: Outcome | null;
  /** The process of a step that was not seen to end, and that lives. */
  readonly tool?: Job['tool'];
};

export type StepProgress = {readonly step: number; readonly doneBytes: number; readonly totalBytes: number};
