import {firstKey as key} from '../keymap.ts';
import type {Screen, World} from '../screen.ts';

export type TourStep = {
  /** Two lines at the foot of the screen; whole at 60 columns. */
  readonly says: string;
  /** The operator has done it; how, is theirs to choose. */
  isDone(screen: Screen, world: World): boolean;
};

/** What is shown in two minutes. The last step has no end but leaving. */
export const tourSteps: readonly TourStep[] = [
  {
    says: `Guests of a simulated host: kind, state in words, address. ${key('down', 1)} and ${key('up', 1)} or the arrows move.`,
    isDone: screen => screen.place === 'guests' && screen.cursor !== null,
  },
  {
    says: `${key('filter')} filters any list while one types. Type ${key('filter')}vm and Enter.`,
    isDone: screen => screen.place === 'guests' && screen.filter !== '' && !screen.isFiltering,
  },
  {
    says: `${key('back')} shows all again. It always goes back one level, and never leaves the program.`,
    isDone: screen => screen.place === 'guests' && screen.filter === '',
  },
  {
    says: `${key('open')} opens a guest: all that the host knows about it.`,
    isDone: screen => screen.place === 'guest',
  },
  {
    says: `Now make one of your own: ${key('create')} creates, from here as from the list.`,
    isDone: screen => screen.place === 'picker',
  },
  {
    says: `${key('pick')} takes the row under the cursor: a jail.`,
    isDone: screen => screen.place === 'form',
  },
  {
    says: `Each default says where it is from. ${key('accept')} goes from field to field, ${key('show-plan')} shows the plan.`,
    isDone: screen => screen.place === 'plan',
  },
  {
    says: `Every command to the letter, and what is looked at behind it. Nothing has run yet: ${key('run')} runs it.`,
    isDone: screen => screen.place === 'job',
  },
  {
    says: 'A job of its own runs it: closing this terminal would not end it. Wait for its last line.',
    isDone: (screen, {runs}) => screen.place === 'job' && (runs.get(screen.id)?.job.endedAt ?? null) !== null,
  },
  {
    says: `That line is what the host said when it was asked, not what a tool claimed. ${key('palette')} finds everything by name.`,
    isDone: screen => screen.place === 'palette',
  },
  {
    says: 'Type web1 and Enter. Guests are found by their names, and so is what to do: try start web1 later.',
    isDone: screen => screen.place === 'guest',
  },
  {
    says: `That is all. ${key('help')} shows the keys of any screen, ${key('quit')} leaves; construct-tui --practice is for trying more.`,
    isDone: () => false,
  },
];

/** The step that is next: everything that has been done is behind it. */
export function toured(step: number, screen: Screen, world: World): number {
  let next = step;
  while (tourSteps[next]?.isDone(screen, world)) next += 1;
  return next;
}
