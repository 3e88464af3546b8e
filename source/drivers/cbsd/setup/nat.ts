import type {Get} from '../../../model/form.ts';
import type {Guard, Step} from '../../../model/plan.ts';
import {run} from '../../../model/step.ts';
import {inNetwork} from '../../../text/address.ts';
import {shell} from '../../../text/sections.ts';
import {loadScript} from '../expose/scripts.ts';
import {cbsd, patience} from '../plans/command.ts';
import type {HostFacts} from './facts.ts';
import {privateNets} from './pools.ts';
import {liveNatScript, restoreNetworkScript, saveNetworkScript} from './scripts.ts';

/** The address that guests get outside: natip, or the first of the interface that it names. */
const outside = (get: Get, {interfaces}: HostFacts): string =>
  interfaces.find(({name}) => name === get('natip'))?.addresses[0]?.address ?? get('natip');

/** What CBSD writes for this node (cbsd-ops 1.8): a line for each private net but the one that natip is in. */
function rules(get: Get, facts: HostFacts): readonly string[] {
  const address = outside(get, facts);
  const nic =
    facts.interfaces.find(({addresses}) => addresses.some(each => each.address === address))?.name ?? facts.uplink;
  return privateNets
    .filter(net => !inNetwork(address, net))
    .map(net => `nat on ${nic} from ${net} to ! ${net} -> ${address}`);
}

export type NatSteps = {
  readonly live: readonly Step[];
  readonly lasting: readonly Step[];
  readonly guard: Omit<Guard, 'first' | 'last'>;
};

/** NAT first as what only runs, which goes back by itself; then, once that is confirmed, what CBSD loads at every start. */
export function natSteps(get: Get, facts: HostFacts): NatSteps {
  const wanted = rules(get, facts);
  const before = [
    `pf ${facts.pf.enabled ? '1' : '0'}`,
    ...facts.forwarding,
    ...facts.pf.nat,
    ...facts.pf.rules,
    '',
  ].join('\n');
  const back = {argv: shell(restoreNetworkScript), stdin: before};
  const live = {
    id: 'nat-live',
    target: outside(get, facts),
    expect: {rules: String(wanted.length)},
    says: `pf translates guests to ${outside(get, facts)}`,
  };
  return {
    live: [
      run(
        'Turn NAT on, for now',
        {argv: shell(liveNatScript), stdin: wanted.map(rule => `${rule}\n`).join('')},
        {
          check: live,
          undo: [back],
          undoWhile: {
            id: 'nat-ours',
            target: outside(get, facts),
            expect: {},
            says: 'pf holds nothing but that translation',
          },
          seconds: 2,
        },
      ),
    ],
    lasting: [
      ...(isKept(get, facts) ? [] : [keepStep(get)]),
      run(
        'Load it as CBSD will',
        {argv: shell(loadScript), env: {NOINTER: '1', NOCOLOR: '1'}, timeoutMs: patience.quick},
        {check: live, undo: [], seconds: 2},
      ),
    ],
    guard: {
      seconds: Number(get('confirm_seconds')),
      save: {argv: shell(saveNetworkScript)},
      restore: {argv: shell(restoreNetworkScript)},
      says: 'the firewall',
    },
  };
}

/** It is in CBSD's settings already and was only not loaded. */
const isKept = (get: Get, {settings}: HostFacts): boolean =>
  settings.get('nat_enable') === 'pf' && settings.get('natip') === get('natip');

const keepStep = (get: Get): Step =>
  run('Keep NAT for every start', cbsd(['natcfg', 'fw_new=pf', `natip_new=${get('natip')}`], patience.quick), {
    check: {
      id: 'nat-kept',
      target: get('workdir'),
      expect: {nat: 'pf'},
      says: 'CBSD has NAT on in its own settings',
    },
    undo: [cbsd(['natcfg', 'fw_new=0'], patience.quick)],
    seconds: 1,
  });
