import type {Answers, FormView} from './form.ts';
import type {Guest} from './guest.ts';
import type {Assumption, Check, Plan, Refusal, Verdict} from './plan.ts';
import type {Transport} from './transport.ts';

/** What the platform is, here, for us. `rights` says who will run the commands and how. */
export type Probe = {
  readonly platform: string;
  readonly version: string;
  readonly rights: 'root' | 'platform-user' | 'sudo' | 'doas' | 'none';
  /** Capabilities by name with a value in words: `zfs: yes`, `nat: pf`, `vmm: not loaded`. */
  readonly features: Readonly<Record<string, string>>;
  /** What stands in the way, each a sentence. */
  readonly missing: readonly string[];
};

/** The node's own figures; null where the host did not tell. */
export type Node = {
  readonly name: string;
  readonly address: string;
  readonly cpus: number | null;
  readonly memoryBytes: number | null;
  readonly memoryFreeBytes: number | null;
  readonly diskFreeBytes: number | null;
};

/** Keys, name and other facts of the operator's own machine, read before forms are shown. */
export type Operator = {
  readonly user: string;
  readonly machine: string;
  readonly publicKeys: readonly {readonly label: string; readonly key: string}[];
};

/** One look at a host. Everything on it is pure: same state and answers, same form and plan, byte for byte. */
export type Snapshot = {
  readonly takenAt: number;
  readonly node: Node;
  readonly guests: readonly Guest[];
  /** What could not be read, each a sentence: an unreadable database must not look like an empty host. */
  readonly problems: readonly string[];
  /** The form as it stands with these answers, or the reason why this host cannot do the action. */
  form(action: string, target: string, answers: Answers): FormView | Refusal;
  /** Answers that make another guest like this one; a refusal when there is none of that name and kind. */
  answersLike(action: string, guest: string): Answers | Refusal;
  plan(action: string, target: string, answers: Answers): Plan;
};

/** A platform. It talks to the host through the transport it is given and knows neither jobs nor screens. */
export type Driver = {
  readonly id: string;
  readonly title: string;
  /** null: the platform is not here. */
  probe(transport: Transport): Promise<Probe | null>;
  /** At most three commands, however many guests. */
  inspect(transport: Transport, probe: Probe, operator: Operator): Promise<Snapshot>;
  /** Reads back what a step claims; cheap (one command), for one guest. */
  check(check: Check, transport: Transport): Promise<Verdict>;
  /** Which assumptions do not hold any more; one command. */
  stale(assumptions: readonly Assumption[], transport: Transport): Promise<readonly Refusal[]>;
};
