import {scrollBy} from '../../../terminal/scroll.ts';
import {bodyRows, type Change, type Press, type World} from '../../screen.ts';
import {pressCreate} from '../create-menu.ts';
import {movesOf} from '../moves.ts';
import {guestText} from './lines.ts';

export type GuestScreen = {readonly place: 'guest'; readonly name: string; readonly top: number};

export const openGuest = (name: string): GuestScreen => ({place: 'guest', name, top: 0});

export function pressGuest(screen: GuestScreen, press: Press, world: World): Change {
  const height = bodyRows(world.size);
  const guest = world.view.guests.find(({name}) => name === screen.name);
  if (press.id === 'refresh') return {effects: [{do: 'refresh'}, {do: 'load', screen}]};
  if (press.id === 'create') return pressCreate(world);
  if (press.id === 'copy' && guest) return {effects: [{do: 'copy', text: guest.addresses[0] ?? guest.name}]};
  const count = guestText(screen, world).length;
  const move = movesOf(press, screen.top, Math.max(1, count - height + 1), height);
  return move === null ? {} : {screen: {...screen, top: scrollBy(0, move, count, height)}};
}
