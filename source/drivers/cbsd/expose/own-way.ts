import type {Refusal} from '../../../model/plan.ts';
import {portName} from '../../../text/port-specs.ts';
import {type CbsdContext, guestInWords} from '../context.ts';
import {rulesIn} from '../keep/host-rules.ts';
import {refuse} from '../plans/finish.ts';
import {readLiveRules} from './live.ts';
import {hostAddressOf, type StoredForward} from './stored.ts';

/** A forward at the very door by which the operator came: their next login would end in the guest. */
export function doorOfOperator(row: StoredForward, {node, operator}: CbsdContext): readonly Refusal[] {
  const way = operator.reachedBy;
  if (way === undefined || row.protocol !== 'tcp' || way.server !== hostAddressOf(row, node.address)) return [];
  return row.hostPort === way.port || row.hostPort === 0
    ? [
        cutOff(
          'ports',
          `your own SSH connection comes in at ${portName({...row, hostPort: way.port})} of ${way.server}`,
        ),
      ]
    : [];
}

/** Whoever works here from inside a guest came to that guest by some door: perhaps by one of these. */
export function wayThrough(rows: readonly StoredForward[], {guests, operator}: CbsdContext): readonly Refusal[] {
  const client = operator.reachedBy?.client ?? '';
  const guest = guests.find(({addresses}) => addresses.includes(client));
  return guest && rows.some(row => row.guest === guest.name && row.protocol === 'tcp')
    ? [cutOff('ports', `your own SSH connection comes from ${guestInWords(guest)}, perhaps by one of these ports`)]
    : [];
}

/** Rules of the host's own that go with CBSD's load and lead to the door by which the operator came. */
export function wayThatGoes({operator, ports}: CbsdContext): readonly Refusal[] {
  const way = operator.reachedBy;
  const rule = rulesIn(ports.firewall.foreign.join('\n')).find(line =>
    readLiveRules(line, []).some(({guestAddress, guestPort}) => guestAddress === way?.server && guestPort === way.port),
  );
  return rule === undefined
    ? []
    : [
        cutOff(
          'replace_rules',
          `your own SSH connection may come in by a rule that would go (${rule}); construct-tui keep rules keeps it`,
        ),
      ];
}

const cutOff = (field: string, why: string): Refusal => refuse('wrong-state', field, `This could cut you off: ${why}.`);
