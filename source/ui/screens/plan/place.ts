import type {PlaceRow} from '../../place.ts';
import {type PlanScreen, pressPlan} from './state.ts';
import {drawPlan} from './view.ts';

export const plan: PlaceRow<PlanScreen> = {
  place: 'plan',
  press: pressPlan,
  draw: drawPlan,
  ground: ({plan, typed, search, onlyShown}) => ({
    place: 'plan',
    isTyping: (typed ?? search.typing) !== null,
    ...((onlyShown !== undefined || plan.refusals.length > 0) && {idle: ['run']}),
  }),
};
