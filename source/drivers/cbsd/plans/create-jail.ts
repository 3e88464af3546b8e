import type {Answers, FormView, Get} from '../../../model/form.ts';
import type {Plan, Refusal, Step} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {type BaseWish, baseDirectory, baseWish} from '../bases.ts';
import type {CbsdContext} from '../context.ts';
import {jailForm} from '../forms/jail.ts';
import {addressPlan} from './addresses.ts';
import {baseRefusals, fetchBase} from './base.ts';
import {cbsd, patience, run, write} from './command.ts';
import {finish, refuse, valueIn, warningsOf, wrongAnswers} from './finish.ts';
import {emulatorOf, expectedJail, jailSettings} from './jail-settings.ts';
import {afterJail} from './next.ts';
import {addressesFree, addressRefusals, nameFree, nameRefusal, placeRefusals, spaceRefusal} from './preflight.ts';
import {content, settingsPath} from './settings.ts';
import {startStep} from './start.ts';
import {addressTouches, guestTouch, nameTouch, registrationTouch, storageTouch} from './touches.ts';

const mebibyte = 1024 ** 2;

/** Base, file, jcreate, jstart: each a step with its own check. Pure. */
export function planCreateJail(answers: Answers, context: CbsdContext): Plan {
  const view = resolveForm(jailForm, answers, context);
  const get = valueIn(view);
  const [action, target] = [jailForm.action, get('jname')];
  const wrong = [...placeRefusals(context), ...wrongAnswers(view, 'profile')];
  if (wrong.length > 0) return finish({action, target, title: `Create jail ${target}`, refusals: wrong});

  const wish = baseWish(get, context);
  const address = addressPlan('ip4_addr', get('ip4_addr'), context);
  const started = get('start') === '1';
  const base = wish ? fetchBase(wish, context) : [];
  return finish({
    action,
    target,
    title: `Create jail ${target}${address.value === '0' ? '' : ` at ${address.value}`}${started ? ' and start it' : ''}`,
    steps: [...base, ...jailSteps(view, address.value, context), ...(started ? [startStep(target, 'jail')] : [])],
    warnings: [...address.notes, ...warningsOf(view, ['jname', 'ip4_addr']), ...oddPackages(get, wish, context)],
    refusals: [
      ...nameRefusal(target, context),
      ...address.refusals,
      ...addressRefusals('ip4_addr', address.value.split(','), context),
      ...(wish ? baseRefusals(wish, context) : []),
      ...roomFor(get, wish, context),
      ...(started ? foreignStart(get, context) : []),
    ],
    assumptions: [nameFree(target), ...addressesFree(address.value.split(','))],
    touches: [
      guestTouch(target),
      nameTouch(target),
      ...addressTouches(address.value.split(',')),
      registrationTouch('jail', 'create'),
      ...(wish ? [storageTouch(baseDirectory(wish, context.node.workdir), base.length > 0)] : []),
    ],
    ...afterJail(target, started, address.value, get),
  });
}

function jailSteps(view: FormView, address: string, context: CbsdContext): readonly Step[] {
  const settings = jailSettings(view, address, context);
  const parts = content(settings);
  const target = valueIn(view)('jname');
  const path = settingsPath(context.node.workdir, target, parts);
  const removal = cbsd(['jremove', `jname=${target}`], patience.stop);
  return [
    ...write(
      `Write the settings of ${target} for jcreate, which deletes them once read`,
      {path, mode: 0o600, content: parts},
      context.leftovers,
    ),
    run(`Create jail ${target}`, cbsd(['jcreate', `jconf=${path}`, 'removejconf=1', 'inter=0'], patience.create), {
      check: {
        id: 'guest-exists',
        target,
        expect: expectedJail(view, address),
        says: `jail ${target} exists with these settings`,
      },
      undo: [removal],
      residue: [`a part of jail ${target}: cbsd jremove jname=${target}`],
      seconds: valueIn(view)('pkglist') === '' ? 30 : 180,
    }),
  ];
}

/** `jstart jname=NAME` looks for a row whose emulator is `jail` and no other (sudoexec/jstart), so it starts none that needs qemu. */
function foreignStart(get: Get, context: CbsdContext): readonly Refusal[] {
  if (emulatorOf(get, context) === 'jail') return [];
  const reason = `CBSD’s jstart finds no jail for ${get('arch')} on a node for ${context.node.arch}: make it with start=0.`;
  return [refuse('unsupported', 'start', reason)];
}

function roomFor(get: Get, wish: BaseWish | null, context: CbsdContext): readonly Refusal[] {
  const base = wish && fetchBase(wish, context).length > 0 ? 1200 * mebibyte : 0;
  const own = wish && get('baserw') === '1' ? 1000 * mebibyte : 32 * mebibyte;
  return spaceRefusal(null, base + own, base > 0 ? 'The jail with the base that it needs' : 'The jail', context);
}

function oddPackages(get: Get, wish: BaseWish | null, context: CbsdContext): readonly string[] {
  if (get('pkglist') === '' || !wish || wish.version === context.node.release.replace(/-.*/, '')) return [];
  return [`Packages come from the node’s repository, which is for ${context.node.release}, not for ${wish.version}.`];
}
