import type {MappedForward} from '../../../model/ports.ts';
import {scrollTo, type View} from '../../../terminal/scroll.ts';
import {bodyRows, type Change, type Press, type World} from '../../screen.ts';
import {openGuest} from '../guest/state.ts';
import {editLine} from '../line-edit.ts';
import {matcherOf} from '../matcher.ts';
import {movesOf} from '../moves.ts';

/** Every door of the host in one list: what is stored beside what is live. */
export type PortsScreen = {
  readonly place: 'ports';
  readonly view: View;
  readonly filter: string;
  readonly isFiltering: boolean;
};

export const openPorts = (): PortsScreen => ({
  place: 'ports',
  view: {cursor: 0, top: 0},
  filter: '',
  isFiltering: false,
});

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

/** The table's head takes a row, the filter another while it is typed. */
export const portsRows = (screen: PortsScreen, {size}: World): number =>
  bodyRows(size) - 1 - (screen.isFiltering ? 1 : 0);

export function pressPorts(screen: PortsScreen, press: Press, world: World): Change {
  const doors = visiblePorts(screen, world);
  const height = portsRows(screen, world);
  const {cursor} = scrollTo(screen.view, screen.view.cursor, doors.length, height);
  const move = movesOf(press, cursor, doors.length, height);
  if (move !== null) return {screen: {...screen, view: scrollTo(screen.view, move, doors.length, height)}};
  if (screen.isFiltering) return {screen: typed(screen, press)};
  if (press.id === 'filter') return {screen: {...screen, isFiltering: true}};
  if (press.id === 'refresh') return {effects: [{do: 'refresh'}]};
  if (press.name === 'esc' && screen.filter) return {screen: {...screen, filter: ''}};
  if (press.id === 'open') return open(doors[cursor], world);
  return {};
}

function open(door: MappedForward | undefined, {view}: World): Change {
  if (!door) return {flash: {role: 'muted', text: 'There is no door here'}};
  const {guest} = door;
  return view.guests.some(({name}) => name === guest)
    ? {open: openGuest(guest)}
    : {flash: {role: 'warn', text: guest ? `${guest} is no guest of this host any more` : 'Nobody knows whose it is'}};
}

function typed(screen: PortsScreen, press: Press): PortsScreen {
  if (press.name === 'enter') return {...screen, isFiltering: false};
  if (press.name === 'esc') return {...screen, isFiltering: false, filter: ''};
  return {...screen, filter: editLine(screen.filter, press), view: {cursor: 0, top: 0}};
}
