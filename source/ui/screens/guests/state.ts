import type {Guest} from '../../../model/guest.ts';
import {scrollTo, type View} from '../../../terminal/scroll.ts';
import {bodyRows, type Change, type Press, type Screen, type World} from '../../screen.ts';
import {createMenu} from '../create-menu.ts';
import {openGuest} from '../guest/state.ts';
import {editLine} from '../line-edit.ts';
import {movesOf} from '../moves.ts';
import {nextSort, type SortId, visibleGuests} from './rows.ts';

/** The cursor is on a guest, not on a row: it stays there when others come and go. */
export type GuestsScreen = {
  readonly place: 'guests';
  readonly cursor: string | null;
  readonly view: View;
  readonly filter: string;
  readonly isFiltering: boolean;
  readonly sort: SortId;
  /** Names, in the order in which they were marked. */
  readonly marked: readonly string[];
};

export const openGuests = (): GuestsScreen => ({
  place: 'guests',
  cursor: null,
  view: {cursor: 0, top: 0},
  filter: '',
  isFiltering: false,
  sort: 'name',
  marked: [],
});

export const unmarked = (screen: Screen): Screen => (screen.place === 'guests' ? {...screen, marked: []} : screen);

/** Rows for guests: the table's own head takes one, the filter line another while it is there. */
export const listRows = (screen: GuestsScreen, world: World): number =>
  bodyRows(world.size) - 1 - (world.view.problems.length > 0 ? 1 : 0) - (screen.isFiltering ? 1 : 0);

/** Where the cursor's guest is now; where it was, if it has gone. */
export function cursorOf(screen: GuestsScreen, guests: readonly Guest[], height: number): View {
  const index = screen.cursor === null ? -1 : guests.findIndex(guest => guest.name === screen.cursor);
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
  return guests[cursorOf(screen, guests, listRows(screen, world)).cursor];
}

export function pressGuests(screen: GuestsScreen, press: Press, world: World): Change {
  const guests = visibleGuests(world.view.guests, screen.filter, screen.sort);
  const view = cursorOf(screen, guests, listRows(screen, world));
  const guest = guests[view.cursor];
  const move = movesOf(press, view.cursor, guests.length, listRows(screen, world));
  if (move !== null) return {screen: moved(screen, move, guests, world)};
  if (screen.isFiltering) return {screen: typed(screen, press, world)};
  if (press.id === 'filter') return {screen: {...screen, isFiltering: true}};
  if (press.id === 'sort') return {screen: moved({...screen, sort: nextSort(screen.sort)}, 0, null, world)};
  if (press.id === 'mark' && guest) return {screen: marked(screen, guest.name, view.cursor, guests, world)};
  if (press.id === 'refresh') return {effects: [{do: 'refresh'}]};
  if (press.id === 'create') return {open: createMenu()};
  if (press.name === 'esc' && screen.filter) return {screen: {...screen, filter: '', cursor: guest?.name ?? null}};
  if (press.name === 'esc' && screen.marked.length > 0) return {screen: {...screen, marked: []}};
  if (press.id === 'open' && guest) return {open: openGuest(guest.name)};
  return {};
}

/** `guests` null: the order changed, so the cursor's guest is looked for again. */
function moved(screen: GuestsScreen, to: number, guests: readonly Guest[] | null, world: World): GuestsScreen {
  if (!guests) return screen;
  const view = scrollTo(screen.view, to, guests.length, listRows(screen, world));
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

function typed(screen: GuestsScreen, press: Press, world: World): GuestsScreen {
  if (press.name === 'enter') return {...screen, isFiltering: false};
  if (press.name === 'esc') return {...screen, isFiltering: false, filter: ''};
  const filter = editLine(screen.filter, press);
  if (filter === screen.filter) return screen;
  const first = visibleGuests(world.view.guests, filter, screen.sort)[0];
  return {...screen, filter, view: {cursor: 0, top: 0}, cursor: first?.name ?? null};
}
