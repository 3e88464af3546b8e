import {actions, actsOnGuest} from '../actions/table.ts';
import type {Guest} from '../model/guest.ts';
import type {Ground} from './keymap.ts';
import type {Change, Press, Screen, World} from './screen.ts';
import {pressForm} from './screens/form/state.ts';
import {pressGuest} from './screens/guest/state.ts';
import {guestsMeant, pressGuests} from './screens/guests/state.ts';
import {openHelp, pressHelp} from './screens/help/state.ts';
import {actOnAll} from './screens/intent.ts';
import {idleOf, pressJob} from './screens/job/state.ts';
import {openJobs, pressJobs} from './screens/jobs/state.ts';
import {pressMenu} from './screens/menu/state.ts';
import {openPalette, pressPalette} from './screens/palette/state.ts';
import {pressPlan} from './screens/plan/state.ts';
import {openPorts, pressPorts} from './screens/ports/state.ts';
import {openSettings, pressSettings} from './screens/settings/state.ts';

/** Where a screen is for the action table, and whether letters are text in it now. */
export function groundOf(screen: Screen, world?: World): Ground {
  if (screen.place === 'job')
    return {place: 'job', isTyping: screen.search.typing !== null, idle: idleOf(world?.runs.get(screen.id)?.job)};
  if (screen.place === 'form') return {place: screen.picker ? 'picker' : 'form', isTyping: true};
  if (screen.place === 'plan') return {place: 'plan', isTyping: (screen.typed ?? screen.search.typing) !== null};
  if (screen.place === 'palette') return {place: 'palette', isTyping: true};
  const isTyping =
    (screen.place === 'guests' || screen.place === 'jobs' || screen.place === 'ports') && screen.isFiltering;
  return {place: screen.place, isTyping};
}

/** What a key does: first what holds everywhere, then what the screen makes of it, then going back. */
export function pressOn(screen: Screen, press: Press, world: World): Change {
  const everywhere = common(screen, press, world);
  if (everywhere) return everywhere;
  const change = own(screen, press, world);
  if (Object.keys(change).length > 0) return change;
  return press.id === 'back' ? {back: 1} : onGuest(screen, press, world);
}

/** Whatever the table says that can be done to a guest is done to the one that the operator looks at. */
function onGuest(screen: Screen, {id}: Press, world: World): Change {
  const row = actions.find(row => row.id === id && actsOnGuest(row));
  const guests = row ? guestsInFront(screen, world) : [];
  return row && guests.length > 0 ? actOnAll(row, guests, world) : {};
}

/** The marked ones, or the one that the operator looks at. */
function guestsInFront(screen: Screen, world: World): readonly Guest[] {
  if (screen.place === 'guests') return guestsMeant(screen, world);
  return screen.place === 'guest' ? world.view.guests.filter(({name}) => name === screen.name) : [];
}

function inWords(guests: readonly Guest[]): string | null {
  return guests.length > 1 ? `${guests.length} marked guests` : (guests[0]?.name ?? null);
}

function common(screen: Screen, {id, name}: Press, world: World): Change | null {
  if (name === 'ctrl-c') return {effects: [{do: 'leave', code: 130}]};
  switch (id) {
    case 'quit':
      return {effects: [{do: 'leave', code: 0}]};
    case 'redraw':
      return {effects: [{do: 'redraw'}]};
    case 'suspend':
      return {effects: [{do: 'suspend'}]};
    case 'help':
      return screen.place === 'help' ? {back: 1} : {open: openHelp(groundOf(screen))};
    case 'jobs':
      return screen.place === 'jobs' ? {} : {open: openJobs(), effects: [{do: 'load-jobs'}]};
    case 'ports':
      return screen.place === 'ports' ? {} : {open: openPorts()};
    case 'palette':
      return {open: openPalette(groundOf(screen, world), inWords(guestsInFront(screen, world)))};
    case 'settings':
      return screen.place === 'settings' ? {} : {open: openSettings(world)};
    default:
      return null;
  }
}

function own(screen: Screen, press: Press, world: World): Change {
  switch (screen.place) {
    case 'guests':
      return pressGuests(screen, press, world);
    case 'guest':
      return pressGuest(screen, press, world);
    case 'picker':
      return pressMenu(screen, press, world);
    case 'form':
      return pressForm(screen, press, world);
    case 'plan':
      return pressPlan(screen, press, world);
    case 'job':
      return pressJob(screen, press, world);
    case 'jobs':
      return pressJobs(screen, press, world);
    case 'help':
      return pressHelp(screen, press, world);
    case 'ports':
      return pressPorts(screen, press, world);
    case 'palette':
      return pressPalette(screen, press, world);
    case 'settings':
      return pressSettings(screen, press, world);
  }
}
