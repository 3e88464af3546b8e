import type {Action} from '../action.ts';
import {placesWith} from '../places.ts';

const look = {danger: 'none', target: 'none'} as const;

/** What goes beyond the screen: into a guest, to an editor or a pager, to a file; and what is done with many guests at once. */
export const beyond: readonly Action[] = [
  {
    id: 'login',
    title: 'Log in',
    keys: ['l'],
    places: ['guests', 'guest'],
    help: 'Hand the terminal to a shell in a jail, to the console of a VM; it comes back to this place',
    danger: 'changes',
    target: 'guest',
    enters: 'login',
    footer: 35,
  },
  {
    id: 'screen',
    title: 'Screen',
    keys: ['v'],
    places: ['guests', 'guest'],
    help: 'Open a local port to the screen of a VM (VNC), wherever it runs; again, or leaving the program, closes it',
    danger: 'none',
    target: 'guest',
    shows: 'screen',
  },
  {
    ...look,
    id: 'mark',
    title: 'Mark',
    keys: ['space'],
    places: ['guests', 'hosts', 'fleet'],
    help: 'Mark the row; what is done next is done to every marked one',
    footer: 55,
  },
  {
    ...look,
    id: 'write-script',
    title: 'Write',
    keys: ['w'],
    places: ['plan'],
    help: 'Write the plan as a script into the folder that you are in',
    footer: 45,
  },
  {
    ...look,
    id: 'search',
    title: 'Search',
    keys: ['/', 'f7'],
    places: placesWith('search'),
    help: 'Go to the next line that holds the typed text; empty: the same text again',
    footer: 35,
  },
  {...look, id: 'next-match', title: 'Again', keys: ['N'], places: placesWith('search'), help: 'Go to the next match'},
  {
    ...look,
    id: 'page',
    title: 'Pager',
    keys: ['v'],
    places: ['plan', 'job'],
    help: 'Read the whole of it in your own pager',
  },
  {
    ...look,
    id: 'toggle',
    title: 'Mark',
    keys: ['ctrl-t'],
    places: ['picker'],
    help: 'Mark or unmark the row where several can be had; Space does it too',
  },
  {
    ...look,
    id: 'editor',
    title: 'Editor',
    keys: ['ctrl-e'],
    places: ['form'],
    help: 'Write the value in your own editor; a list an entry to a line',
    footer: 45,
  },
];
