export type GuestKind = 'jail' | 'vm' | 'container';

/** `busy`: the platform holds it (maintenance, starting). `broken`: database and kernel contradict each other. */
export type GuestState = 'running' | 'stopped' | 'busy' | 'broken' | 'unknown';

export type Forward = {
  readonly guest: string;
  readonly protocol: 'tcp' | 'udp';
  readonly hostAddress: string;
  readonly hostPort: number;
  readonly guestAddress: string;
  readonly guestPort: number;
  readonly from: readonly string[];
  readonly stored: boolean;
  /** null: the firewall could not be read. */
  readonly live: boolean | null;
};

export type Guest = {
  readonly name: string;
  readonly kind: GuestKind;
  readonly state: GuestState;
  /** Why it is busy, broken or unknown, in words; empty otherwise. */
  readonly stateReason: string;
  /** Real addresses without prefix, never `DHCP` or `0`. */
  readonly addresses: readonly string[];
  readonly hostname: string;
  readonly os: string;
  readonly autostart: boolean;
  /** False when its name cannot travel in every command: it is listed and nothing more. */
  readonly managed: boolean;
  readonly cpus: number | null;
  readonly memoryBytes: number | null;
  readonly diskBytes: number | null;
  /** The platform's own parameters as it stores them, by their own names. */
  readonly settings: Readonly<Record<string, string>>;
  readonly forwards: readonly Forward[];
  /** Where its host serves its screen by VNC, while it runs. */
  readonly screen?: {readonly address: string; readonly port: number};
  /** How one gets to it, each a text to copy: its screen's address, a tunnel to it. No secret is among them. Absent: none. */
  readonly ways?: readonly {readonly title: string; readonly text: string}[];
  /** Guests whose data it shares as a copy on write, and those that share its own: they cannot be without it. Absent: nobody. */
  readonly clonedFrom?: readonly string[];
  readonly clones?: readonly string[];
};
