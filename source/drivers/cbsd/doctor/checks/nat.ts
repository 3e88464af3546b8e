import type {CheckRow, Mending} from '../../../../model/doctor.ts';
import {inNetwork} from '../../../../text/address.ts';
import type {CbsdContext} from '../../context.ts';
import {foreignRefusals} from '../../expose/place.ts';
import {loadScript} from '../../expose/scripts.ts';
import {shell} from '../../paths.ts';
import {patience, run} from '../../plans/command.ts';
import {privateNets} from '../../setup/pools.ts';
import {addLineStep} from '../add-line.ts';
import type {Facts} from '../facts.ts';
import {hostCheck} from '../verify.ts';
import {missing, ok, onNode, unknown, usesPf, warn} from './judged.ts';

/** CBSD's load takes every other rule away: where there are some, it is not for us to do. */
const loadNat = (node: CbsdContext): Mending => ({
  steps: [
    run(
      'Load NAT and forwards, and turn pf on',
      {argv: shell(loadScript), env: {NOINTER: '1', NOCOLOR: '1'}, timeoutMs: patience.quick},
      {check: hostCheck('pf', 'pf', 'yes', 'pf is on with CBSD’s rules'), seconds: 2},
    ),
  ],
  warnings: ['The whole ruleset of pf is replaced by CBSD’s.'],
  refusals: foreignRefusals(false, node),
});

/** How guests reach the world. Nothing of it is ever mended in bulk. */
export const natChecks: readonly CheckRow<Facts>[] = [
  {
    id: 'module-pf',
    title: 'Kernel module pf',
    wanted: 'loaded where NAT is by pf',
    why: 'NAT and forwards live in it.',
    judge: facts =>
      usesPf(facts) && (facts.modules.has('pf') ? ok('loaded') : missing('NAT is by pf, and pf is not loaded')),
    fix: 'Load NAT and forwards',
    mend: ({node}) => node && loadNat(node),
  },
  {
    id: 'nat',
    title: 'Network address translation',
    wanted: 'pf, or off where guests have addresses of the LAN',
    why: 'Private addresses do not get out without, and no port can be exposed.',
    judge: facts =>
      onNode(facts, ({node: {nat}}) => {
        if (nat === '')
          return warn('off: guests with private addresses reach nothing; construct-tui setup turns it on');
        return nat === 'pf' ? ok('pf') : warn(`${nat}: CBSD exposes ports by pf only`);
      }),
  },
  {
    id: 'nat-live',
    title: 'NAT is in the firewall',
    wanted: 'pf on, with the rules that CBSD wrote',
    why: 'What is only stored translates nothing.',
    judge(facts) {
      const node = usesPf(facts);
      if (!node || !facts.modules.has('pf')) return null;
      const {translates} = node.ports.firewall;
      if (translates === null) return unknown('pf could not be asked');
      return translates ? ok('pf is on and translates') : missing('pf is off, or has no rule that translates');
    },
    fix: 'Load NAT and forwards',
    mend: ({node}) => node && loadNat(node),
  },
  {
    id: 'natip',
    title: 'Address of the NAT',
    wanted: 'natip outside of the private net that the guests are in',
    why: 'CBSD leaves the private net of natip out of its rules: guests in it reach nothing.',
    judge(facts) {
      const node = usesPf(facts);
      if (!node) return null;
      const stored = facts.inventory.get('natip') ?? '';
      const natip = /^\d/.test(stored) ? stored : node.node.address;
      const net = privateNets.find(each => inNetwork(natip, each));
      const caught = node.node.pools.filter(pool => net !== undefined && inNetwork(pool.replace(/[/-].*$/, ''), net));
      if (net === undefined || caught.length === 0) return ok(natip);
      return /^ *cbsd_nat_(skip_natip_network=["']?0|networks=)/m.test(node.ports.firewall.host.settings ?? '')
        ? ok(`${natip}, and etc/cbsd-pf.conf says how`)
        : missing(`${natip} is in ${net}, and so is the pool ${caught.join(', ')}`);
    },
    fix: 'Translate the net of natip too',
    mend: facts => {
      const node = usesPf(facts);
      if (!node || hasForeign(facts)) return null;
      const file = `${facts.workdir}/etc/cbsd-pf.conf`;
      const line = 'cbsd_nat_skip_natip_network=0';
      return {
        steps: [addLineStep(file, line)],
        warnings: ['It counts from the next cbsd natcfg and cbsd naton on.'],
      };
    },
  },
  {
    id: 'forwarding',
    title: 'IP forwarding',
    wanted: 'net.inet.ip.forwarding=1 where NAT is on',
    why: 'The kernel passes nothing on between guests and the world otherwise.',
    judge: ({node, sysctl}) =>
      node && node.node.nat !== '' ? (sysctl('net.inet.ip.forwarding') === '1' ? ok('on') : missing('off')) : null,
    fix: 'Turn forwarding on now',
    mend: () => ({
      steps: [
        run(
          'Turn forwarding on',
          {argv: ['sysctl', 'net.inet.ip.forwarding=1']},
          {
            check: hostCheck('sysctl', 'net.inet.ip.forwarding', '1', 'the kernel forwards'),
            undo: [{argv: ['sysctl', 'net.inet.ip.forwarding=0']}],
            seconds: 1,
          },
        ),
      ],
      warnings: ['Until the next start; naton, which cbsdd runs, turns it on again.'],
    }),
  },
];

const hasForeign = ({node}: Facts): boolean => (node?.ports.firewall.foreign.length ?? 0) > 0;
