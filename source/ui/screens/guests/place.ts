import type {PlaceRow} from '../../place.ts';
import {type GuestsScreen, guestsMeant, pressGuests} from './state.ts';
import {drawGuests} from './view.ts';

export const guests: PlaceRow<GuestsScreen> = {
  place: 'guests',
  press: pressGuests,
  draw: drawGuests,
  guests: guestsMeant,
};
