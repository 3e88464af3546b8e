import type {Command} from './command.ts';
import type {Refusal} from './plan.ts';

/** What the operator wants in a guest: a shell, or the screen that it boots on. */
export type Entrance = 'login' | 'console';

/**
 * How what is entered is left, in the order in which it is met: `exit` ends a shell, `tilde` is the escape of ssh and cu,
 * `tmux` leaves a console in its window, `bracket` is virsh's own escape.
 */
export type WayOut = 'exit' | 'tilde' | 'tmux' | 'bracket';

/** A way into a guest on the operator's own terminal. It is no plan: what is done inside is the operator's own. */
export type Login = {
  readonly guest: string;
  readonly title: string;
  readonly command: Command;
  readonly leave: readonly WayOut[];
};

export const isLogin = (answer: Login | Refusal): answer is Login => 'command' in answer;
