import type {Forward} from './guest.ts';

/** A redirection that the firewall holds now. Port 0 is every port of the address. */
export type LiveRule = {
  readonly protocol: 'tcp' | 'udp';
  readonly hostAddress: string;
  readonly hostPort: number;
  readonly guestAddress: string;
  readonly guestPort: number;
  /** Normal form: sorted, `any` alone for everybody. */
  readonly from: readonly string[];
  /** The guest that the platform's own note on the rule names; null: there is no note. */
  readonly owner: string | null;
};

/** A process of the host that waits for connections; address `*` is every address. */
export type Listener = {
  readonly protocol: 'tcp' | 'udp';
  readonly address: string;
  readonly port: number;
  readonly program: string;
};

/** `with`: another guest, a program of the host, or the forward's own guest where stored and live differ. */
export type PortConflict = {readonly with: string; readonly reason: string};

/** A line of the port map: a stored forward, or a rule that is live without one. Host port 0 is every port. */
export type MappedForward = Forward & {
  /** The guest's own port, from the host; null: not tried. */
  readonly answers: boolean | null;
  /** The door, from another machine, for a host's own connection does not pass its redirections; null: not tried. */
  readonly reachable: boolean | null;
  readonly conflicts: readonly PortConflict[];
};

/** A door at every address of the host. */
export const everyAddress = '0.0.0.0';

type Ends = Pick<LiveRule, 'protocol' | 'hostAddress' | 'hostPort' | 'guestAddress' | 'guestPort'>;

/** Where it comes in and where it leads, whoever may use it: `tcp 192.0.2.10:8080 10.0.0.11:80`. */
export const ruleKey = ({protocol, hostAddress, hostPort, guestAddress, guestPort}: Ends): string =>
  `${protocol} ${hostAddress}:${hostPort} ${guestAddress}:${guestPort}`;
