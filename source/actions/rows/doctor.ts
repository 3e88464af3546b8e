import type {Action} from '../action.ts';

/** What can be done about what the host lacks. */
export const inDoctor: readonly Action[] = [
  {
    id: 'mend',
    title: 'Mend',
    keys: ['enter'],
    places: ['doctor'],
    help: 'Show the plan that mends the check under the cursor',
    danger: 'changes',
    target: 'none',
    footer: 10,
  },
  {
    id: 'mend-all',
    title: 'Mend harmless',
    keys: ['A'],
    places: ['doctor'],
    help: 'Show one plan that mends everything harmless; never NAT, the platform’s daemon, locks or maintenance marks',
    danger: 'changes',
    target: 'none',
    footer: 20,
  },
];
