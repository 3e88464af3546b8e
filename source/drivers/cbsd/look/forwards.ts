import type {Forward} from '../../../model/guest.ts';
import {cell, type Row} from './sections.ts';

/** Redirections that are loaded, each as `tcp 192.0.2.10:8080 10.0.0.11:80`; ports are -1 for a rule of all ports. */
export type LiveRules = ReadonlySet<string>;

/** `pfctl -P -s nat`, numeric: `rdr pass on em0 inet proto tcp from any to 192.0.2.10 port = 8080 -> 10.0.0.11 port 80`. */
export const readLiveRules = (text: string): LiveRules =>
  new Set(
    text.split('\n').flatMap(line => {
      const rule =
        /^rdr .*?proto (\w+) .*? to \{?([^\s/}]+)\}?(?:\/32)? port (?:= )?(\d+) -> ([^\s/]+)(?:\/32)? port (\d+)/.exec(
          line,
        );
      return rule ? [`${rule[1]} ${rule[2]}:${rule[3]} ${rule[4]}:${rule[5]}`] : [];
    }),
  );

/** The rows of a guest's table `expose` (cbsd-ops 2.2); `live` null means that the firewall could not be read. */
export function forwardsOf(
  guest: string,
  rows: readonly Row[],
  addresses: readonly string[],
  live: LiveRules | null,
  nodeAddress: string,
): readonly Forward[] {
  return rows.map(row => {
    const inaddr = cell(row, 'inaddr');
    const hostAddress = inaddr === '0' || inaddr === 'nodeip' || inaddr === '' ? nodeAddress : inaddr;
    const guestAddress = addresses.find(address => address.includes('.')) ?? cell(row, 'outaddr');
    const protocol = cell(row, 'proto') === 'udp' ? 'udp' : 'tcp';
    const hostPort = Number(cell(row, 'pin'));
    const guestPort = Number(cell(row, 'pout'));
    const from = cell(row, 'fromips');
    return {
      guest,
      protocol,
      hostAddress,
      hostPort,
      guestAddress,
      guestPort,
      from: from === '' ? ['any'] : from.split(','),
      stored: true,
      live: live ? live.has(`${protocol} ${hostAddress}:${hostPort} ${guestAddress}:${guestPort}`) : null,
    };
  });
}
