import {finish, refuse, valueIn, warningsOf, wrongAnswers} from '../../../model/draft.ts';
import type {Answers, Get} from '../../../model/form.ts';
import type {Plan, Refusal} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {healthStep} from '../doctor/health.ts';
import {calmSteps, filesAsRead} from './calm.ts';
import {foreignFirewall, type HostFacts} from './facts.ts';
import {setupForm} from './form.ts';
import {isNatKept, natSteps} from './nat.ts';
import {loaderChange} from './predict.ts';
import {roomFor} from './room.ts';
import {stepBack, upgradeOf, upgradeWarnings} from './upgrade.ts';

/**
 * Everything that makes a node of this host, and only what is not so yet: on a host that is set up the plan is empty, and one that
 * was interrupted goes on. What could cut the operator off comes last (`Plan.guard`). Pure.
 */
export function planSetup(answers: Answers, facts: HostFacts): Plan {
  const view = resolveForm(setupForm, answers, facts);
  const get = valueIn(view);
  const target = facts.hostname || get('hostname');
  const title = facts.isNode ? `Bring ${target} up to date for CBSD` : `Set ${target} up for CBSD`;
  const refusals = [...unsupported(facts), ...wrongAnswers(view, '')];
  if (refusals.length > 0) return finish({action: 'setup', target, title, refusals});

  const calm = calmSteps(view, facts);
  const nat = wantsNat(get, facts) && foreignFirewall(facts) === null ? natSteps(get, facts) : null;
  const translated = get('nat_enable') === 'pf' && (nat !== null || !wantsNat(get, facts));
  const last = calm.length + (nat?.live.length ?? 0) - 1;
  const asks = nat !== null && get('confirm_network') === 'ask';
  const changes = [...calm, ...(nat?.live ?? []), ...(nat?.lasting ?? [])];
  const steps = changes.length > 0 ? [...changes, healthStep] : [];
  return {
    ...finish({
      action: 'setup',
      target,
      title,
      steps,
      warnings:
        steps.length === 0
          ? ['This host is set up: nothing has to be done.', ...natNotes(get, facts)]
          : [...warningsOf(view, []), ...notes(get, facts), ...natNotes(get, facts)],
      refusals: roomFor(get, facts),
      assumptions: filesAsRead(get, facts),
      success: `${get('nodename')} is a CBSD node: jails and VMs can be created${translated ? `, and get out through ${get('natip')}` : ''}; {health}`,
      next: steps.length === 0 ? [] : [{kind: 'action', title: 'Create a jail', action: 'create-jail', target: ''}],
    }),
    ...(asks && nat ? {guard: {...nat.guard, first: calm.length, last}} : {}),
  };
}

/** It is off so far, or stored and not loaded, or translates to another address. */
const wantsNat = (get: Get, facts: HostFacts): boolean =>
  get('nat_enable') === 'pf' && (!isNatKept(get, facts) || !facts.pf.nat.some(rule => rule.startsWith('nat on ')));

function unsupported(facts: HostFacts): readonly Refusal[] {
  if (facts.system !== 'FreeBSD')
    return [refuse('unsupported', null, `CBSD runs on FreeBSD, and this is ${facts.system || 'an unknown system'}.`)];
  const back = stepBack(upgradeOf(facts));
  return back === null ? [] : [refuse('wrong-state', null, `${back}.`)];
}

const notes = (get: Get, facts: HostFacts): readonly string[] => [
  ...upgradeWarnings(upgradeOf(facts)),
  ...(loaderChange(facts) && !facts.isNode
    ? ['Limits of guests (RACCT) are counted from the next reboot on; CBSD turns that on by itself.']
    : []),
  ...(get('base') !== '0'
    ? ['CBSD unpacks a base without comparing it with the release’s list: it is not verified.']
    : []),
];

/** Why guests do not get out, where they do not. */
function natNotes(get: Get, facts: HostFacts): readonly string[] {
  const why = foreignFirewall(facts);
  if (why !== null && wantsNat(get, facts))
    return [
      `NAT is in CBSD's settings and stays out of pf: ${why}, which its load would replace. Join both first (keep rules).`,
    ];
  return get('nat_enable') === '0' && get('network') === 'nat' && why === null
    ? ['NAT is off: guests do not get out.']
    : [];
}
