import type {Driver, Snapshot} from '../../model/driver.ts';
import type {Refusal} from '../../model/plan.ts';
import {resolveForm} from '../../model/resolve.ts';
import type {Transport} from '../../model/transport.ts';
import type {ActionRow} from './action-row.ts';
import {cbsdfileOf} from './cbsdfile.ts';
import {check} from './check.ts';
import {cloneForm} from './clone/form.ts';
import {planClone} from './clone/plan.ts';
import {planPromote} from './clone/promote.ts';
import {contrary} from './contrary.ts';
import {dailyRows} from './daily-rows.ts';
import {diagnose} from './doctor/diagnose.ts';
import {checkHealth} from './doctor/health.ts';
import {exposeForm, ofGuest, unexposeForm} from './expose/form.ts';
import {planExpose} from './expose/plan.ts';
import {tryPorts} from './expose/try.ts';
import {planUnexpose} from './expose/unexpose.ts';
import {jailForm} from './forms/jail.ts';
import {vmForm} from './forms/vm.ts';
import {describe} from './guest-facts.ts';
import {inspect, type Look} from './inspect.ts';
import {planKeepRules} from './keep/plan.ts';
import {libraryOf} from './library/items.ts';
import {planBase, planMedium} from './library/plans.ts';
import {loginTo} from './login.ts';
import {defaultWorkdir} from './paths.ts';
import {planCreateJail} from './plans/create-jail.ts';
import {planCreateVm} from './plans/create-vm.ts';
import {finish, refuse} from './plans/finish.ts';
import {jailAnswersLike, vmAnswersLike} from './plans/like.ts';
import {planStart, planStop} from './plans/start.ts';
import {withWays} from './plans/vnc.ts';
import {probe} from './probe.ts';
import {checkSetup, isSetupCheck} from './setup/check.ts';
import {setupContrary} from './setup/contrary.ts';
import {isSetupAssumption, staleFiles, survey} from './setup/survey.ts';
import {stale} from './stale.ts';

const libraryRows: Readonly<Record<string, ActionRow>> = Object.fromEntries(
  (['fetch', 'verify', 'remove'] as const).flatMap(
    verb =>
      [
        [`base-${verb}`, {plan: (target, _, context) => planBase(verb, target, context)}],
        [`media-${verb}`, {plan: (target, _, context) => planMedium(verb, target, context)}],
      ] satisfies [string, ActionRow][],
  ),
);

/** What CBSD can do for us, an action a row; what is not here is refused in words. */
const rows: Readonly<Record<string, ActionRow>> = {
  'create-jail': {
    form: jailForm,
    like: jailAnswersLike,
    plan: (_, answers, context) => planCreateJail(answers, context),
  },
  'create-vm': {form: vmForm, like: vmAnswersLike, plan: (_, answers, context) => planCreateVm(answers, context)},
  clone: {form: cloneForm, plan: planClone},
  expose: {form: target => ofGuest(exposeForm, target), plan: planExpose},
  unexpose: {form: target => ofGuest(unexposeForm, target), plan: planUnexpose},
  promote: {plan: (target, _, context) => planPromote(target, context)},
  'keep-rules': {plan: (_, answers, context) => planKeepRules(answers, context)},
  start: {plan: (target, _, context) => planStart(target, context)},
  stop: {plan: (target, _, context) => planStop(target, context)},
  ...libraryRows,
  ...dailyRows,
};

export const cbsd: Driver = {
  id: 'cbsd',
  title: 'CBSD',
  traces: ['/usr/local/bin/cbsd'],
  makes: ['create-jail', 'create-vm', 'import'],
  install: ['CBSD makes jails and VMs on FreeBSD; setting it up begins with its package.'],
  systems: ['freebsd'],
  isPresumed: true,
  survey,
  probe,
  inspect: async (transport, probed, operator) => snapshotOf(await inspect(transport, probed, operator), Date.now()),
  diagnose,
  describe: async (guest, transport) => describe(guest, await workdirOf(transport), transport),
  async check(asked, transport) {
    if (asked.id === 'health') return checkHealth(transport);
    return isSetupCheck(asked.id) ? checkSetup(asked, transport) : check(asked, await workdirOf(transport), transport);
  },
  contrary: asked => setupContrary(asked) ?? contrary(asked),
  tryPorts,
  recipes: {cbsdfile: cbsdfileOf},
  async stale(assumptions, transport) {
    const files = await staleFiles(assumptions, transport);
    const others = assumptions.filter(each => !isSetupAssumption(each));
    return others.length === 0 ? files : [...files, ...(await stale(others, await workdirOf(transport), transport))];
  },
};

function snapshotOf({guests, problems, context}: Look, takenAt: number): Snapshot {
  const refusal = (action: string): Refusal =>
    context === null
      ? refuse('unreadable', null, problems[0] ?? 'The node could not be read.')
      : refuse('unsupported', null, `${action} cannot be done on a CBSD node from here.`);
  return {
    takenAt,
    guests: context ? withWays(guests, context) : guests,
    problems,
    forwards: context?.ports.map ?? [],
    library: context ? libraryOf(context) : [],
    node: context && {
      name: context.node.name,
      address: context.node.address,
      cpus: context.node.cpus,
      memoryBytes: context.node.memoryBytes,
      memoryFreeBytes: context.node.memoryFreeBytes,
      diskFreeBytes: context.node.diskFreeBytes,
      load: context.node.load ?? null,
    },
    form(action, target, answers) {
      const row = rows[action]?.form;
      if (!row || !context) return refusal(action);
      const form = typeof row === 'function' ? row(target, context) : row;
      return 'reason' in form ? form : resolveForm(form, answers, context);
    },
    answersLike: (action, _guest, settings) => (context && rows[action]?.like?.(settings, context)) ?? refusal(action),
    plan(action, target, answers) {
      const row = rows[action];
      return row && context
        ? row.plan(target, answers, context)
        : finish({action, target, title: `${action} ${target}`, refusals: [refusal(action)]});
    },
    login: (guest, entrance) => (context ? loginTo(guest, entrance, context) : refusal(entrance)),
  };
}

const workdirs = new WeakMap<Transport, Promise<string>>();

/** The workdir is asked once a connection: checks and assumptions of a job's own process need nothing else of a probe. */
function workdirOf(transport: Transport): Promise<string> {
  const known = workdirs.get(transport) ?? askWorkdir(transport);
  workdirs.set(transport, known);
  return known;
}

async function askWorkdir(transport: Transport): Promise<string> {
  const {stdout} = await transport.read({argv: ['sysrc', '-n', 'cbsd_workdir']});
  return stdout.trim() || defaultWorkdir;
}
