import type {Node} from '../model/driver.ts';
import type {Answers, FormView} from '../model/form.ts';
import type {Guest} from '../model/guest.ts';
import type {Job, OutputLine} from '../model/job.ts';
import type {Plan, Refusal} from '../model/plan.ts';

/** A value that changes, in the shape `useSyncExternalStore` wants: the same snapshot until something changed. */
export type Store<T> = {subscribe(listener: () => void): () => void; snapshot(): T};

export type HostView = {
  readonly status: 'reading' | 'ready' | 'failed';
  readonly guests: readonly Guest[];
  readonly node: Node | null;
  /** What could not be read, each a sentence. */
  readonly problems: readonly string[];
  /** Milliseconds since the epoch; null before the first reading. */
  readonly readAt: number | null;
};

/** Values by the field's id. They live in memory and in the pipe to the runner, nowhere else. */
export type Secrets = Readonly<Record<string, string>>;

export type Started = {readonly job: string} | {readonly refusals: readonly Refusal[]};

export type Drafts = {
  load(action: string): Answers;
  /** Secret fields are left out by the caller's form, never stored. */
  save(action: string, answers: Answers): void;
  drop(action: string): void;
};

/** What a face (screen, prompts, headless commands) can see and ask of one host. There is no second way to change it. */
export type Session = {
  readonly host: {
    readonly name: string;
    readonly platform: string;
    readonly version: string;
    readonly rights: string;
    readonly practice: boolean;
  };
  readonly guests: Store<HostView>;
  refresh(): Promise<void>;
  form(action: string, target: string, answers: Answers): FormView | Refusal;
  plan(action: string, target: string, answers: Answers): Plan;
  start(plan: Plan, secrets: Secrets): Promise<Started>;
  jobs(): Promise<readonly Job[]>;
  /** Calls `listener` at once and at every change, with the output lines added since its last call; returns the way to stop. */
  follow(id: string, listener: (job: Job, lines: readonly OutputLine[]) => void): () => void;
  /** No further step starts; the running one goes on to its end. */
  cancel(id: string): Promise<void>;
  readonly drafts: Drafts;
};
