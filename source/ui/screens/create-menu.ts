import type {MenuScreen} from './menu/state.ts';
import {openMenu} from './menu/state.ts';

/** What `c` offers, the headless words beside it. */
const creatable = [
  {action: 'create-jail', label: 'Jail', note: 'FreeBSD on the kernel of the host; starts in a second'},
  {action: 'create-vm', label: 'Virtual machine', note: 'any system, from a cloud image or an installer'},
] as const;

export const createMenu = (): MenuScreen =>
  openMenu(
    'Create',
    creatable.map(({action, label, note}) => ({label, note, leadsTo: {kind: 'open', action, target: ''}})),
  );
