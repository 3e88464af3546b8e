import type {PlaceRow} from '../../place.ts';
import {type FleetScreen, openFleet, pressFleet} from './state.ts';
import {drawFleet} from './view.ts';

export const fleet: PlaceRow<FleetScreen> = {
  place: 'fleet',
  open: openFleet,
  load: (_, _session, fleet) => [fleet.look().then(() => () => ({}))],
  rereadMs: 15_000,
  press: pressFleet,
  draw: drawFleet,
};
