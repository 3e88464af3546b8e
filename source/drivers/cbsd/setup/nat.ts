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
        {argv: shell(liveNatScript), stdin: [...wanted, ...others(facts)].map(rule => `${rule}\n`).join('')},
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
      ...(isNatKept(get, facts) ? [] : [keepStep(get, facts)]),
      run(
        'Load it as CBSD will',
        {argv: shell(loadScript), env: {NOINTER: '1', NOCOLOR: '1'}, timeoutMs: patience.quick},
        {check: {...live, expect: {...live.expect, workdir: get('workdir')}}, undo: [], seconds: 2},
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

/** What pf holds beside, as forwards of a node: a load replaces all of it. */
const others = ({pf}: HostFacts): readonly string[] => [
  ...pf.nat.filter(rule => !rule.startsWith('nat on ')),
  ...pf.rules,
];

/** What CBSD's settings say of NAT; `auto` became the host's own address when it was turned on (cbsd-ops 1.4). */
const keptNat = (get: Get, {isNode, settings}: HostFacts): {readonly nat: string; readonly natip: string} => {
  const [nat, natip] = isNode ? [settings.get('nat_enable') ?? '', settings.get('natip') ?? ''] : ['', ''];
  return {nat: nat === 'pf' ? nat : '0', natip: ['', '0', 'auto', '(null)'].includes(natip) ? get('nodeip') : natip};
};

/** It is in CBSD's settings already, whether it is loaded or not. */
export const isNatKept = (get: Get, facts: HostFacts): boolean => {
  const {nat, natip} = keptNat(get, facts);
  return nat === 'pf' && natip === get('natip');
};

const natcfg = (nat: string, natip: string) =>
  cbsd(['natcfg', `fw_new=${nat}`, ...(nat === '0' ? [] : [`natip_new=${natip}`])], patience.quick);

function keepStep(get: Get, facts: HostFacts): Step {
  const before = keptNat(get, facts);
  return run('Keep NAT for every start', natcfg('pf', get('natip')), {
    check: {
      id: 'nat-kept',
      target: get('workdir'),
      expect: {nat: 'pf', natip: get('natip'), natBefore: before.nat, natipBefore: before.natip},
      says: `CBSD has NAT to ${get('natip')} in its own settings`,
    },
    undo: [natcfg(before.nat, before.natip)],
    seconds: 1,
  });
}
