import type {PlaceRow} from '../../place.ts';
import {type GuestScreen, pressGuest} from './state.ts';
import {drawGuest} from './view.ts';

export const guest: PlaceRow<GuestScreen> = {
  place: 'guest',
  ground: ({search}) => ({place: 'guest', isTyping: search.typing !== null}),
  press: pressGuest,
  draw: drawGuest,
  load: ({name}, session) => [
    session.describe(name).then(found => ({details}) => ({details: new Map([...details, [name, found]])})),
    session.jobs().then(jobs => () => ({jobs})),
  ],
  guests: ({name}, {view}) => view.guests.filter(guest => guest.name === name),
};
