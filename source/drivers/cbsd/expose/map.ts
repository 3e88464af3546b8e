import type {Guest} from '../../../model/guest.ts';
import {portMap} from '../../../model/port-map.ts';
import type {Listener, LiveRule, MappedForward} from '../../../model/ports.ts';
import {specText} from '../../../text/port-specs.ts';
import {markOf} from './lines.ts';
import type {StoredForward} from './stored.ts';

/** CBSD's port map: everybody's, and what only CBSD does to doors that are stored beside each other. */
export const mapOf = (
  guests: readonly Guest[],
  live: readonly LiveRule[] | null,
  listeners: readonly Listener[] | null,
  stored: readonly StoredForward[],
): readonly MappedForward[] => withShared(portMap(guests, live, listeners), stored);

/**
 * Tells of stored doors that one guest's start cannot load beside each other: CBSD takes away the lines of the one by the
 * note of the other before it writes its own (cbsd-ops 2.7, defect 3). Seen while the guest is stopped, too.
 */
function withShared(map: readonly MappedForward[], stored: readonly StoredForward[]): readonly MappedForward[] {
  const inside = Map.groupBy(stored, ({guest, protocol, guestPort}) => `${guest} ${protocol} ${guestPort}`);
  const rivals = [...inside.values()].flatMap(rows =>
    rows.flatMap(row => rows.filter(other => other !== row && clash(row, other)).map(other => ({row, other}))),
  );
  if (rivals.length === 0) return map;
  return map.map(each => {
    if (!each.stored) return each;
    const own = rivals.filter(({row}) => row.guest === each.guest && row.protocol === each.protocol);
    const conflicts = own
      .filter(({row}) => row.hostPort === each.hostPort && row.guestPort === each.guestPort)
      .map(({other}) => ({
        with: each.guest,
        reason: `${specText(other)} leads to ${each.guestPort}/${each.protocol} by the same note: CBSD keeps one of them live`,
      }));
    return {...each, conflicts: [...each.conflicts, ...conflicts]};
  });
}

function clash(one: StoredForward, other: StoredForward): boolean {
  if (one.hostPort === other.hostPort) return false;
  const [a, b] = [one, other].map(each => markOf({...each, sources: each.fromips}));
  return a !== undefined && b !== undefined && (a.startsWith(b) || b.startsWith(a));
}
