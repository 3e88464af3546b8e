import type {GuestState} from '../model/guest.ts';
import type {Entrance} from '../model/login.ts';
import type {Place} from './places.ts';

export type JobVerb = 'cancel' | 'undo' | 'retry' | 'leave' | 'kill' | 'confirm';

export type Action = {
  readonly id: string;
  readonly title: string;
  /** Other words that operators have for it: the palette finds it by them. */
  readonly words?: readonly string[];
  /** Names as the key table of the terminal has them: printable characters, `enter`, `esc`, `ctrl-p`, `f1`, `pagedown`… */
  readonly keys: readonly string[];
  readonly places: readonly Place[];
  readonly help: string;
  readonly danger: 'none' | 'changes' | 'destroys';
  readonly target: 'none' | 'guest';
  /** The platform's action that it plans, if it changes the host. With `target: 'guest'` nothing else is needed: its form opens. */
  readonly plans?: string;
  /** The same where the guest's state says which; a state without one is refused with its reason. */
  readonly plansBy?: Readonly<Partial<Record<GuestState, string>>>;
  /** A menu of what it can plan for the guest. */
  readonly offers?: readonly Offer[];
  /** It hands the terminal to the guest. */
  readonly enters?: Entrance;
  /** It shows the guest's own screen. */
  readonly shows?: 'screen';
  /** It asks its form before it plans; `several`: once for all marked guests. */
  readonly form?: true | 'several';
  /** What it does to a job: the word behind `jobs` of the headless command. */
  readonly onJob?: JobVerb;
  /** Shown in the footer; lower numbers stand further left and stay longest on a narrow screen. */
  readonly footer?: number;
};

/** One of several things that a row can do: the platform's action; `single`: to one guest at a time, for its form asks of that guest. */
export type Offer = {
  readonly title: string;
  readonly plans: string;
  readonly single?: true;
  readonly destroys?: true;
};
