/** One forward as CBSD handles it: texts, as typed or as stored. */
export type Door = {
  readonly guest: string;
  readonly from: string;
  readonly proto: string;
  readonly hostPort: string;
  readonly guestPort: string;
  readonly hostAddress: string;
  readonly guestAddress: string;
};

/** The mark by which a rule is found again. It holds the guest's port, not the host's, and the sources as they were typed. */
export const mark = (guest: string, proto: string, guestPort: string, sources: string): string =>
  `// Setup by CBSD expose: ${proto}-${guestPort}-${guest} from IPs ${sources}`;

/** Lines for pfrdr.conf and pfnat.conf; host port `0` opens everything that comes to the address. */
export const rulesOf = (door: Door, comment: string): {readonly rdr: string; readonly nat: string | null} => {
  const {from, hostAddress, guestAddress} = door;
  if (door.hostPort !== '0') {
    const to = `${hostAddress} port ${door.hostPort} -> ${guestAddress} port ${door.guestPort}`;
    return {rdr: `rdr pass proto ${door.proto} from {${from}} to ${to} # ${comment}`, nat: null};
  }
  return {
    rdr: `rdr pass proto {tcp, udp} from {${from}} to ${hostAddress}/32 -> ${guestAddress}/32 # ${comment}`,
    nat: `nat pass from ${guestAddress}/32 to !${privateNetwork(guestAddress)} -> ${hostAddress} # ${comment}`,
  };
};

const privateNetwork = (address: string): string => {
  const known: Record<string, string> = {10: '10.0.0.0/8', 172: '172.16.0.0/12', 192: '192.168.0.0/16'};
  return known[address.split('.')[0] ?? ''] ?? `${address}/32`;
};

/**
 * The rules that `clear` finds: one of t, c, p and one of u, d, p before the port. `tcp-` has such a pair, `udp-` has not, so
 * UDP rules are never cleared (cbsd-ops 2.7, 4). The guest's name is part of the pattern as it is.
 */
export const clearPattern = (guest: string): RegExp | null => pattern(`[tcp][udp]-\\d{1,5}-${guest} `);

/** A comment as grep reads it: a basic expression, so dots match anything. */
export const markPattern = (comment: string): RegExp | null => pattern(comment.replace(/[+?(){}|]/g, '\\$&'));

const pattern = (source: string): RegExp | null => {
  try {
    return new RegExp(source);
  } catch {
    return null;
  }
};
