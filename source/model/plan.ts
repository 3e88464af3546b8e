import type {Command, FileWrite} from './command.ts';

/** A question to the host after a step, answered by the driver that wrote it. `says` is the claim in words. */
export type Check = {
  readonly id: string;
  readonly target: string;
  readonly expect: Readonly<Record<string, string>>;
  readonly says: string;
};

export type Verdict = {
  readonly truth: 'true' | 'false' | 'unknown';
  readonly note: string;
  readonly facts?: Readonly<Record<string, string>>;
};

/** What the plan took for granted. Only what it used: a change elsewhere on the host does not make it stale. */
export type Assumption = {readonly id: string; readonly target: string; readonly value: string};

/**
 * How far a long step is: a read whose stdout is one number of bytes, out of `totalBytes` (0: not known). `whole`: a read that
 * tells the total, asked once as the step begins; it may take a while on a large tree.
 */
export type Progress = {readonly read: Command; readonly totalBytes: number; readonly whole?: Command};

/** What a step makes of a file that may be there already; null: it is not. Shown as a difference. */
export type FileChange = {readonly path: string; readonly before: string | null; readonly after: string};

export type Step = {
  readonly title: string;
  /** Exactly one of `command` and `file` is set. */
  readonly command: Command | null;
  readonly file: FileWrite | null;
  readonly check: Check | null;
  /** Taken back by these commands, in this order; null: it cannot be undone, or needs nothing. */
  readonly undo: readonly Command[] | null;
  /** What stays behind when the step failed halfway, each with the command that removes it. */
  readonly residue: readonly string[];
  readonly root: boolean;
  readonly estimateSeconds: number | null;
  readonly progress: Progress | null;
  /** A step that may be ended at any time and begun again (a download). Every other one is never killed. */
  readonly interruptible: boolean;
  /** Fields whose secret this step's file needs. */
  readonly secrets: readonly string[];
  /** Its file is deleted by the tool of the next step, once that has read it; a tool that died may have left it. */
  readonly isConsumed?: true;
  /** Once it is checked, neither it nor what came before it can be taken back: what that was done to is gone. */
  readonly isFinal?: true;
  /** What its tool leaves when it dies looks whole to the check: unless its end was seen, it is made anew. */
  readonly mayTear?: true;
  /** Beginnings of lines after which the tool prints a secret (`VNC pass: `): the rest is never kept or shown. */
  readonly masks?: readonly string[];
  /** Asked just before it runs: unless the answer is true, it does not run and the job ends there. */
  readonly before?: Check;
  /** Files that it changes, as they will be; of a tool that writes by itself: as it is expected to. */
  readonly changes?: readonly FileChange[];
  /** It is taken back only while this is true; why not is then said before anything is. */
  readonly undoWhile?: Check;
  /**
   * Neighbouring steps of different lanes may run side by side, those of one lane in their order. A step without one waits for all
   * before it. Never within a guard.
   */
  readonly lane?: string;
  /** A step with a lane waits for those of another block, too. */
  readonly block?: string;
};

/** What a plan reads or changes while it runs, so that jobs know which of them may go side by side. */
export type Touch = {
  readonly kind: 'guest' | 'name' | 'host-port' | 'address' | 'firewall' | 'registration' | 'disk-pool' | 'host';
  /** Which one: a guest's name, `tcp/8080`, an address; empty for what a host has one of. */
  readonly id: string;
  readonly mode: 'read' | 'change';
};

export type RefusalCode =
  | 'no-such-guest'
  | 'name-taken'
  | 'address-in-use'
  | 'port-in-use'
  | 'no-space'
  | 'no-rights'
  | 'no-platform'
  | 'unreadable'
  | 'broken-profile'
  | 'wrong-state'
  | 'unsupported'
  | 'missing'
  | 'read-only'
  | 'quiet-hours'
  | 'busy'
  | 'invalid';

/** `invalid` with a field is wrong use (exit 2); every other code is a refusal by the host as it is (exit 3). */
export type Refusal = {
  readonly field: string | null;
  readonly code: RefusalCode;
  readonly reason: string;
  readonly owner: string | null;
};

/** Something to do once it is done: an action of ours, or a line to copy into another terminal. */
export type NextAction =
  | {readonly kind: 'action'; readonly title: string; readonly action: string; readonly target: string}
  | {readonly kind: 'copy'; readonly title: string; readonly text: string};

/** The job that a plan takes back (`undo`) or goes on with (`retry`). */
export type Follows = {readonly kind: 'undo' | 'retry'; readonly job: string};

/**
 * Steps that could cut the operator off (network, firewall, sshd): those from `first` to `last`, which change only what runs now.
 * What `save` prints is kept before them; unless somebody confirms from a connection that is newer than the change, `restore` gets
 * it on its stdin again, `seconds` after the first of them began. Steps behind `last` make it last (files that a boot reads) and
 * run once it is confirmed. Run twice on an unchanged host, `save` prints the same.
 */
export type Guard = {
  readonly first: number;
  readonly last: number;
  readonly seconds: number;
  readonly save: Command;
  readonly restore: Command;
  /** What is put back, in words: `the firewall's rules and forwarding`. */
  readonly says: string;
};

export type Plan = {
  readonly guard?: Guard;
  readonly follows?: Follows;
  readonly action: string;
  readonly target: string;
  /** The wish in one sentence, e.g. `Create jail web1 at 10.0.0.4 and start it`. */
  readonly title: string;
  readonly steps: readonly Step[];
  readonly warnings: readonly string[];
  readonly refusals: readonly Refusal[];
  readonly assumptions: readonly Assumption[];
  readonly touches: readonly Touch[];
  /** Hex digest over action, target, steps and assumptions. */
  readonly fingerprint: string;
  /** The result in words; `{address}` and other facts of the last verdict are filled in. */
  readonly success: string;
  readonly next: readonly NextAction[];
  /** What is offered where it failed, beside going on and taking back: another way to the same end. */
  readonly instead?: readonly NextAction[];
};
