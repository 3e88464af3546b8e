import type {Answers} from '../../../model/form.ts';
import type {Plan, Refusal, Step} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import type {CbsdContext, CbsdGuest, Family} from '../context.ts';
import {afterStopSteps} from '../expose/settle.ts';
import {addressPlan} from '../plans/addresses.ts';
import {cbsd, patience, run} from '../plans/command.ts';
import {finish, refuse, valueIn, wrongAnswers} from '../plans/finish.ts';
import {addressesFree, addressRefusals, placeRefusals} from '../plans/preflight.ts';
import {operable, startStep, stopStep} from '../plans/start.ts';
import {addressTouches, firewallTouches, guestTouch} from '../plans/touches.ts';
import {asStored, editForm, valueNow} from './form.ts';
import {isLimit, limitStep, limitWarnings} from './limits.ts';

type Values = Readonly<Record<string, string>>;

/** `set`: what differs from now, by jset or bset, read back after. Its undo sets what was. */
export function planSet(target: string, answers: Answers, context: CbsdContext): Plan {
  const draft = {action: 'set', target, title: `Change ${target}`};
  const {guest, family, refusals: inoperable} = operable(target, context);
  const form = editForm(target, context);
  if (!guest || !family || 'reason' in form) return finish({...draft, refusals: inoperable});
  const view = resolveForm(form, answers, context);
  const wrong = [...placeRefusals(context), ...wrongAnswers(view, '')];
  if (wrong.length > 0) return finish({...draft, refusals: wrong});
  const get = valueIn(view);
  const address = addressPlan('ip4_addr', get('ip4_addr'), context);
  const wish = Object.fromEntries(
    view.fields
      .filter(({id, value}) => id !== 'restart' && value !== valueNow(id, guest))
      .map(({id, value}) => [id, id === 'ip4_addr' ? address.value : value]),
  );
  const names = Object.keys(wish);
  const [settings, limits] = [false, true].map(limit =>
    Object.fromEntries(Object.entries(wish).filter(([id]) => isLimit(id) === limit)),
  ) as [Values, Values];
  if (names.length === 0)
    return finish({...draft, warnings: [`${target} is so already.`], success: `${target} is so already`});
  const restart = guest.state === 'running' && get('restart') === '1';
  const moved = (wish.ip4_addr ?? '').split(',').filter(Boolean);
  return finish({
    ...draft,
    title: `Set ${names.map(name => `${name}=${wish[name]}`).join(' ')} of ${target}`,
    steps: [
      ...(restart ? [stopStep(target, family), ...afterStopSteps(target, false, context)] : []),
      ...(Object.keys(settings).length > 0 ? [setStep(guest, family, settings)] : []),
      ...(Object.keys(limits).length > 0 ? [limitStep(guest, limits, guest.state === 'running' && !restart)] : []),
      ...(restart ? [startStep(target, family)] : []),
    ],
    warnings: [
      ...address.notes,
      ...later(guest, family, restart),
      ...addressWarnings(guest, family, wish),
      ...(Object.keys(limits).length > 0 ? limitWarnings(context) : []),
    ],
    refusals: [
      ...address.refusals,
      ...addressRefusals('ip4_addr', moved, {...context, guests: context.guests.filter(each => each !== guest)}),
      ...(restart ? [] : needsRestart(guest, family, Object.keys(settings))),
    ],
    assumptions: [
      {id: 'guest-state', target, value: guest.state},
      ...addressesFree(moved.filter(one => !guest.addresses.includes(one))),
    ],
    touches: [guestTouch(target), ...addressTouches(moved), ...(restart ? firewallTouches(guest) : [])],
    success: `${target} has ${names.map(name => `${name}=${wish[name]}`).join(' ')}`,
  });
}

/** CBSD says nothing of a name that it does not know, and ends with 0 (cbsd-ops 5.3): only the database tells. */
export function setStep(guest: CbsdGuest, family: Family, wish: Values): Step {
  const before = Object.fromEntries(Object.keys(wish).map(id => [id, valueNow(id, guest)]));
  const words = (values: Values) => [
    family === 'vm' ? 'bset' : 'jset',
    `jname=${guest.name}`,
    ...Object.entries(values).map(([id, value]) => `${id}=${value}`),
  ];
  const stored = (values: Values, mark: string) =>
    Object.entries(values).map(([id, value]) => [`${mark}${id}`, asStored(id, value)] as const);
  return run(`Set ${Object.keys(wish).join(', ')} of ${guest.name}`, cbsd(words(wish), patience.quick), {
    check: {
      id: 'guest-set',
      target: guest.name,
      expect: Object.fromEntries([...stored(wish, ''), ...stored(before, 'was:')]),
      says: `the database has ${Object.entries(wish)
        .map(([id, value]) => `${id}=${value}`)
        .join(' ')} for ${guest.name}`,
    },
    undo: [cbsd(words(before), patience.quick)],
    seconds: 2,
  });
}

/** What jset changes while a jail runs; of everything else it says so, and keeps nothing (cbsd-ops 5.3). */
const live = new Set(['host_hostname', 'astart', 'boot_delay', 'cpuset', 'hidden', 'allow_raw_sockets', 'protected']);

function needsRestart(guest: CbsdGuest, family: Family, names: readonly string[]): readonly Refusal[] {
  if (guest.state !== 'running') return [];
  const stuck =
    family === 'jail'
      ? names.filter(name => !live.has(name))
      : names.filter(name => name === 'ip4_addr' && (guest.forwards ?? []).length > 0);
  return stuck
    .slice(0, 1)
    .map(name =>
      refuse(
        'wrong-state',
        name,
        `${name} cannot change while ${guest.name} runs: set restart=1, or stop it first.`,
        guest.name,
      ),
    );
}

const later = (guest: CbsdGuest, family: Family, restart: boolean): readonly string[] =>
  family === 'vm' && guest.state === 'running' && !restart
    ? [`${guest.name} runs with what it has now; this holds from its next start.`]
    : [];

function addressWarnings({name, forwards = []}: CbsdGuest, family: Family, wish: Values): readonly string[] {
  if (wish.ip4_addr === undefined) return [];
  return [
    ...(family === 'vm'
      ? [`This is CBSD's note of the address: ${name} itself keeps what it has until it is changed inside.`]
      : []),
    ...(forwards.length > 0 ? [`Its forwards lead to the new address from its next start.`] : []),
  ];
}

/** `protect` and `unprotect`: CBSD's removal passes a protected guest by. */
export function planProtect(action: 'protect' | 'unprotect', target: string, context: CbsdContext): Plan {
  const wanted = action === 'protect' ? '1' : '0';
  const draft = {action, target, title: `${action === 'protect' ? 'Protect' : 'Unprotect'} ${target}`};
  const {guest, family, refusals} = operable(target, context);
  if (!guest || !family) return finish({...draft, refusals});
  const says = `${target} is ${wanted === '1' ? '' : 'not '}protected`;
  if (valueNow('protected', guest) === wanted)
    return finish({...draft, warnings: [`${says} already.`], success: `${says} already`});
  return finish({
    ...draft,
    steps: [setStep(guest, family, {protected: wanted})],
    touches: [guestTouch(target)],
    success: says,
  });
}
