import type {Plan, Refusal, Step} from '../../../model/plan.ts';
import {type CbsdContext, type CbsdGuest, type Family, guestInWords} from '../context.ts';
import {afterStopSteps, beforeStartSteps} from '../expose/settle.ts';
import {cutsOff, notLive, reloads} from '../expose/warn.ts';
import {quotable} from '../paths.ts';
import {cbsd, patience, run} from './command.ts';
import {finish, refuse} from './finish.ts';
import {exposeIt} from './next.ts';
import {firewallTouches, guestTouch} from './touches.ts';

const letter = {jail: 'j', vm: 'b'} as const;
const word = {jail: 'jail', vm: 'VM'} as const;

export const startStep = (name: string, family: Family): Step =>
  run(`Start ${word[family]} ${name}`, cbsd([`${letter[family]}start`, `jname=${name}`, 'inter=0'], patience.start), {
    check: {id: 'guest-running', target: name, expect: {}, says: `the kernel runs ${name}`},
    undo: [stopCommand(name, family)],
    seconds: family === 'jail' ? 15 : 20,
    // cbsd-ops 5.9: bstart prints the password of the VM's screen.
    masks: family === 'vm' ? ['VNC pass: '] : [],
  });

export const stopStep = (name: string, family: Family): Step =>
  run(`Stop ${word[family]} ${name}`, stopCommand(name, family), {
    check: {id: 'guest-stopped', target: name, expect: {}, says: `the kernel does not run ${name}`},
    undo: [cbsd([`${letter[family]}start`, `jname=${name}`, 'inter=0'], patience.start)],
    seconds: 30,
  });

const stopCommand = (name: string, family: Family) =>
  cbsd([`${letter[family]}stop`, `jname=${name}`, 'inter=0'], patience.stop);

/** An empty plan with a note when it runs already. */
export function planStart(name: string, context: CbsdContext): Plan {
  const draft = {action: 'start', target: name, title: `Start ${name}`};
  const {guest, family, refusals} = operable(name, context);
  if (!guest || !family) return finish({...draft, refusals});
  if (guest.state === 'running')
    return finish({...draft, warnings: [`${name} runs already.`], success: `${name} runs already`});
  const missing = family === 'vm' && context.missing.length > 0 ? [lacks(context)] : [];
  return finish({
    ...draft,
    steps: [...beforeStartSteps(guest, context), startStep(name, family)],
    warnings: [...reloads(guest, context), ...notLive(guest, context)],
    refusals: [...refusals, ...cutsOff(guest, context), ...wrongState(guest, 'stopped'), ...missing],
    assumptions: [{id: 'guest-state', target: name, value: guest.state}],
    touches: [guestTouch(name), ...firewallTouches(guest)],
    success: guest.addresses.length > 0 ? `${name} runs at {address}` : `${name} runs`,
    next: [exposeIt(name)],
  });
}

/** An empty plan with a note when it is stopped already. */
export function planStop(name: string, context: CbsdContext): Plan {
  const draft = {action: 'stop', target: name, title: `Stop ${name}`};
  const {guest, family, refusals} = operable(name, context);
  if (!guest || !family) return finish({...draft, refusals});
  if (guest.state === 'stopped')
    return finish({...draft, warnings: [`${name} is stopped already.`], success: `${name} is stopped already`});
  return finish({
    ...draft,
    steps: [stopStep(name, family), ...afterStopSteps(name, false, context)],
    refusals: [...refusals, ...cutsOff(guest, context), ...wrongState(guest, 'running')],
    warnings: [...mayBeSwitchedOff(family), ...reloads(guest, context)],
    assumptions: [{id: 'guest-state', target: name, value: guest.state}],
    touches: [guestTouch(name), ...firewallTouches(guest)],
    success: `${name} is stopped`,
    next: [{kind: 'action', title: `Start ${name} again`, action: 'start', target: name}],
  });
}

type Operable = {
  readonly guest: CbsdGuest | null;
  readonly family: Family | null;
  readonly refusals: readonly Refusal[];
};

export function operable(name: string, context: CbsdContext): Operable {
  const guest = context.guests.find(each => each.name === name) ?? null;
  if (!guest)
    return {guest, family: null, refusals: [refuse('no-such-guest', null, `There is no guest ${name} on this node.`)]};
  const family =
    guest.emulator === 'bhyve' ? 'vm' : /^(jail|qemu-[a-z0-9]+-static)$/.test(guest.emulator) ? 'jail' : null;
  if (!quotable(name))
    return {
      guest,
      family: null,
      refusals: [refuse('unsupported', null, `CBSD’s commands cannot carry the name ${name}: rename it first.`)],
    };
  if (!family)
    return {
      guest,
      family,
      refusals: [refuse('unsupported', null, `${name} runs under ${guest.emulator}, which is not driven here.`)],
    };
  return {guest, family, refusals: []};
}

export const wrongState = (guest: CbsdGuest, wanted: CbsdGuest['state']): readonly Refusal[] =>
  guest.state === wanted
    ? []
    : [
        refuse(
          'wrong-state',
          null,
          `${guestInWords(guest)} is not ${wanted}.${wayOutOfMaintenance(guest)}`,
          guest.name,
        ),
      ];

const wayOutOfMaintenance = ({name, stateReason = ''}: CbsdGuest): string =>
  stateReason.startsWith('maintenance')
    ? ` If nothing works for it any more: construct-tui end maintenance ${name} (M).`
    : '';

/** bstop never waits longer, and has no way that ends without the kill (cbsd-ops 5.1). */
export const mayBeSwitchedOff = (family: Family): readonly string[] =>
  family === 'vm' ? ['A VM that does not shut down within 30 seconds is switched off.'] : [];

export const lacks = (context: CbsdContext): Refusal =>
  refuse('missing', null, `VMs cannot start here: this node lacks ${context.missing.join(', ')}.`);
