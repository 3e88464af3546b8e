import {type FleetTask, type FleetWish, type Stage, stepsInWords} from '../../../actions/fleet/tasks.ts';
import type {GlyphName} from '../../../terminal/glyphs.ts';
import {scrollTo} from '../../../terminal/scroll.ts';
import type {Role} from '../../../terminal/theme.ts';
import {firstKey} from '../../keymap.ts';
import type {Paint} from '../../paint.ts';
import type {Picture, World} from '../../screen.ts';
import {type Cell, tableLines} from '../../table.ts';
import {isPlanned, type TasksScreen, taskRows} from './state.ts';

type Sign = readonly [GlyphName, Role];

const signs: Readonly<Record<Stage, Sign>> = {
  planning: ['busy', 'busy'],
  planned: ['planned', 'accent'],
  nothing: ['done', 'muted'],
  refused: ['broken', 'bad'],
  queued: ['planned', 'busy'],
  waiting: ['planned', 'busy'],
  running: ['running', 'busy'],
  done: ['done', 'good'],
  failed: ['broken', 'bad'],
  unknown: ['unknown', 'warn'],
  cancelled: ['stopped', 'warn'],
  undone: ['stopped', 'muted'],
};

type Row = FleetTask & {readonly colour: string};

const cells: readonly Cell<Row>[] = [
  {id: 'host', title: 'HOST', least: 8, most: 24, rank: 0, text: ({host}) => host, colour: ({colour}) => colour},
  {
    ...{id: 'state', title: 'STATE', least: 11, most: 11, rank: 1},
    text: ({stage}, glyphs) => `${glyphs[signs[stage][0]]} ${stage}`,
    role: ({stage}) => signs[stage][1],
  },
  {
    ...{id: 'steps', title: 'STEPS', least: 5, most: 7, rank: 3, isNumber: true},
    text: stepsInWords,
  },
  {id: 'says', title: 'RESULT', least: 20, most: 200, rank: 2, text: ({says}) => says},
];

const titles: Readonly<Record<FleetWish['action'], string>> = {
  start: 'Start guests',
  stop: 'Stop guests',
  mend: 'Mend what is harmless',
  setup: 'Set up',
};

export function drawTasks({wish, view: given}: TasksScreen, world: World, paint: Paint): Picture {
  const {tasks, fleet, size} = world;
  const height = taskRows(world);
  const view = scrollTo(given, given.cursor, tasks.length, height);
  const colours = new Map(fleet.map(({name, settings}) => [name, settings.colour]));
  const rows = tasks.map(task => ({...task, colour: colours.get(task.host) ?? ''}));
  const planned = tasks.filter(isPlanned).length;
  const open = tasks.filter(({stage}) => ['planning', 'queued', 'waiting', 'running'].includes(stage)).length;
  return {
    hosts: wish.hosts,
    heading: `${titles[wish.action]}: ${wish.hosts.join(', ')}`,
    aside: `${tasks.length - open - planned} of ${tasks.length} done`,
    rest:
      planned > 0 && tasks[view.cursor]?.stage === 'planned'
        ? `${firstKey('open')} shows what will run on a host, ${firstKey('run-tasks')} runs it on ${planned}`
        : (tasks[view.cursor]?.says ?? ''),
    lines: tableLines({cells, rows, view, height}, size.columns, paint),
  };
}
