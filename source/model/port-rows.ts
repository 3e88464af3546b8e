import type {MappedForward} from './ports.ts';

/** A line of the port map in words, for a table: `agrees` is false where anything is wrong with it. */
export type PortRow = {
  readonly guest: string;
  readonly door: string;
  readonly leadsTo: string;
  readonly from: string;
  readonly stored: string;
  readonly live: string;
  readonly answers: string;
  readonly reachable: string;
  readonly agrees: boolean;
  readonly conflicts: string;
};

/** The port map as rows, in its own order or by door. */
export const portRows = (forwards: readonly MappedForward[]): readonly PortRow[] =>
  forwards.map(forward => ({
    guest: forward.guest || '-',
    door: forward.hostPort === 0 ? `${forward.hostAddress} (every port)` : door(forward),
    leadsTo: forward.hostPort === 0 ? forward.guestAddress : `${forward.guestAddress}:${forward.guestPort}`,
    from: forward.from.join(','),
    stored: yesNo(forward.stored),
    live: yesNo(forward.live),
    answers: yesNo(forward.answers),
    reachable: yesNo(forward.reachable),
    agrees: forward.conflicts.length === 0,
    conflicts: forward.conflicts.map(({reason}) => reason).join('; '),
  }));

const door = ({hostAddress, hostPort, protocol}: MappedForward): string => `${hostAddress}:${hostPort}/${protocol}`;

const yesNo = (value: boolean | null): string => (value === null ? 'unknown' : value ? 'yes' : 'no');
