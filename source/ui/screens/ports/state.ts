import type {MappedForward} from '../../../model/ports.ts';
import {scrollTo} from '../../../terminal/scroll.ts';
import type {Change, Press, World} from '../../screen.ts';
import {openGuest} from '../guest/state.ts';
import {freshList, type ListState, listRows, pressList} from '../list.ts';
import {matcherOf} from '../matcher.ts';

/** Every door of the host in one list: what is stored beside what is live. */
export type PortsScreen = ListState & {readonly place: 'ports'};

export const openPorts = (): PortsScreen => ({...freshList, place: 'ports'});

/** Doors with something wrong come first, for they are why one looks. */
export function visiblePorts({filter}: PortsScreen, {view}: World): readonly MappedForward[] {
  const matches = matcherOf(filter);
  return view.forwards
    .filter(({guest, hostAddress, hostPort, protocol, guestAddress, conflicts}) =>
      matches(
        [guest, `${hostAddress}:${hostPort}/${protocol}`, guestAddress, conflicts.map(each => each.reason)].join(' '),
      ),
    )
    .toSorted((one, other) => rank(one) - rank(other) || one.hostPort - other.hostPort);
}

const rank = ({conflicts}: MappedForward): number => (conflicts.length > 0 ? 0 : 1);

export function pressPorts(screen: PortsScreen, press: Press, world: World): Change {
  const doors = visiblePorts(screen, world);
  const height = listRows(screen, world);
  const next = pressList(screen, press, doors.length, height);
  if (next) return {screen: next};
  if (press.id === 'refresh') return {effects: [{do: 'refresh'}]};
  if (press.id === 'open')
    return open(doors[scrollTo(screen.view, screen.view.cursor, doors.length, height).cursor], world);
  return {};
}

function open(door: MappedForward | undefined, {view}: World): Change {
  if (!door) return {flash: {role: 'muted', text: 'There is no door here'}};
  const {guest} = door;
  return view.guests.some(({name}) => name === guest)
    ? {open: openGuest(guest)}
    : {flash: {role: 'warn', text: guest ? `${guest} is no guest of this host any more` : 'Nobody knows whose it is'}};
}
