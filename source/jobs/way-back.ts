import type {JobStep, StepState} from '../model/job.ts';
import type {Step} from '../model/plan.ts';

/** The step after which nothing before it, nor itself, has a way back (`Step.isFinal`); -1: there is none yet. */
export const lastFinal = (steps: readonly Step[], states: readonly StepState[]): number =>
  steps.findLastIndex((step, index) => step.isFinal && states[index] === 'checked');

/** A job's steps as they stand once a later job has taken back what had a way. */
export const takenBack = (told: readonly JobStep[], steps: readonly Step[], final: number): readonly JobStep[] =>
  told.map((step, index) =>
    index > final && step.startedAt !== null && steps[index]?.undo ? {...step, state: 'undone'} : step,
  );
