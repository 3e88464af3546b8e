import type {FleetHost} from '../actions/fleet/host.ts';
import type {FleetTask, FleetWish} from '../actions/fleet/tasks.ts';
import type {HostView, Session} from '../actions/session.ts';
import type {JobVerb} from '../actions/table.ts';
import type {Diagnosis} from '../model/doctor.ts';
import type {Details} from '../model/driver.ts';
import type {Answers, FieldView, FormView} from '../model/form.ts';
import type {Job, OutputLine} from '../model/job.ts';
import type {Plan, Refusal} from '../model/plan.ts';
import type {Secrets} from '../model/secrets.ts';
import type {Preferences} from '../settings/preferences.ts';
import type {Background} from '../terminal/colour.ts';
import type {Role, Style} from '../terminal/theme.ts';
import type {LookedAt} from './job-ways.ts';
import type {Screen} from './places.ts';
import type {FormScreen} from './screens/form/state.ts';

export type {Screen} from './places.ts';

export type Size = {readonly columns: number; readonly rows: number};

/** A line that is there until the next key. */
export type Flash = {readonly role: Role; readonly text: string};

/** A job that this screen has looked at: its last state and what it printed so far. */
export type Run = {readonly job: Job; readonly lines: readonly OutputLine[]};

/** What a screen may look at when a key arrives or when it is drawn. All of it is a snapshot; the questions are pure. */
export type World = {
  readonly host: Session['host'];
  readonly view: HostView;
  readonly size: Size;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly jobs: readonly Job[] | null;
  readonly runs: ReadonlyMap<string, Run>;
  /** What the host said of the job in front, which has ended; null: it was not asked. */
  readonly recovery: LookedAt | null;
  /** The last look at the host's health; null: nobody looked yet. */
  readonly diagnosis: Diagnosis | null;
  readonly details: ReadonlyMap<string, Details | null>;
  /** All hosts that the operator has, this one among them. */
  readonly fleet: readonly FleetHost[];
  /** Names in the operator's ssh configuration. */
  readonly aliases: readonly string[];
  /** What is planned or running on many hosts, in their order. */
  readonly tasks: readonly FleetTask[];
  form(action: string, target: string, answers: Answers): FormView | Refusal;
  plan(action: string, target: string, answers: Answers): Plan;
  draft(action: string): Answers;
  readonly preferences: Preferences;
  /** The step of the guided tour; null: nobody is guided. */
  readonly tour: number | null;
  /** Nothing that we know was on this machine, so this is the practice host. */
  readonly fellBack: boolean;
  /** The terminal's, as far as it tells. */
  readonly background: Background;
};

/** A key as a screen sees it: the action that the table binds it to here, and the text that it would type. */
export type Press = {readonly id: string | null; readonly name: string; readonly text: string | null};

/** What is asked of the world outside; nothing else leaves a screen. */
export type Effect =
  | {readonly do: 'refresh'}
  /** What the screen shows beyond the look at the host is read again; opening it does so too. */
  | {readonly do: 'load'; readonly screen: Screen}
  /** Jobs that ran on while nobody looked are followed again. */
  | {readonly do: 'find-running'}
  | {readonly do: 'open-setup'}
  | {readonly do: 'open-like'; readonly action: string; readonly guest: string}
  | {readonly do: 'start'; readonly plan: Plan; readonly answers: Answers; readonly secrets: Secrets}
  | {readonly do: 'follow'; readonly job: string}
  /** `job` null: the newest one that can be taken back, of `guest` if one is named. */
  | {readonly do: 'job'; readonly verb: JobVerb; readonly job: string | null; readonly guest: string | null}
  | {readonly do: 'write-jobs'; readonly jobs: readonly string[]}
  | {readonly do: 'save-draft'; readonly action: string; readonly answers: Answers}
  | {readonly do: 'drop-draft'; readonly action: string}
  | {readonly do: 'prefer'; readonly name: keyof Preferences; readonly value: string}
  | {readonly do: 'copy'; readonly text: string}
  /** `shows`: not the terminal is handed over, its screen is opened for a viewer. */
  | {readonly do: 'login'; readonly guest: string; readonly shows?: 'screen'}
  /** The value of a field in the operator's own editor. */
  | {readonly do: 'edit'; readonly screen: FormScreen; readonly field: FieldView}
  | {readonly do: 'page'; readonly name: string; readonly text: string}
  | {readonly do: 'write-script'; readonly plan: Plan}
  /** The answers of a form that no plan is made of. */
  | {readonly do: 'keep-form'; readonly action: string; readonly target: string; readonly answers: Answers}
  | FleetEffect
  | {readonly do: 'redraw'}
  | {readonly do: 'suspend'}
  | {readonly do: 'leave'; readonly code: number};

/** What concerns other hosts than the one in front. */
export type FleetEffect =
  /** Another host comes in front, with `open` over its guests. */
  | {readonly do: 'go-to-host'; readonly host: string; readonly open: Screen | null}
  | {readonly do: 'look-at-hosts'; readonly hosts: readonly string[]}
  | {readonly do: 'remove-host'; readonly host: string}
  | {readonly do: 'default-host'; readonly host: string}
  | {readonly do: 'trust-host'; readonly host: string}
  | {readonly do: 'log-in-to-host'; readonly host: string}
  | {readonly do: 'plan-tasks'; readonly wish: FleetWish}
  | {readonly do: 'run-tasks'};

/** What a key did to the stack of screens. An empty one: nothing. */
export type Change = {
  /** Stands in the place of the screen that was asked. */
  readonly screen?: Screen;
  /** Opens over it. */
  readonly open?: Screen;
  /** Closes this many screens; `home`: all but the first. */
  readonly back?: number | 'home';
  readonly flash?: Flash;
  /** What was marked has been acted on. */
  readonly unmark?: boolean;
  /** The key needs the host, which is still being read: it is asked again, and those typed behind it, once it was. */
  readonly isEarly?: boolean;
  readonly effects?: readonly Effect[];
  /** What the first effect opens is awaited: keys typed meanwhile are for it; Esc lets go of it. */
  readonly isAwaited?: boolean;
  /** Is pressed on what is in front after all that: how the palette does what a key does. */
  readonly then?: Press;
};

/** What a screen draws: rows of the body and the two ends of its heading. */
export type Span = {readonly text: string; readonly role?: Role; readonly style?: Style};
export type Line = {readonly spans: readonly Span[]; readonly isSelected?: boolean};
export type Picture = {
  readonly heading: string;
  /** The hosts that it is about, where that is not the one in front: they stand in the title, each in its colour. */
  readonly hosts?: readonly string[] | undefined;
  /** A list: its last parts go first where the heading needs their room. */
  readonly aside: string | readonly string[];
  readonly lines: readonly Line[];
  /** Stands where flashes do while there is none. */
  readonly rest?: string;
  /** Where the terminal's own cursor is shown, from the body's first column and row; absent: hidden. */
  readonly caret?: {readonly x: number; readonly y: number} | undefined;
};

/** Rows of the terminal that are no body: title, heading, flash, footer, and the last one, which stays empty. */
const frameRows = 5;

/** Rows that a screen has for itself. */
export const bodyRows = ({rows}: Size): number => Math.max(3, rows - frameRows);
