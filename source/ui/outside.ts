import type {AuditRecord} from '../jobs/audit.ts';
import type {Plan} from '../model/plan.ts';
import type {Preferences} from '../settings/preferences.ts';
import type {Screen} from './screen.ts';

/** What the screen needs of the process around it. */
export type Outside = {
  now(): number;
  /** A control string for the terminal that draws nothing. */
  send(text: string): void;
  redraw(): void;
  suspend(): void;
  /** Lets go of the terminal while `task` runs, and takes it up again. */
  away<T>(task: () => Promise<T>): Promise<T>;
  /** Writes a plan as a script and resolves its path; rejects with a sentence. */
  save(plan: Plan): Promise<string>;
  /** Writes what the audit tells of these jobs and resolves the path; rejects with a sentence. */
  saveJobs(audit: readonly AuditRecord[], jobs: readonly string[]): Promise<string>;
  leave(code: number): void;
  /** Brings another host in front, with a screen over its guests; rejects with why it cannot be had. */
  goTo(host: string, open: Screen | null): Promise<void>;
  /** Keeps what was chosen on the settings screen; rejects when it cannot. */
  prefer(name: keyof Preferences, value: string): Promise<void>;
  /** Remembered, and printed on the normal screen when the program has ended. */
  keep(text: string): void;
};
