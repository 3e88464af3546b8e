import type {PlaceRow} from '../../place.ts';
import {idleOf, type JobScreen, pressJob} from './state.ts';
import {drawJob} from './view.ts';

export const job: PlaceRow<JobScreen> = {
  place: 'job',
  press: pressJob,
  draw: drawJob,
  ground: ({id, search}, {runs}) => ({place: 'job', isTyping: search.typing !== null, idle: idleOf(runs.get(id)?.job)}),
};
