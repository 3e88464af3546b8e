import type {Plan, Refusal, Step} from '../../../model/plan.ts';
import {type CbsdContext, type Family, guestInWords} from '../context.ts';
import {afterStopSteps} from '../expose/settle.ts';
import {notLive, reloads} from '../expose/warn.ts';
import {paused} from '../look/guests.ts';
import {cbsd, patience, run} from './command.ts';
import {finish, refuse} from './finish.ts';
import {lacks, mayBeSwitchedOff, operable, startStep, stopStep, wrongState} from './start.ts';
import {firewallTouches, guestTouch} from './touches.ts';

const isPaused = (guest: {readonly stateReason?: string}): boolean => guest.stateReason === paused;

/** Stop and start as two checked steps: `jrestart` does nothing for a jail that is off, and says nothing (cbsd-ops 5.1). */
export function planRestart(name: string, context: CbsdContext): Plan {
  const draft = {action: 'restart', target: name, title: `Restart ${name}`};
  const {guest, family, refusals} = operable(name, context);
  if (!guest || !family) return finish({...draft, refusals});
  return finish({
    ...draft,
    steps: [stopStep(name, family), ...afterStopSteps(name, false, context), {...startStep(name, family), undo: null}],
    warnings: [...mayBeSwitchedOff(family), ...reloads(guest, context), ...notLive(guest, context)],
    refusals: [
      ...wrongState(guest, 'running'),
      ...(family === 'vm' && context.missing.length > 0 ? [lacks(context)] : []),
    ],
    assumptions: [{id: 'guest-state', target: name, value: guest.state}],
    touches: [guestTouch(name), ...firewallTouches(guest)],
    success: guest.addresses.length > 0 ? `${name} runs again at {address}` : `${name} runs again`,
  });
}

/** At once: a VM's process is killed, a jail goes without its own exec.stop (cbsd-ops 5.1). */
export function planKill(name: string, context: CbsdContext): Plan {
  const draft = {action: 'kill', target: name, title: `Switch ${name} off`};
  const {guest, family, refusals} = operable(name, context);
  if (!guest || !family) return finish({...draft, refusals});
  if (guest.state === 'stopped')
    return finish({...draft, warnings: [`${name} is stopped already.`], success: `${name} is stopped already`});
  return finish({
    ...draft,
    steps: [killStep(name, family), ...afterStopSteps(name, false, context)],
    warnings: [
      family === 'vm'
        ? `As if its power was cut: what ${name} has not written to its disks is lost.`
        : `Its services are killed, its own shutdown (exec.stop) does not run.`,
      ...reloads(guest, context),
    ],
    refusals: isPaused(guest) ? [] : wrongState(guest, 'running'),
    assumptions: [{id: 'guest-state', target: name, value: guest.state}],
    touches: [guestTouch(name), ...firewallTouches(guest)],
    success: `${name} is switched off`,
    next: [{kind: 'action', title: `Start ${name} again`, action: 'start', target: name}],
  });
}

export function killStep(name: string, family: Family): Step {
  const words = family === 'vm' ? ['bstop', `jname=${name}`, 'noacpi=1'] : ['jstop', `jname=${name}`, 'fast=1'];
  return {
    ...stopStep(name, family),
    title: `Switch ${name} off`,
    command: cbsd([...words, 'inter=0'], patience.stop),
  };
}

const acts = {
  pause: {
    ...{title: 'Pause', mode: 'on', check: 'guest-paused', wanted: 'running', other: 'off'},
    ...{says: 'holds still', done: 'holds still, its memory kept', already: 'is paused'},
  },
  resume: {
    ...{title: 'Resume', mode: 'off', check: 'guest-awake', wanted: 'paused', other: 'on'},
    ...{says: 'goes on', done: 'goes on', already: 'is not paused'},
  },
} as const;

/** A signal to the VM's process (cbsd-ops 5.1); a jail has no such thing. An empty plan with a note when it is so already. */
export function planPause(action: 'pause' | 'resume', name: string, context: CbsdContext): Plan {
  const act = acts[action];
  const draft = {action, target: name, title: `${act.title} ${name}`};
  const {guest, family, refusals} = operable(name, context);
  if (!guest || !family) return finish({...draft, refusals});
  if (family === 'jail') return finish({...draft, refusals: [noPause(name)]});
  const isSo = action === 'pause' ? isPaused(guest) : guest.state === 'running';
  if (isSo) return finish({...draft, warnings: [`${name} ${act.already}.`], success: `${name} ${act.already}`});
  const command = (mode: string) => cbsd(['bpause', `jname=${name}`, `mode=${mode}`], patience.quick);
  const step = run(`${act.title} VM ${name}`, command(act.mode), {
    check: {id: act.check, target: name, expect: {}, says: `the process of ${name} ${act.says}`},
    undo: [command(act.other)],
    seconds: 2,
  });
  return finish({
    ...draft,
    steps: [step],
    warnings:
      action === 'pause' ? [`Its clock stands still too, and connections to ${name} may be given up meanwhile.`] : [],
    refusals: action === 'resume' && isPaused(guest) ? [] : notRunning(guest, act.wanted),
    assumptions: [{id: 'guest-state', target: name, value: guest.state}],
    touches: [guestTouch(name)],
    success: `${name} ${act.done}`,
    next: action === 'pause' ? [{kind: 'action', title: `Resume ${name}`, action: 'resume', target: name}] : [],
  });
}

const notRunning = (guest: Parameters<typeof guestInWords>[0], wanted: string): readonly Refusal[] =>
  wanted === 'running' && guest.state === 'running'
    ? []
    : [refuse('wrong-state', null, `${guestInWords(guest)} is not ${wanted}.`, guest.name)];

const noPause = (name: string): Refusal =>
  refuse('unsupported', null, `CBSD cannot pause a jail, its jpause is broken: ${name} can be stopped.`, name);
