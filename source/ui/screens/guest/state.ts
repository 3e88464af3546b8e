import type {Guest} from '../../../model/guest.ts';
import {scrollBy} from '../../../terminal/scroll.ts';
import {bodyRows, type Change, type Press, type World} from '../../screen.ts';
import {pressCreate} from '../create-menu.ts';
import {openMenu} from '../menu/state.ts';
import {movesOf} from '../moves.ts';
import {noSearch, type Search, searchBy} from '../search.ts';
import {guestText} from './lines.ts';

export type GuestScreen = {
  readonly place: 'guest';
  readonly name: string;
  readonly top: number;
  readonly search: Search;
};

export const openGuest = (name: string): GuestScreen => ({place: 'guest', name, top: 0, search: noSearch});

export function pressGuest(screen: GuestScreen, press: Press, world: World): Change {
  const height = bodyRows(world.size);
  const guest = world.view.guests.find(({name}) => name === screen.name);
  const rows = guestText(screen, world);
  const found = searchBy(screen.search, press, () => rows.map(({name = '', text}) => `${name} ${text}`));
  if (found) {
    const {search, isFound, flash} = found;
    const top = isFound ? scrollBy(0, (search.at ?? 0) - 1, rows.length, height) : screen.top;
    return {screen: {...screen, search, top}, ...(flash && {flash})};
  }
  if (press.id === 'refresh') return {effects: [{do: 'refresh'}, {do: 'load', screen}]};
  if (press.id === 'create') return pressCreate(world);
  if (press.id === 'copy' && guest) return copied(guest);
  const move = movesOf(press, screen.top, Math.max(1, rows.length - height + 1), height);
  return move === null ? {} : {screen: {...screen, top: scrollBy(0, move, rows.length, height)}};
}

/** Its address; a question where there is more to be had. */
function copied({name, addresses, ways = []}: Guest): Change {
  const address = addresses[0] ?? name;
  if (ways.length === 0) return {effects: [{do: 'copy', text: address}]};
  const rows = [{title: 'Its address', text: address}, ...ways].map(({title, text}) => ({
    label: title,
    note: text,
    leadsTo: {kind: 'copy', text} as const,
  }));
  return {open: openMenu(`Copy: ${name}`, rows)};
}
