import type {PlaceRow} from '../../place.ts';
import {type JobsScreen, openJobs, pressJobs} from './state.ts';
import {drawJobs} from './view.ts';

export const jobs: PlaceRow<JobsScreen> = {
  place: 'jobs',
  open: openJobs,
  load: (_, session) => [session.jobs().then(jobs => () => ({jobs}))],
  press: pressJobs,
  draw: drawJobs,
};
