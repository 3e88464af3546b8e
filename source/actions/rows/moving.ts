import type {Action} from '../action.ts';

const look = {danger: 'none', target: 'none'} as const;

/** The same keys move in every list. */
export const moving: readonly Action[] = [
  {
    ...look,
    id: 'down',
    title: 'Down',
    keys: ['down', 'j'],
    places: ['guests', 'guest', 'plan', 'job', 'jobs', 'ports', 'help', 'picker', 'palette', 'settings'],
    help: 'Next row',
  },
  {
    ...look,
    id: 'up',
    title: 'Up',
    keys: ['up', 'k'],
    places: ['guests', 'guest', 'plan', 'job', 'jobs', 'ports', 'help', 'picker', 'palette', 'settings'],
    help: 'Previous row',
  },
  {
    ...look,
    id: 'page-down',
    title: 'Page down',
    keys: ['pagedown'],
    places: ['guests', 'guest', 'plan', 'job', 'jobs', 'ports', 'help', 'form', 'picker', 'palette', 'settings'],
    help: 'A screenful down',
  },
  {
    ...look,
    id: 'page-up',
    title: 'Page up',
    keys: ['pageup'],
    places: ['guests', 'guest', 'plan', 'job', 'jobs', 'ports', 'help', 'form', 'picker', 'palette', 'settings'],
    help: 'A screenful up',
  },
  {
    ...look,
    id: 'first',
    title: 'First',
    keys: ['g', 'home'],
    places: ['guests', 'guest', 'plan', 'job', 'jobs', 'ports', 'help', 'picker', 'palette', 'settings'],
    help: 'First row',
  },
  {
    ...look,
    id: 'last',
    title: 'Last',
    keys: ['G', 'end'],
    places: ['guests', 'guest', 'plan', 'job', 'jobs', 'ports', 'help', 'picker', 'palette', 'settings'],
    help: 'Last row',
  },
];
