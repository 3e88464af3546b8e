import type {Answers} from '../../../model/form.ts';
import type {MappedForward} from '../../../model/ports.ts';
import {scrollTo} from '../../../terminal/scroll.ts';
import {specText} from '../../../text/port-specs.ts';
import {kept} from '../../kept.ts';
import type {Change, Press, World} from '../../screen.ts';
import {openForm} from '../form/open.ts';
import {openGuest} from '../guest/state.ts';
import {planned} from '../intent.ts';
import {freshList, type ListState, listRows, pressList} from '../list.ts';
import {matcherOf} from '../matcher.ts';
import {openPlan} from '../plan/state.ts';

/** Every door of the host in one list: what is stored beside what is live. */
export type PortsScreen = ListState & {readonly place: 'ports'};

export const openPorts = (): PortsScreen => ({...freshList, place: 'ports'});

/** Doors with something wrong come first, for they are why one looks. */
export const visiblePorts = ({filter}: PortsScreen, {view}: World): readonly MappedForward[] =>
  found(view.forwards, filter);

const found = kept((forwards: readonly MappedForward[], filter: string): readonly MappedForward[] => {
  const matches = matcherOf(filter);
  return forwards
    .filter(({guest, hostAddress, hostPort, protocol, guestAddress, conflicts}) =>
      matches(
        [guest, `${hostAddress}:${hostPort}/${protocol}`, guestAddress, conflicts.map(each => each.reason)].join(' '),
      ),
    )
    .toSorted((one, other) => rank(one) - rank(other) || one.hostPort - other.hostPort);
});

const rank = ({conflicts}: MappedForward): number => (conflicts.length > 0 ? 0 : 1);

export function pressPorts(screen: PortsScreen, press: Press, world: World): Change {
  const doors = visiblePorts(screen, world);
  const height = listRows(screen, world);
  const next = pressList(screen, press, doors.length, height);
  if (next) return {screen: next};
  if (press.id === 'refresh') return {effects: [{do: 'refresh'}]};
  const {cursor} = scrollTo(screen.view, screen.view.cursor, doors.length, height);
  if (press.id === 'open') return open(doors[cursor], world);
  if (press.id === 'keep-rules') return world.view.readAt === null ? {isEarly: true} : planned('keep-rules', '', world);
  return atDoor(press.id, doors[cursor], world);
}

/** What is done to a door, by the guest that it leads to; a name that only rules remember is one here. */
function atDoor(id: string | null, door: MappedForward | undefined, world: World): Change {
  if (id !== 'expose' && id !== 'unexpose' && id !== 'set-right') return {};
  if (!door) return {flash: {role: 'muted', text: 'There is no door here'}};
  if (door.guest === '') return {flash: {role: 'warn', text: `Nobody knows whose ${door.guestAddress} is`}};
  if (id === 'expose') return formFor('expose', door.guest, {}, world);
  if (id === 'unexpose' && door.stored) return formFor('unexpose', door.guest, answersFor(door), world);
  const runs = world.view.guests.some(({name, state}) => name === door.guest && state === 'running');
  const answers = {ports: runs ? 'stored' : 'left-over'};
  const action = runs ? 'expose' : 'unexpose';
  return {open: openPlan(world.plan(action, door.guest, answers), answers, {})};
}

const answersFor = (door: MappedForward): Answers => ({
  ports: door.hostPort === 0 ? 'all' : specText(door),
  ...(door.from.includes('any') ? {} : {from: door.from.join(',')}),
  address: door.hostAddress,
});

function formFor(action: string, guest: string, answers: Answers, world: World): Change {
  const opened = openForm(action, guest, world, answers);
  return 'reason' in opened ? {flash: {role: 'bad', text: opened.reason}} : {open: opened};
}

function open(door: MappedForward | undefined, {view}: World): Change {
  if (!door) return {flash: {role: 'muted', text: 'There is no door here'}};
  const {guest} = door;
  return view.guests.some(({name}) => name === guest)
    ? {open: openGuest(guest)}
    : {flash: {role: 'warn', text: guest ? `${guest} is no guest of this host any more` : 'Nobody knows whose it is'}};
}
