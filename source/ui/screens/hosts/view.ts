import type {Condition, FleetHost} from '../../../actions/fleet/host.ts';
import {wrap} from '../../../terminal/fit.ts';
import type {GlyphName} from '../../../terminal/glyphs.ts';
import type {Role} from '../../../terminal/theme.ts';
import {formatBytes} from '../../../text/units.ts';
import {firstKey} from '../../keymap.ts';
import {line, type Paint} from '../../paint.ts';
import type {Picture, World} from '../../screen.ts';
import {type Cell, tableLines} from '../../table.ts';
import {filterLines, listRows} from '../list.ts';
import {type HostsScreen, viewOfHosts, visibleHosts} from './state.ts';

type Sign = {readonly sign: GlyphName; readonly role: Role; readonly word: string};

const signs: Readonly<Record<Condition, Sign>> = {
  unread: {sign: 'planned', role: 'muted', word: 'not read'},
  ready: {sign: 'running', role: 'good', word: 'ready'},
  'no-platform': {sign: 'stopped', role: 'warn', word: 'no platform'},
  unreadable: {sign: 'unknown', role: 'warn', word: 'unreadable'},
  unreachable: {sign: 'broken', role: 'bad', word: 'unreachable'},
  'unknown-key': {sign: 'warning', role: 'warn', word: 'unknown key'},
  'changed-key': {sign: 'broken', role: 'bad', word: 'changed key'},
  'no-login': {sign: 'broken', role: 'bad', word: 'no login'},
};

/** The system of a host without a platform may be one that a set-up brings it to. */
const wordOf = ({condition, platform}: FleetHost): string =>
  condition === 'no-platform' && platform !== '' ? 'not set up' : signs[condition].word;

const bytes = (value: number | null | undefined): string => (typeof value === 'number' ? formatBytes(value) : '-');

const guestsOf = ({view}: FleetHost): string =>
  view ? `${view.guests.filter(({state}) => state === 'running').length}/${view.guests.length}` : '-';

const platformOf = ({platform, version}: FleetHost): string => `${platform} ${version}`.trim() || '-';

const cells: readonly Cell<FleetHost>[] = [
  {
    id: 'host',
    title: 'HOST',
    least: 8,
    most: 24,
    rank: 0,
    text: ({name}) => name,
    colour: ({settings}) => settings.colour,
  },
  {
    id: 'state',
    title: 'STATE',
    least: 13,
    most: 14,
    rank: 1,
    text: (host, glyphs) => `${glyphs[signs[host.condition].sign]} ${wordOf(host)}`,
    role: ({condition}) => signs[condition].role,
  },
  {id: 'platform', title: 'PLATFORM', least: 12, most: 20, rank: 4, text: platformOf},
  {id: 'guests', title: 'GUESTS', least: 6, most: 9, rank: 2, isNumber: true, text: guestsOf},
  {
    id: 'load',
    title: 'LOAD',
    least: 4,
    most: 6,
    rank: 6,
    isNumber: true,
    text: ({view}) => view?.node?.load?.toFixed(2) ?? '-',
  },
  {
    id: 'memory',
    title: 'FREE MEM',
    least: 8,
    most: 9,
    rank: 5,
    isNumber: true,
    text: ({view}) => bytes(view?.node?.memoryFreeBytes),
  },
  {
    id: 'disk',
    title: 'FREE DISK',
    least: 9,
    most: 9,
    rank: 7,
    isNumber: true,
    text: ({view}) => bytes(view?.node?.diskFreeBytes),
  },
  {
    id: 'jobs',
    title: 'JOBS',
    least: 4,
    most: 4,
    rank: 3,
    isNumber: true,
    text: ({jobs, view}) => (view ? `${jobs.filter(({endedAt}) => endedAt === null).length}` : '-'),
  },
  {id: 'group', title: 'GROUP', least: 5, most: 16, rank: 8, text: ({settings}) => settings.group || '-'},
  {id: 'tags', title: 'TAGS', least: 6, most: 24, rank: 9, text: ({settings}) => settings.tags.join(',') || '-'},
  {
    id: 'changes',
    title: 'CHANGES',
    least: 9,
    most: 9,
    rank: 10,
    text: ({settings}) => (settings.readOnly ? 'read-only' : 'yes'),
  },
];

export function drawHosts(screen: HostsScreen, world: World, paint: Paint): Picture {
  const rows = visibleHosts(screen, world);
  const view = viewOfHosts(screen, rows, world);
  const height = listRows(screen, world);
  const host = rows[view.cursor];
  const sign = ({name, isDefault}: FleetHost): string => (screen.marked.includes(name) ? '+' : isDefault ? '*' : ' ');
  return {
    heading: 'Hosts',
    aside: asideOf(screen, world, paint),
    rest: host ? aboutHost(host) : '',
    lines: [
      ...filterLines(screen, paint),
      ...tableLines({cells, rows, measured: world.fleet, view, height, sign}, world.size.columns, paint),
      ...(rows.length === 0 ? [line('  No host matches.')] : []),
      ...(world.fleet.length < 2 && screen.filter === '' ? greeting(world) : []),
    ],
  };
}

function asideOf({filter, marked}: HostsScreen, {fleet}: World, {glyphs}: Paint): string {
  const ready = fleet.filter(({condition}) => condition === 'ready').length;
  const reading = fleet.filter(({isReading, condition}) => isReading && condition === 'unread').length;
  return [
    ...(marked.length > 0 ? [`${marked.length} marked`] : []),
    `${ready} of ${fleet.length} ready`,
    ...(reading > 0 ? [`reading ${reading}`] : []),
    ...(filter ? [`matching ${filter}`] : []),
  ].join(` ${glyphs.dot} `);
}

/** Why it is not ready; else where it leads, and what cannot be seen in the row. */
function aboutHost({problem, settings, isHere, isDefault, rights}: FleetHost): string {
  if (problem) return problem;
  const way = isHere ? 'this machine' : `leads to ${settings.ssh}`;
  const {group, tags, readOnly} = settings;
  const facts = [rights && `as ${rights}`, readOnly ? 'read-only' : '', group && `group ${group}`, ...tags];
  return [way, ...facts, isDefault ? 'the default' : ''].filter(Boolean).join(', ');
}

const greeting = ({host, size}: World) => [
  line(''),
  ...wrap(
    `${host.name} is the only host so far. ${firstKey('add-host')} adds another one that you reach by ssh: it needs sshd and its platform, nothing of construct-tui.`,
    size.columns - 4,
  ).map(text => line(`  ${text}`)),
];
