import type {WayOut} from '../model/login.ts';
import type {Environment} from './guard.ts';

/**
 * How to come back out of what is entered, told before it is. Inside of ssh or tmux the same keys belong to the outer
 * one: there `~~.` and Ctrl-B twice reach the inner, where the single ones would end the operator's own session.
 */
export function wayOut(ways: readonly WayOut[], env: Environment): string {
  const inSsh = Boolean(env.SSH_CONNECTION || env.SSH_TTY);
  const inTmux = Boolean(env.TMUX);
  const words: Readonly<Record<WayOut, string>> = {
    exit: 'exit ends a shell',
    tilde: inSsh
      ? 'Enter ~~. cuts an ssh or a serial line (two tildes: a single one would cut the ssh that you came by)'
      : 'Enter ~. cuts an ssh or a serial line',
    tmux: inTmux
      ? 'Ctrl-B Ctrl-B d leaves a tmux (Ctrl-B twice: the first belongs to the tmux that you are in)'
      : 'Ctrl-B d leaves a tmux',
    bracket: 'Ctrl-] leaves the console',
  };
  return `To come back: ${ways.map(way => words[way]).join('; ')}.`;
}
