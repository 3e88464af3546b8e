import type {Action, Place} from './action.ts';
import {inForms} from './rows/form.ts';
import {general} from './rows/general.ts';
import {moving} from './rows/moving.ts';
import {onPlansAndJobs} from './rows/plan-and-job.ts';

export type {Action, Place} from './action.ts';

/** Keys, footer, help and the headless words come from these rows. */
export const actions: readonly Action[] = [...general, ...moving, ...inForms, ...onPlansAndJobs];

/** The rows valid in `place`, its own first. */
export const actionsOf = (place: Place): readonly Action[] => [
  ...actions.filter(row => row.places.includes(place)),
  ...actions.filter(row => row.places.includes('everywhere')),
];
