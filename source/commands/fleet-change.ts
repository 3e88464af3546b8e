import type {Fleet} from '../actions/fleet/fleet.ts';
import {type FleetHost, isOutOfReach} from '../actions/fleet/host.ts';
import {type FleetTask, type FleetWish, planTasks, runTasks, stepsInWords} from '../actions/fleet/tasks.ts';
import type {Answers} from '../model/form.ts';
import {readAnswers, splitPair} from './answers.ts';
import {planDocument} from './documents.ts';
import type {Face} from './face.ts';
import {Failure, wrongUse} from './failure.ts';
import {planText} from './plan-text.ts';
import {table} from './tables.ts';

/** Plans for every host, shows what would run, asks once, runs them side by side and tells in one table how it ended. */
export async function changeFleet(
  action: FleetWish['action'],
  guests: readonly string[],
  hosts: readonly string[],
  fleet: Fleet,
  face: Face,
): Promise<number> {
  const {options} = face;
  const limit = Number(options.text('at-once') ?? 4);
  if (!Number.isInteger(limit) || limit < 1) throw wrongUse('--at-once is a number of hosts', '', 'at-once');
  const wish: FleetWish = {
    action,
    hosts,
    answers: await answersOf(face),
    ...(guests.length > 0 && {guests: await placed(guests, hosts, fleet)}),
  };
  const tasks = await planTasks(wish, fleet);
  const meant = fleet.hosts.snapshot().filter(({name}) => hosts.includes(name));
  const tellAll = (now: readonly FleetTask[], withPlans: boolean): number =>
    Math.max(tellTasks(now, face, withPlans), meant.some(isOutOfReach) ? 8 : 0);
  const isReady = tasks.some(({stage}) => stage === 'planned');
  if (options.flag('dry-run') || !isReady) return tellAll(tasks, true);
  if (!options.flag('yes')) {
    tellTasks(tasks, face, true);
    if (
      !(await face.confirm?.(
        `Run it on ${tasks
          .filter(({stage}) => stage === 'planned')
          .map(({host}) => host)
          .join(', ')}? [y/N] `,
      ))
    ) {
      if (!face.confirm) face.note('Not run: it was not confirmed (--yes runs it without asking)');
      return 4;
    }
  }
  const heard = new Map<string, string>();
  const ends = await runTasks(tasks, fleet, limit, ({host, stage, says}) => {
    const text = `${host}: ${stage}${says ? `: ${says}` : ''}`;
    if (!face.json && heard.get(host) !== text) face.note(text);
    heard.set(host, text);
  });
  return tellAll(ends, false);
}

/** The answers of a set-up, the same for every host. */
async function answersOf({options}: Face): Promise<Answers> {
  const path = options.text('answers');
  const pairs = options.list('set').map(pair => splitPair(pair, '--set'));
  return {...(path === null ? {} : await readAnswers(path)), ...Object.fromEntries(pairs)};
}

/** Which of these guests is on which host; one that is on none is refused. */
async function placed(
  guests: readonly string[],
  names: readonly string[],
  fleet: Fleet,
): Promise<ReadonlyMap<string, readonly string[]>> {
  await fleet.look(names);
  const hosts = fleet.hosts.snapshot().filter(({name}) => names.includes(name));
  const on = (host: FleetHost) => (host.view?.guests ?? []).map(({name}) => name).filter(name => guests.includes(name));
  const places = new Map(hosts.map(host => [host.name, on(host)] as const));
  const missing = guests.find(guest => ![...places.values()].some(there => there.includes(guest)));
  if (missing !== undefined)
    throw new Failure(3, 'no-such-guest', `There is no guest called ${missing} on ${names.join(', ')}`);
  return places;
}

function tellTasks(tasks: readonly FleetTask[], face: Face, withPlans: boolean): number {
  if (face.json) face.document({hosts: tasks.map(({plan, ...rest}) => ({...rest, plan: plan && planDocument(plan)}))});
  else {
    if (withPlans)
      for (const {host, plan, stage} of tasks)
        if (plan && stage === 'planned') face.print(`${host}\n${planText(plan)}\n`);
    face.print(
      table(
        ['HOST', 'STATE', 'STEPS', 'JOB', 'RESULT'],
        tasks.map(task => [task.host, task.stage, stepsInWords(task), task.job ?? '-', task.says || '-']),
      ),
    );
  }
  return Math.max(...tasks.map(({stage}) => exits[stage]), 0);
}

/** The highest one counts: what nobody knows stands above a refusal, and that above a failure; 8 for a host out of reach above all. */
const exits: Readonly<Record<FleetTask['stage'], number>> = {
  ...{planning: 0, planned: 0, nothing: 0, queued: 7, waiting: 7, running: 7, done: 0, undone: 0},
  ...{refused: 3, failed: 1, cancelled: 1, unknown: 7},
};
