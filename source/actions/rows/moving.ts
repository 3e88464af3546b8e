import type {Action} from '../action.ts';
import {placesWith} from '../places.ts';

const look = {danger: 'none', target: 'none'} as const;

/** The same keys move in every list. */
export const moving: readonly Action[] = [
  {
    ...look,
    id: 'down',
    title: 'Down',
    keys: ['down', 'j'],
    places: placesWith('rows'),
    help: 'Next row',
  },
  {
    ...look,
    id: 'up',
    title: 'Up',
    keys: ['up', 'k'],
    places: placesWith('rows'),
    help: 'Previous row',
  },
  {
    ...look,
    id: 'page-down',
    title: 'Page down',
    keys: ['pagedown'],
    places: placesWith('pages'),
    help: 'A screenful down',
  },
  {
    ...look,
    id: 'page-up',
    title: 'Page up',
    keys: ['pageup'],
    places: placesWith('pages'),
    help: 'A screenful up',
  },
  {
    ...look,
    id: 'first',
    title: 'First',
    keys: ['g', 'home'],
    places: placesWith('rows'),
    help: 'First row',
  },
  {
    ...look,
    id: 'last',
    title: 'Last',
    keys: ['G', 'end'],
    places: placesWith('rows'),
    help: 'Last row',
  },
];
