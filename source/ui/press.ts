import {actions, actsOnGuest, jobVerbOf} from '../actions/table.ts';
import type {Guest} from '../model/guest.ts';
import type {Ground} from './keymap.ts';
import {opensBy, placeOf} from './places.ts';
import type {Change, Press, Screen, World} from './screen.ts';
import {actOnAll} from './screens/intent.ts';
import {asked} from './screens/job/ways.ts';

/** Where a screen is for the action table, and whether letters are text in it now. */
export const groundOf = (screen: Screen, world: World): Ground =>
  placeOf(screen).ground?.(screen, world) ?? {
    place: screen.place,
    isTyping: 'isFiltering' in screen && screen.isFiltering,
  };

/** What a key does: first what holds everywhere, then what the screen makes of it, then going back. */
export function pressOn(screen: Screen, press: Press, world: World): Change {
  const everywhere = common(screen, press, world);
  if (everywhere) return everywhere;
  const change = placeOf(screen).press(screen, press, world);
  if (Object.keys(change).length > 0) return change;
  if (press.id === 'back') return {back: 1};
  return onNewestJob(screen, press) ?? onGuest(screen, press, world);
}

/** Whatever the table says that can be done to a guest is done to the one that the operator looks at. */
function onGuest(screen: Screen, {id}: Press, world: World): Change {
  const row = actions.find(row => row.id === id && actsOnGuest(row));
  const guests = row ? guestsInFront(screen, world) : [];
  return row && guests.length > 0 ? actOnAll(row, guests, world) : {};
}

/** Away from a job its keys mean the newest one, of the guest in front where one is. */
function onNewestJob(screen: Screen, {id}: Press): Change | null {
  const verb = jobVerbOf(id);
  if (!verb || (screen.place !== 'guests' && screen.place !== 'guest')) return null;
  return asked(verb, null, screen.place === 'guest' ? screen.name : null);
}

/** The marked ones, or the one that the operator looks at. */
const guestsInFront = (screen: Screen, world: World): readonly Guest[] => placeOf(screen).guests?.(screen, world) ?? [];

function common(screen: Screen, {id, name}: Press, world: World): Change | null {
  if (name === 'ctrl-c') return {effects: [{do: 'leave', code: 130}]};
  switch (id) {
    case 'quit':
      return {effects: [{do: 'leave', code: 0}]};
    case 'redraw':
      return {effects: [{do: 'redraw'}]};
    case 'suspend':
      return {effects: [{do: 'suspend'}]};
    default:
      return place(screen, id, world);
  }
}

/** The key of a place opens it from everywhere, and goes back from there. */
function place(screen: Screen, id: string | null, world: World): Change | null {
  const row = opensBy(id);
  if (!row?.open) return null;
  if (screen.place === id) return {back: 1};
  const from = {world, ground: groundOf(screen, world), guests: guestsInFront(screen, world)};
  return {open: row.open(from)};
}
