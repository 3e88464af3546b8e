import type {Refusal} from '../../../model/plan.ts';
import type {Listener, MappedForward} from '../../../model/ports.ts';
import {inNetwork} from '../../../text/address.ts';
import {portName} from '../../../text/port-specs.ts';
import {type CbsdContext, type CbsdGuest, guestInWords} from '../context.ts';
import {refuse} from '../plans/finish.ts';
import {hostAddressOf, type StoredForward} from './stored.ts';

/** Where CBSD's expose does not work, however well it ends (cbsd-ops 2.5; anchors 1.1). */
export function natRefusals({node, ports}: CbsdContext): readonly Refusal[] {
  const no = (reason: string) => [refuse('unsupported', null, reason)];
  if (node.nat === '')
    return no(
      'NAT is off on this node: CBSD would store a forward and load nothing. First: cbsd natcfg fw_new=pf && cbsd naton',
    );
  if (node.nat === 'ipfw')
    return no(
      'This node forwards by ipfw: CBSD ignores source limits there, keeps one rule number a guest, and cannot reach VMs or jails with a network stack of their own. It works with pf only: cbsd natcfg fw_new=pf',
    );
  if (node.nat !== 'pf')
    return no(`This node’s NAT is ${node.nat}: CBSD stores forwards for it and loads nothing. It works with pf only.`);
  if (ports.firewall.live === null)
    return [refuse('unreadable', null, 'The firewall cannot be read, so nothing could be said of what came of it.')];
  if (ports.firewall.broken !== '')
    return [
      refuse(
        'wrong-state',
        null,
        `CBSD’s own rules do not load as they stand (${ports.firewall.broken}): until that line is mended nothing can become live.`,
      ),
    ];
  return [];
}

export function guestRefusals(guest: CbsdGuest): readonly Refusal[] {
  if (guest.state !== 'running' && guest.state !== 'stopped')
    return [refuse('wrong-state', null, `${guestInWords(guest)} is neither running nor stopped.`, guest.name)];
  if (guest.addresses.some(address => address.includes('.'))) return [];
  const why = guest.addresses.length > 0 ? 'has IPv6 addresses only, and CBSD forwards IPv4' : 'has no address yet';
  return [refuse('missing', null, `${guest.name} ${why}: there is nowhere to lead a port to.`, guest.name)];
}

/** `pfctl -f` of CBSD's own file takes every other rule of the host away (cbsd-ops 1.8). */
export function vanishing(context: CbsdContext): {readonly rules: readonly string[]; readonly says: string} {
  const rules = context.ports.firewall.foreign;
  const shown = rules.slice(0, 3).join(' · ');
  const more = rules.length > 3 ? ` and ${rules.length - 3} more` : '';
  const count = rules.length === 1 ? 'one rule of the host is' : `${rules.length} rules of the host are`;
  return {
    rules,
    says: `CBSD loads its own rules in place of all others, and ${count} not among them: ${shown}${more}`,
  };
}

export const keeping = (workdir: string): string =>
  `To keep them: construct-tui keep rules (K on the port map) makes CBSD load /etc/pf.conf, by cbsd_external_naton() in ${workdir}/etc/cbsd-pf.conf. To let them go: replace_rules=1`;

/** Who has that door already: another guest, running or not, a rule that is left over, or a program of the host. */
export function takenBy(row: StoredForward, context: CbsdContext): readonly Refusal[] {
  const address = hostAddressOf(row, context.node.address);
  const name = portName(row);
  const rivals = context.ports.map.filter(
    each =>
      each.hostAddress === address &&
      (each.hostPort === 0 || (each.hostPort === row.hostPort && each.protocol === row.protocol)) &&
      (each.guest !== row.guest || each.hostPort === 0),
  );
  return [
    ...rivals.map(rival =>
      refuse('port-in-use', 'ports', `${name} is taken: ${rivalInWords(rival, context)}`, rival.guest),
    ),
    ...programsAt(row, context).map(({program}) =>
      refuse(
        'port-in-use',
        'ports',
        program === 'sshd'
          ? `${name} is where this host’s sshd listens: a forward there would lock its operators out.`
          : `${name} is taken: ${program} of this host listens there.`,
        program,
      ),
    ),
  ];
}

/** What of the host itself listens at that door. */
export const programsAt = (row: StoredForward, {node, ports}: CbsdContext): readonly Listener[] =>
  (ports.firewall.listeners ?? []).filter(
    ({protocol, port, address}) =>
      protocol === row.protocol && port === row.hostPort && ['*', hostAddressOf(row, node.address)].includes(address),
  );

function rivalInWords(rival: MappedForward, context: CbsdContext): string {
  const owner = context.guests.find(({name}) => name === rival.guest);
  const who = owner ? guestInWords(owner) : rival.guest || rival.guestAddress;
  if (rival.hostPort === 0) return `every port of ${rival.hostAddress} leads to ${who}.`;
  if (rival.stored) return `${who} has it.`;
  const way = rival.guest === '' ? '' : ` To clear it: unexpose ${rival.guest} left-over`;
  return `a rule that is left over leads to ${who} at ${rival.guestAddress}.${way}`;
}

/** `address` is empty for the node's own. */
export function addressRefusal(address: string, context: CbsdContext): string | null {
  if (address === '') return null;
  if (address.includes(':')) return 'CBSD forwards IPv4 only: choose an IPv4 address of the host.';
  const own = context.guests.find(({addresses}) => addresses.includes(address));
  if (own) return `${address} is the address of ${guestInWords(own)}, not the host’s.`;
  const {addresses} = context.ports.firewall;
  if (addresses.length === 0 || addresses.includes(address)) return null;
  return `The host has no address ${address}: it has ${hostAddresses(context).join(', ')}.`;
}

/** The addresses at which the host can be reached from elsewhere. */
export const hostAddresses = (context: CbsdContext): readonly string[] => {
  const guests = new Set(context.guests.flatMap(({addresses}) => addresses));
  const own = context.ports.firewall.addresses.filter(each => !guests.has(each) && !inNetwork(each, '127.0.0.0/8'));
  return [...new Set([context.node.address, ...own])].filter(Boolean);
};
