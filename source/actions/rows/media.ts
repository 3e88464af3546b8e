import type {Action} from '../action.ts';

const here = {places: ['media'], target: 'none'} as const;

/** What can be done about the base or the medium under the cursor. */
export const onMedia: readonly Action[] = [
  {
    ...here,
    id: 'fetch-media',
    title: 'Fetch',
    keys: ['enter'],
    help: 'Fetch it now, so that no guest has to wait for it',
    danger: 'changes',
    footer: 10,
  },
  {
    ...here,
    id: 'verify-media',
    title: 'Verify',
    keys: ['v'],
    help: 'Compare its checksum, or ask its mirrors where it is not here',
    danger: 'none',
    footer: 20,
  },
  {
    ...here,
    id: 'remove-media',
    title: 'Remove',
    keys: ['d', 'f8'],
    help: 'Remove it from this host',
    danger: 'changes',
    footer: 30,
  },
];
