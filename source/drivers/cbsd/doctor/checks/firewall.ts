import type {CheckRow, Mending} from '../../../../model/doctor.ts';
import type {Plan} from '../../../../model/plan.ts';
import type {MappedForward} from '../../../../model/ports.ts';
import {portName} from '../../../../text/port-specs.ts';
import type {CbsdContext} from '../../context.ts';
import {vanishing} from '../../expose/preflight.ts';
import {planRepair} from '../../expose/repair.ts';
import {planKeepRules} from '../../keep/plan.ts';
import type {Facts} from '../facts.ts';
import {count, missing, ok, unknown, usesPf, warn} from './judged.ts';

/** A plan of its own as a mending. */
const asMending = ({steps, warnings, refusals, assumptions, touches, guard}: Plan): Mending => ({
  ...{steps, warnings, refusals, assumptions, touches},
  ...(guard && {guard}),
});

/** What pf holds, and what it would. Nothing of it is ever mended in bulk. */
export const firewallChecks: readonly CheckRow<Facts>[] = [
  {
    id: 'pf-rules',
    title: 'Rules of the host in pf',
    wanted: 'none beside CBSD’s, or a hook that keeps them',
    why: 'Every naton, expose and start of cbsdd puts CBSD’s ruleset in place of the whole.',
    judge(facts) {
      const node = usesPf(facts);
      if (!node) return null;
      const {host, foreign} = node.ports.firewall;
      if (host.external) return ok('etc/cbsd-pf.conf loads them by itself');
      if (foreign.length > 0) return warn(vanishing(node).says);
      const own = /^yes$/i.test(facts.rcConf.get('pf_enable') ?? '') && host.rules.length > 0;
      return own ? warn(`${host.path} is loaded at the start, and replaced by CBSD’s`) : ok('none');
    },
    fix: 'Let CBSD load the host’s own file, with its rules in it',
    mend: ({node}) => node && asMending(planKeepRules({}, node)),
  },
  {
    id: 'pf-file',
    title: 'CBSD’s own rules load',
    wanted: 'no error in etc/pf.conf and what it includes',
    why: 'One wrong line, and no forward and no NAT becomes live any more.',
    judge(facts) {
      const node = usesPf(facts);
      if (!node || !facts.modules.has('pf')) return null;
      const {broken} = node.ports.firewall;
      return broken === '' ? ok('they do') : missing(broken);
    },
  },
  {
    id: 'forwards',
    title: 'Forwards are live',
    wanted: 'what is stored for running guests in the firewall, and nothing else',
    why: 'A reload, a rename or a stop leaves the two apart, and nothing says so.',
    judge(facts) {
      const node = usesPf(facts);
      if (!node) return null;
      if (node.ports.firewall.live === null) return unknown('pf could not be asked');
      const wrong = drifted(node);
      const stored = node.ports.map.filter(each => each.stored).length;
      if (wrong.length === 0) return ok(`${count(stored, 'stored forward')}, as it should be`);
      const found = wrong.map(({forward, reason}) => `${portName(forward)} of ${forward.guest}: ${reason}`).join('; ');
      return wrong.some(({forward}) => forward.stored && !forward.live) ? missing(found) : warn(found);
    },
    fix: 'Make live what is stored',
    mend: ({node}) => {
      if (!node) return null;
      const plans = wrongGuests(node).map(guest => asMending(planRepair('mend', guest, false, node)));
      return {
        steps: plans.flatMap(({steps}) => steps),
        warnings: [...new Set(plans.flatMap(({warnings = []}) => warnings))],
        refusals: plans.flatMap(({refusals = []}) => refusals),
        assumptions: plans.flatMap(({assumptions = []}) => assumptions),
        touches: plans.flatMap(({touches = []}) => touches),
      };
    },
  },
];

/** Forwards that are live and should not be, or the other way round, as the port map tells it. */
const drifted = ({ports}: CbsdContext): readonly {readonly forward: MappedForward; readonly reason: string}[] =>
  ports.map.flatMap(forward =>
    forward.conflicts
      .filter(({with: owner, reason}) => owner === forward.guest && /^(not )?live\b/.test(reason))
      .map(({reason}) => ({forward, reason})),
  );

const wrongGuests = (node: CbsdContext): readonly string[] => [
  ...new Set(drifted(node).flatMap(({forward: {guest}}) => guest || [])),
];
