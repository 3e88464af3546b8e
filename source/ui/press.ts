import type {Ground} from './keymap.ts';
import type {Change, Press, Screen, World} from './screen.ts';
import {pressForm} from './screens/form/state.ts';
import {pressGuest} from './screens/guest/state.ts';
import {pressGuests} from './screens/guests/state.ts';
import {openHelp, pressHelp} from './screens/help/state.ts';
import {idleOf, pressJob} from './screens/job/state.ts';
import {openJobs, pressJobs} from './screens/jobs/state.ts';
import {pressMenu} from './screens/menu/state.ts';
import {pressPlan} from './screens/plan/state.ts';

/** Where a screen is for the action table, and whether letters are text in it now. */
export function groundOf(screen: Screen, world?: World): Ground {
  if (screen.place === 'job') return {place: 'job', isTyping: false, idle: idleOf(world?.runs.get(screen.id)?.job)};
  if (screen.place === 'form') return {place: screen.picker ? 'picker' : 'form', isTyping: true};
  if (screen.place === 'plan') return {place: 'plan', isTyping: screen.typed !== null};
  const isTyping = (screen.place === 'guests' || screen.place === 'jobs') && screen.isFiltering;
  return {place: screen.place, isTyping};
}

/** What a key does: first what holds everywhere, then what the screen makes of it, then going back. */
export function pressOn(screen: Screen, press: Press, world: World): Change {
  const everywhere = common(screen, press);
  if (everywhere) return everywhere;
  const change = own(screen, press, world);
  if (press.id === 'back' && Object.keys(change).length === 0) return {back: 1};
  return change;
}

function common(screen: Screen, {id, name}: Press): Change | null {
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
  }
}
