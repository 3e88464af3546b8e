import type {AuditRecord} from '../jobs/audit.ts';
import type {Recoveries} from '../jobs/recover/recovery.ts';
import type {Result} from '../model/command.ts';
import type {Diagnosis} from '../model/doctor.ts';
import type {Details, Node} from '../model/driver.ts';
import type {Answers, FormView} from '../model/form.ts';
import type {Guest} from '../model/guest.ts';
import type {Job, OutputLine} from '../model/job.ts';
import type {LibraryItem} from '../model/library.ts';
import type {Entrance, Login} from '../model/login.ts';
import type {Plan, Refusal} from '../model/plan.ts';
import type {MappedForward} from '../model/ports.ts';
import type {Secrets} from '../model/secrets.ts';
import type {Drafts} from '../settings/drafts.ts';
import type {OpenScreen} from './open-screen.ts';

/** A value that changes, in the shape `useSyncExternalStore` wants: the same snapshot until something changed. */
export type Store<T> = {subscribe(listener: () => void): () => void; snapshot(): T};

export type HostView = {
  readonly status: 'reading' | 'ready' | 'failed';
  readonly guests: readonly Guest[];
  /** The port map of the host: stored forwards, and rules that are live without one. */
  readonly forwards: readonly MappedForward[];
  /** Bases, installers and cloud images: here, half here, or to be had. */
  readonly library: readonly LibraryItem[];
  readonly node: Node | null;
  /** The platform is not on this host. */
  readonly isAbsent?: boolean;
  /** What could not be read, each a sentence. */
  readonly problems: readonly string[];
  /** Milliseconds since the epoch; null before the first reading. */
  readonly readAt: number | null;
};

export type Started = {readonly job: string} | {readonly refusals: readonly Refusal[]};

/** What a face (screen, prompts, headless commands) can see and ask of one host. There is no second way to change it. */
export type Session = {
  readonly host: {
    readonly name: string;
    readonly platform: string;
    readonly version: string;
    readonly rights: string;
    readonly practice: boolean;
    /** It is another machine. */
    readonly isFar: boolean;
    /** The action `setup` can be had. */
    readonly canSetUp: boolean;
    /** The actions by which guests are made here. */
    readonly makes: readonly string[];
    /** How the platform comes onto a host that lacks it. */
    readonly install: readonly string[];
  };
  readonly guests: Store<HostView>;
  /** Reads the host; later calls while it reads wait for the same reading. */
  refresh(): Promise<void>;
  /** Reads the host whenever its platform tells of a change, until the returned way to stop is called. `broken`: why it tells of none any more. */
  listen(broken: (why: string) => void): () => void;
  /** Looks at the host's health, whether its platform is there or not; what `plan` mends is what the last one found. */
  diagnose(): Promise<Diagnosis>;
  /** null: there is no such guest, or it cannot be read. */
  describe(guest: string): Promise<Details | null>;
  /** Looks at what the action `setup` needs; its form and plan are there afterwards. Resolves why it cannot be had; null: it can. */
  survey(): Promise<Refusal | null>;
  /** The same forwards with `answers` as found just now: connections from the host to the guests' own ports. */
  tryPorts(forwards: readonly MappedForward[]): Promise<readonly MappedForward[]>;
  answersLike(action: string, guest: string): Promise<Answers | Refusal>;
  form(action: string, target: string, answers: Answers): FormView | Refusal;
  plan(action: string, target: string, answers: Answers): Plan;
  /** The plan in another form: `sh`, `ansible`, or one of the platform's own. */
  exportAs(form: string, plan: Plan): string | Refusal;
  login(guest: string, entrance: Entrance): Login | Refusal;
  /** Where a viewer here finds the guest's screen, tunnelled where that is on another machine; the caller closes it. */
  openScreen(guest: string): Promise<OpenScreen | Refusal>;
  /** Hands the terminal to it until it ends; the caller has let go of the terminal before. Refused where nothing may be changed. */
  enter(login: Login): Promise<Result | Refusal>;
  /** Why nothing at all may be changed on this host just now: no rights, read-only, quiet hours. Empty: it may. */
  bars(): Promise<readonly Refusal[]>;
  /** `inQuietHours`: they were told that these are quiet hours, and want it all the same. */
  start(plan: Plan, secrets: Secrets, inQuietHours?: boolean): Promise<Started>;
  jobs(): Promise<readonly Job[]>;
  job(id: string): Promise<Job | null>;
  /** Calls `listener` at once and at every change, with the output lines added since its last call; returns the way to stop. */
  follow(id: string, listener: (job: Job, lines: readonly OutputLine[]) => void): () => void;
  /** No further step starts; the running one goes on to its end. What refuses it; empty: it was said to the job. */
  cancel(id: string): Promise<readonly Refusal[]>;
  /** Ends the tool that asks without end (`Job.asks`), by SIGKILL. What refuses it; empty: it is dead. */
  kill(id: string): Promise<readonly Refusal[]>;
  /** Confirms a change that could have cut us off, from a login that is newer. Resolves why not; null: it holds. */
  confirm(id: string): Promise<Refusal | null>;
  /** What can become of a job that ended badly; its plans run by `start` as every other. */
  readonly recovery: Recoveries & {
    /** What it left behind stays, and somebody knows of it. What refuses it; empty: it is marked. */
    leave(id: string): Promise<readonly Refusal[]>;
  };
  /** Who did what on this host, oldest first. */
  audit(): Promise<readonly AuditRecord[]>;
  readonly drafts: Drafts;
};
