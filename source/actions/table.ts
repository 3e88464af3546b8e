import type {Action, JobVerb} from './action.ts';
import type {Place} from './places.ts';
import {daily} from './rows/daily.ts';
import {inDoctor} from './rows/doctor.ts';
import {inForms} from './rows/form.ts';
import {general} from './rows/general.ts';
import {beyond} from './rows/hands.ts';
import {onHosts} from './rows/hosts.ts';
import {onMedia} from './rows/media.ts';
import {moving} from './rows/moving.ts';
import {onJobs} from './rows/on-jobs.ts';
import {onPlansAndJobs} from './rows/plan-and-job.ts';
import {onPorts} from './rows/ports.ts';

export type {Action, JobVerb, Offer} from './action.ts';
export type {Place} from './places.ts';

/** Keys, footer, help and the headless words come from these rows. */
export const actions: readonly Action[] = [
  ...general,
  ...daily,
  ...onPorts,
  ...moving,
  ...inForms,
  ...onPlansAndJobs,
  ...onJobs,
  ...inDoctor,
  ...onMedia,
  ...onHosts,
  ...beyond,
];

/** The rows valid in `place`, its own first. */
export const actionsOf = (place: Place): readonly Action[] => [
  ...actions.filter(row => row.places.includes(place)),
  ...actions.filter(row => row.places.includes('everywhere')),
];

/** What the table does to a guest by itself: a plan, or a way in. */
export const actsOnGuest = (row: Action): boolean =>
  row.target === 'guest' && (row.plans ?? row.plansBy ?? row.offers ?? row.enters ?? row.shows) !== undefined;

/** The id of the action that does this to a job. */
export const actionOnJob = (verb: JobVerb): string => actions.find(row => row.onJob === verb)?.id ?? verb;

/** What it does to a job; null: it is no such action. */
export const jobVerbOf = (id: string | null): JobVerb | null => actions.find(row => row.id === id)?.onJob ?? null;

/** Whether the platform's action takes data away that nothing brings back: its target has to be typed first. */
export const destroysData = (action: string): boolean =>
  actions.some(
    row =>
      (row.danger === 'destroys' && (row.plans ?? row.id) === action) ||
      row.offers?.some(({plans, destroys}) => plans === action && destroys === true),
  );
