import type {Call} from '../call.ts';
import type {WouldRun} from '../evaluate.ts';

/** Told of what a file would have made root run. */
export const wouldRun =
  (_call: Call): WouldRun =>
  () => {};
