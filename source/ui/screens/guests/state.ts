import type {Guest} from '../../../model/guest.ts';
import {scrollTo, type View} from '../../../terminal/scroll.ts';
import type {Change, Press, Screen, World} from '../../screen.ts';
import {pressCreate} from '../create-menu.ts';
import {openGuest} from '../guest/state.ts';
import {freshList, type ListState, listRows, pressList} from '../list.ts';
import {nextSort, type SortId, visibleGuests} from './rows.ts';

/** The cursor is on a guest, not on a row: it stays there when others come and go. */
export type GuestsScreen = ListState & {
  readonly place: 'guests';
  readonly cursor: string | null;
  readonly sort: SortId;
  /** Names, in the order in which they were marked. */
  readonly marked: readonly string[];
};

export const openGuests = (): GuestsScreen => ({
  ...freshList,
  place: 'guests',
  cursor: null,
  sort: 'name',
  marked: [],
});

export const unmarked = (screen: Screen): Screen => ('marked' in screen ? {...screen, marked: []} : screen);

/** Rows for guests: a problem of the host takes one of the list's. */
export const guestRows = (screen: GuestsScreen, world: World): number =>
  listRows(screen, world) - (world.view.problems.length > 0 ? 1 : 0);

/** Where the cursor's guest is now; where it was, if it has gone. */
export function cursorOf(screen: GuestsScreen, guests: readonly Guest[], height: number): View {
  const isWhereItWas = guests[screen.view.cursor]?.name === screen.cursor;
  const index =
    screen.cursor === null || isWhereItWas
      ? screen.view.cursor
      : guests.findIndex(guest => guest.name === screen.cursor);
  return scrollTo(screen.view, index < 0 ? screen.view.cursor : index, guests.length, height);
}

/** The marked guests that are still there; without a mark the one under the cursor. */
export function guestsMeant(screen: GuestsScreen, world: World): readonly Guest[] {
  const marked = world.view.guests.filter(({name}) => screen.marked.includes(name));
  const one = guestAt(screen, world);
  return marked.length > 0 ? marked : one ? [one] : [];
}

/** The guest under the cursor. */
export function guestAt(screen: GuestsScreen, world: World): Guest | undefined {
  const guests = visibleGuests(world.view.guests, screen.filter, screen.sort);
  return guests[cursorOf(screen, guests, guestRows(screen, world)).cursor];
}

/** Keys that mean something before anybody knows what guests there are. */
const blind: readonly string[] = ['refresh', 'sort', 'setup', 'create'];

export function pressGuests(screen: GuestsScreen, press: Press, world: World): Change {
  const isUnread = world.view.status === 'reading' && world.view.readAt === null;
  if (isUnread && press.id !== null && !blind.includes(press.id)) return {isEarly: true};
  const guests = visibleGuests(world.view.guests, screen.filter, screen.sort);
  const view = cursorOf(screen, guests, guestRows(screen, world));
  const guest = guests[view.cursor];
  const next = pressList({...screen, view}, press, guests.length, guestRows(screen, world));
  if (next) return {screen: onGuest(next, screen, guest, world)};
  if (press.id === 'sort') return {screen: {...screen, sort: nextSort(screen.sort)}};
  if (press.id === 'mark' && guest) return {screen: marked(screen, guest.name, view.cursor, guests, world)};
  if (press.id === 'refresh') return {effects: [{do: 'refresh'}]};
  if (press.id === 'create') return pressCreate(world);
  if (press.id === 'setup') return {effects: [{do: 'open-setup'}]};
  if (press.name === 'esc' && screen.marked.length > 0) return {screen: {...screen, marked: []}};
  if (press.id === 'open' && guest) return {open: openGuest(guest.name)};
  return {};
}

/** The guest under the cursor: of another filter the first that matches, and the same one when all are shown again. */
function onGuest(next: GuestsScreen, before: GuestsScreen, guest: Guest | undefined, world: World): GuestsScreen {
  if (next.filter === '' && before.filter !== '') return {...next, cursor: guest?.name ?? null};
  const guests = visibleGuests(world.view.guests, next.filter, next.sort);
  return {...next, cursor: guests[next.view.cursor]?.name ?? null};
}

function moved(screen: GuestsScreen, to: number, guests: readonly Guest[], world: World): GuestsScreen {
  const view = scrollTo(screen.view, to, guests.length, guestRows(screen, world));
  return {...screen, view, cursor: guests[view.cursor]?.name ?? null};
}

/** A mark goes on and off, and the cursor to the next row, so that a row of guests is marked by one key. */
function marked(
  screen: GuestsScreen,
  name: string,
  cursor: number,
  guests: readonly Guest[],
  world: World,
): GuestsScreen {
  const rest = screen.marked.filter(other => other !== name);
  const next = rest.length < screen.marked.length ? rest : [...screen.marked, name];
  return moved({...screen, marked: next}, cursor + 1, guests, world);
}
