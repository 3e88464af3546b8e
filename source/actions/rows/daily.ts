import type {Action} from '../action.ts';

const onGuest = {target: 'guest', places: ['guests', 'guest'], danger: 'changes'} as const;

/** The daily round: what is done to guests that are there. */
export const daily: readonly Action[] = [
  {
    ...onGuest,
    id: 'restart',
    title: 'Restart',
    keys: ['R'],
    help: 'Stop the guest and start it again',
    plans: 'restart',
  },
  {
    ...onGuest,
    id: 'kill',
    title: 'Switch off',
    keys: ['K'],
    help: 'Stop a guest at once, as if its power was cut',
    plans: 'kill',
  },
  {
    ...onGuest,
    id: 'pause-resume',
    title: 'Pause/resume',
    keys: ['p'],
    help: 'Hold a VM still with its memory kept, or let it go on',
    plansBy: {running: 'pause', busy: 'resume'},
  },
];
