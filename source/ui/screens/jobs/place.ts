import type {PlaceRow} from '../../place.ts';
import {idleWays} from '../job/ways.ts';
import {type JobsScreen, jobAt, openJobs, pressJobs} from './state.ts';
import {drawJobs} from './view.ts';

export const jobs: PlaceRow<JobsScreen> = {
  place: 'jobs',
  open: openJobs,
  load: (_, session) => [session.jobs().then(jobs => () => ({jobs}))],
  press: pressJobs,
  draw: drawJobs,
  ground(screen, world) {
    const job = jobAt(screen, world);
    return {place: 'jobs', isTyping: screen.isFiltering, idle: [...(job ? [] : ['open']), ...idleWays(job)]};
  },
  rereadMs: 2000, // other operators' jobs come and go
};
