import type {PortSet} from '../text/port-sets.ts';
import type {Command} from './command.ts';
import type {Diagnosis} from './doctor.ts';
import type {Answers, FormView} from './form.ts';
import type {Guest} from './guest.ts';
import type {LibraryItem} from './library.ts';
import type {Entrance, Login} from './login.ts';
import type {Assumption, Check, Plan, Refusal, Verdict} from './plan.ts';
import type {MappedForward} from './ports.ts';
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
  /** Of the last minute, as uptime(1) has it; absent: the host did not tell. */
  readonly load?: number | null;
};

/** Keys, name, settings and other facts of the operator's own, read before forms are shown. */
export type Operator = {
  readonly user: string;
  readonly machine: string;
  readonly publicKeys: readonly {readonly label: string; readonly key: string}[];
  /** Addresses that jobs on the host have claimed and may not use yet: its own tables do not show them. */
  readonly claimed?: readonly string[];
  /** Their own SSH connection to the host, where they have one that is known: from where, and where it came in. */
  readonly reachedBy?: {readonly client: string; readonly server: string; readonly port: number};
  /** Port sets of their own; absent: none. */
  readonly portSets?: readonly PortSet[];
};

/** One look at a host. Everything on it is pure: same state and answers, same form and plan, byte for byte. */
export type Snapshot = {
  readonly takenAt: number;
  /** null: its database could not be read; `problems` says why. */
  readonly node: Node | null;
  readonly guests: readonly Guest[];
  /** The port map: stored forwards, and rules that are live without one. */
  readonly forwards: readonly MappedForward[];
  /** What guests are made of: bases, installers, cloud images. */
  readonly library: readonly LibraryItem[];
  /** What could not be read, each a sentence: an unreadable database must not look like an empty host. */
  readonly problems: readonly string[];
  /** The form as it stands with these answers, or the reason why this host cannot do the action. */
  form(action: string, target: string, answers: Answers): FormView | Refusal;
  /** Answers that make another guest like this one, from its `Details.settings`; a refusal when its kind does not fit. */
  answersLike(action: string, guest: string, settings: Readonly<Record<string, string>>): Answers | Refusal;
  /** `earlier`: targets of the same action that one job takes before this one. */
  plan(action: string, target: string, answers: Answers, earlier?: readonly string[]): Plan;
  /** The way into a guest on the operator's terminal, or why there is none now. */
  login(guest: string, entrance: Entrance): Login | Refusal;
};

/** Everything that the platform keeps about one guest, by the platform's own names. */
export type Details = {
  readonly settings: Readonly<Record<string, string>>;
  readonly disks: readonly Readonly<Record<string, string>>[];
  readonly nics: readonly Readonly<Record<string, string>>[];
  readonly snapshots: readonly Readonly<Record<string, string>>[];
};

/** What can be made of a host: read once, with the platform on it or not; everything on it is pure, as on a snapshot. */
export type Survey = {
  readonly form: (answers: Answers) => FormView | Refusal;
  /** Empty where nothing has to be done any more; so an interrupted set-up is gone on with by planning it again. */
  readonly plan: (answers: Answers) => Plan;
};

/** A platform. It talks to the host through the transport it is given and knows neither jobs nor screens. */
export type Driver = {
  readonly id: string;
  readonly title: string;
  /** Files of this machine of which one is there where the platform is: asked before any process is started. */
  readonly traces: readonly string[];
  /** The actions by which it makes a guest; faces offer no others. */
  readonly makes: readonly ('create-jail' | 'create-vm' | 'import')[];
  /** How it comes onto a host, for an operator to read and type. */
  readonly install: readonly string[];
  /** The systems that it runs on, as `process.platform` names them: where to look for what is still missing. */
  readonly systems: readonly string[];
  /** A machine of its systems is taken for a host of it where nothing is there yet; else such a machine has the practice host. */
  readonly isPresumed?: true;
  /** What the action `setup` needs; two commands. A refusal: the host could not be asked, and why. Absent: it cannot be set up from here. */
  survey?(transport: Transport, operator: Operator): Promise<Survey | Refusal>;
  /** null: the platform is not here. */
  probe(transport: Transport): Promise<Probe | null>;
  /** At most three commands, however many guests. */
  inspect(transport: Transport, probe: Probe, operator: Operator): Promise<Snapshot>;
  /** Says a line whenever a guest has changed, without end: whoever hears one looks. Absent: the platform tells nobody. */
  readonly events?: Command;
  /** The host's health, also where the platform is half there or not at all; a fixed number of commands, all of them reads. */
  diagnose(transport: Transport, operator: Operator): Promise<Diagnosis>;
  /** One command; null when there is no such guest. */
  describe(guest: string, transport: Transport): Promise<Details | null>;
  /** Reads back what a step claims; cheap (one command), for one guest. */
  check(check: Check, transport: Transport): Promise<Verdict>;
  /** Tries the guests' own ports from the host, which opens connections to them: only when somebody asks for it. */
  readonly tryPorts?: (forwards: readonly MappedForward[], transport: Transport) => Promise<readonly MappedForward[]>;
  /** The claim that holds where this one was taken back (exists, gone); null, or no such method: there is none. */
  readonly contrary?: (check: Check) => Check | null;
  /** Forms of the platform's own that a plan can be written in, by the word that asks for them; a refusal where one cannot. */
  readonly recipes?: Readonly<Record<string, (plan: Plan) => string | Refusal>>;
  /** Which assumptions do not hold any more; one command. */
  stale(assumptions: readonly Assumption[], transport: Transport): Promise<readonly Refusal[]>;
};
