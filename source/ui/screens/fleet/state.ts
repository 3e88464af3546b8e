import {type FleetGuest, fleetDoors, fleetGuests, fleetJobs} from '../../../actions/fleet/lists.ts';
import type {FleetWish} from '../../../actions/fleet/tasks.ts';
import type {Guest} from '../../../model/guest.ts';
import {scrollTo} from '../../../terminal/scroll.ts';
import type {Change, Effect, Press, World} from '../../screen.ts';
import {openGuest} from '../guest/state.ts';
import {openJob} from '../job/state.ts';
import {freshList, type ListState, listRows, pressList} from '../list.ts';
import {matcherOf} from '../matcher.ts';
import {openMenu} from '../menu/state.ts';

export const lists = ['guests', 'ports', 'jobs'] as const;

/** What is on all hosts, in one list at a time. */
export type FleetScreen = ListState & {
  readonly place: 'fleet';
  readonly list: (typeof lists)[number];
  /** Guests, as `HOST NAME`. */
  readonly marked: readonly string[];
};

export const openFleet = (): FleetScreen => ({...freshList, place: 'fleet', list: 'guests', marked: []});

/** A host's group and tags are found by the filter too. */
function matching<Row extends {readonly host: string}>(
  {filter}: FleetScreen,
  {fleet}: World,
  all: readonly Row[],
  words: (row: Row) => readonly unknown[],
): readonly Row[] {
  if (filter === '') return all;
  const matches = matcherOf(filter);
  const known = new Map(fleet.map(({name, settings: {group, tags}}) => [name, [name, group, ...tags].join(' ')]));
  return all.filter(row => matches([known.get(row.host), ...words(row)].join(' ')));
}

/** What each list shows, the filter let through. */
export const rowsOf = {
  guests: (screen: FleetScreen, world: World) =>
    matching(screen, world, fleetGuests(world.fleet), ({guest}) => [
      ...[guest.name, guest.kind, guest.state, guest.os, guest.hostname],
      ...guest.addresses,
    ]),
  ports: (screen: FleetScreen, world: World) =>
    matching(screen, world, fleetDoors(world.fleet), ({door}) => [
      ...[door.guest, `${door.hostAddress}:${door.hostPort}/${door.protocol}`, door.guestAddress],
      ...door.conflicts.map(({reason}) => reason),
    ]),
  jobs: (screen: FleetScreen, world: World) =>
    matching(screen, world, fleetJobs(world.fleet), ({job}) => [job.id, job.title, job.state, job.by, job.target]),
};

export const keyOfGuest = ({host, guest}: FleetGuest): string => `${host} ${guest.name}`;

export function pressFleet(screen: FleetScreen, press: Press, world: World): Change {
  const count = rowsOf[screen.list](screen, world).length;
  const height = listRows(screen, world);
  const next = pressList(screen, press, count, height);
  if (next) return {screen: next};
  const {cursor} = scrollTo(screen.view, screen.view.cursor, count, height);
  switch (press.id) {
    case 'next-list': {
      const list = lists[(lists.indexOf(screen.list) + 1) % lists.length] ?? 'guests';
      return {screen: {...screen, list, view: freshList.view}};
    }
    case 'refresh':
      return {effects: [{do: 'load', screen}], flash: {role: 'muted', text: 'Looking at every host'}};
    case 'open':
      return open(screen, cursor, world);
    case 'mark':
      return mark(screen, cursor, count, height, world);
    case 'start-stop-fleet':
      return startStop(screen, cursor, world);
    default:
      return press.name === 'esc' && screen.marked.length > 0 ? {screen: {...screen, marked: []}} : {};
  }
}

/** The row's host comes in front, with what the row tells of over it. */
function open(screen: FleetScreen, cursor: number, world: World): Change {
  const goTo = (host: string, open: Extract<Effect, {do: 'go-to-host'}>['open']): Change => ({
    effects: [{do: 'go-to-host', host, open}],
  });
  if (screen.list === 'jobs') {
    const row = rowsOf.jobs(screen, world)[cursor];
    return row ? goTo(row.host, openJob(row.job.id)) : {};
  }
  const door = screen.list === 'ports' ? rowsOf.ports(screen, world)[cursor] : undefined;
  const guest = screen.list === 'guests' ? rowsOf.guests(screen, world)[cursor] : undefined;
  const [host, name] = [door?.host ?? guest?.host, door?.door.guest ?? guest?.guest.name];
  return host && name ? goTo(host, openGuest(name)) : nothing;
}

const nothing: Change = {flash: {role: 'muted', text: 'There is nothing here'}};

function mark(screen: FleetScreen, cursor: number, count: number, height: number, world: World): Change {
  const row = screen.list === 'guests' ? rowsOf.guests(screen, world)[cursor] : undefined;
  if (!row) return {flash: {role: 'muted', text: 'Guests can be marked; Tab shows them'}};
  const key = keyOfGuest(row);
  const rest = screen.marked.filter(other => other !== key);
  const marked = rest.length < screen.marked.length ? rest : [...screen.marked, key];
  return {screen: {...screen, marked, view: scrollTo(screen.view, cursor + 1, count, height)}};
}

/** Whatever of the marked ones is stopped is started, or the other way round; asked where both can be had. */
function startStop(screen: FleetScreen, cursor: number, world: World): Change {
  const all = rowsOf.guests({...screen, filter: screen.marked.length > 0 ? '' : screen.filter}, world);
  const one = screen.list === 'guests' && screen.marked.length === 0 ? all[cursor] : undefined;
  const meant = one ? [one] : all.filter(row => screen.marked.includes(keyOfGuest(row)));
  const wishes = (['start', 'stop'] as const).flatMap(action => wishFor(action, meant) ?? []);
  const [first, second] = wishes;
  if (!first) return {flash: {role: 'warn', text: 'None of them is stopped or runs'}};
  if (!second) return {effects: [{do: 'plan-tasks', wish: first}]};
  return {
    open: openMenu(
      'The marked guests are in different states',
      wishes.map(wish => ({
        label: `${wish.action === 'start' ? 'Start' : 'Stop'} ${[...(wish.guests?.values() ?? [])].flat().length}`,
        note: [...(wish.guests ?? [])].map(([host, names]) => `${host}: ${names.join(', ')}`).join('; '),
        leadsTo: {kind: 'do', effect: {do: 'plan-tasks', wish}},
      })),
    ),
  };
}

const from: Readonly<Record<'start' | 'stop', Guest['state']>> = {start: 'stopped', stop: 'running'};

function wishFor(action: 'start' | 'stop', rows: readonly FleetGuest[]): FleetWish | null {
  const suited = rows.filter(({guest}) => guest.state === from[action]);
  const hosts = [...new Set(suited.map(({host}) => host))];
  const guests = new Map(
    hosts.map(host => [host, suited.filter(row => row.host === host).map(({guest}) => guest.name)] as const),
  );
  return hosts.length > 0 ? {action, hosts, guests} : null;
}
