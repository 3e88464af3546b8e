import type {FleetTask, FleetWish} from '../../../actions/fleet/tasks.ts';
import {scrollTo, type View} from '../../../terminal/scroll.ts';
import type {Change, Press, World} from '../../screen.ts';
import {openJob} from '../job/state.ts';
import {freshList, listRows, pressList} from '../list.ts';
import {openMenu} from '../menu/state.ts';
import {openPlan} from '../plan/state.ts';

/** One wish on many hosts: what is planned for each, then what came of it. */
export type TasksScreen = {readonly place: 'tasks'; readonly wish: FleetWish; readonly view: View};

export const openTasks = (wish: FleetWish): TasksScreen => ({place: 'tasks', wish, view: freshList.view});

export const taskRows = (world: World): number => listRows(freshList, world);

export const isPlanned = ({stage}: FleetTask): boolean => stage === 'planned';

export function pressTasks(screen: TasksScreen, press: Press, world: World): Change {
  const {tasks} = world;
  const next = pressList({...freshList, view: screen.view}, press, tasks.length, taskRows(world));
  if (next) return {screen: {...screen, view: next.view}};
  const task = tasks[scrollTo(screen.view, screen.view.cursor, tasks.length, taskRows(world)).cursor];
  if (press.id === 'open' && task) return open(task);
  if (press.id === 'run-tasks') return run(tasks);
  return {};
}

/** A job on its host; before there is one, its plan as it will run, from where it is not run by itself. */
function open({host, job, plan, stage, says}: FleetTask): Change {
  if (job) return {effects: [{do: 'go-to-host', host, open: openJob(job)}]};
  if (plan && stage === 'planned') return {open: {...openPlan(plan, {}, {}), onlyShown: host}};
  return {flash: {role: 'muted', text: says || 'It is being planned'}};
}

function run(tasks: readonly FleetTask[]): Change {
  const planned = tasks.filter(isPlanned).map(({host}) => host);
  if (tasks.some(({stage}) => stage === 'planning'))
    return {flash: {role: 'muted', text: 'Some hosts are still being planned'}};
  if (planned.length === 0) return {flash: {role: 'muted', text: 'There is nothing to run'}};
  return {
    open: openMenu(
      `Run it on ${planned.length} ${planned.length === 1 ? 'host' : 'hosts'}?`,
      [
        {label: 'Not yet', leadsTo: {kind: 'back'}},
        {label: 'Run it', note: planned.join(', '), leadsTo: {kind: 'do', effect: {do: 'run-tasks'}}},
      ],
      planned,
    ),
  };
}
