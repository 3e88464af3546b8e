import {type FleetHost, isOutOfReach} from '../../../actions/fleet/host.ts';
import {scrollTo, type View} from '../../../terminal/scroll.ts';
import type {From} from '../../place.ts';
import type {Change, Flash, Press, World} from '../../screen.ts';
import {openForm} from '../form/open.ts';
import {freshList, type ListState, listRows, pressList} from '../list.ts';
import {matcherOf} from '../matcher.ts';
import {hostAction} from './form.ts';
import {actMenu, addMenu, loginMenu, removeMenu, trustMenu} from './menus.ts';

/** The cursor is on a host, not on a row: it stays there when others come and go. */
export type HostsScreen = ListState & {
  readonly place: 'hosts';
  readonly cursor: string | null;
  readonly marked: readonly string[];
};

/** It opens on the host that is in front. */
export const openHosts = ({world}: From): HostsScreen => hostsAt(world.host.name);

export const hostsAt = (cursor: string): HostsScreen => ({...freshList, place: 'hosts', cursor, marked: []});

/** A word of the filter is looked for in name, state, platform, group and tags. */
export function visibleHosts({filter}: HostsScreen, {fleet}: World): readonly FleetHost[] {
  const matches = matcherOf(filter);
  return filter === ''
    ? fleet
    : fleet.filter(({name, condition, platform, settings: {group, tags, ssh}}) =>
        matches([name, condition, platform, group, ...tags, ssh ?? ''].join(' ')),
      );
}

export function viewOfHosts(screen: HostsScreen, hosts: readonly FleetHost[], world: World): View {
  const index = hosts.findIndex(({name}) => name === screen.cursor);
  return scrollTo(screen.view, index < 0 ? screen.view.cursor : index, hosts.length, listRows(screen, world));
}

/** The marked hosts; without a mark the one under the cursor. */
export function hostsMeant(screen: HostsScreen, world: World): readonly FleetHost[] {
  const marked = world.fleet.filter(({name}) => screen.marked.includes(name));
  const hosts = visibleHosts(screen, world);
  const one = hosts[viewOfHosts(screen, hosts, world).cursor];
  return marked.length > 0 ? marked : one ? [one] : [];
}

export function pressHosts(screen: HostsScreen, press: Press, world: World): Change {
  const hosts = visibleHosts(screen, world);
  const view = viewOfHosts(screen, hosts, world);
  const next = pressList({...screen, view}, press, hosts.length, listRows(screen, world));
  if (next) return {screen: {...next, cursor: hosts[next.view.cursor]?.name ?? null}};
  if (press.id === 'add-host') return {open: addMenu(world)};
  if (press.id === 'refresh') return {effects: [{do: 'load', screen}], flash: muted('Looking at every host')};
  if (press.name === 'esc' && screen.marked.length > 0) return {screen: {...screen, marked: []}};
  const host = hosts[view.cursor];
  return host ? pressOne(screen, press, host, hosts, world) : {};
}

function pressOne(
  screen: HostsScreen,
  press: Press,
  host: FleetHost,
  hosts: readonly FleetHost[],
  world: World,
): Change {
  const meant = hostsMeant(screen, world).map(({name}) => name);
  switch (press.id) {
    case 'open':
      return enter(host, world);
    case 'mark':
      return {screen: marked(screen, host, hosts)};
    case 'test-host':
      return {effects: [{do: 'look-at-hosts', hosts: meant}], flash: muted(`Looking at ${meant.join(', ')}`)};
    case 'edit-host': {
      const opened = openForm(hostAction, host.name, world);
      return 'reason' in opened ? {} : {open: opened};
    }
    case 'remove-host':
      return host.isHere ? {flash: warn(`${host.name} is this machine: it stays`)} : {open: removeMenu(host)};
    case 'default-host':
      return {effects: [{do: 'default-host', host: host.name}]};
    case 'act-on-hosts':
      return {open: actMenu(meant)};
    default:
      return {};
  }
}

/** Goes to a host; where there is no way to it, says why, and tries again or logs in by hand. */
function enter(host: FleetHost, world: World): Change {
  if (host.name === world.host.name) return {back: 'home'};
  if (host.key) return {open: trustMenu(host, host.key)};
  if (host.condition === 'no-login') return {open: loginMenu(host)};
  if (isOutOfReach(host) && !host.isReading)
    return {effects: [{do: 'look-at-hosts', hosts: [host.name]}], flash: warn(`Trying again: ${host.problem}`)};
  return {effects: [{do: 'go-to-host', host: host.name, open: null}]};
}

function marked(screen: HostsScreen, {name}: FleetHost, hosts: readonly FleetHost[]): HostsScreen {
  const rest = screen.marked.filter(other => other !== name);
  const at = hosts.findIndex(host => host.name === name);
  const cursor = hosts[Math.min(at + 1, hosts.length - 1)]?.name ?? name;
  return {...screen, cursor, marked: rest.length < screen.marked.length ? rest : [...screen.marked, name]};
}

const muted = (text: string): Flash => ({role: 'muted', text});
const warn = (text: string): Flash => ({role: 'warn', text});
