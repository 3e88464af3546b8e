import type {MenuScreen} from './menu/state.ts';
import {openMenu} from './menu/state.ts';

/** What can be made: `c` offers it, the palette by its title. */
export const creatable = [
  {
    action: 'create-jail',
    label: 'Jail',
    title: 'Create a jail',
    note: 'FreeBSD on the kernel of the host; starts in a second',
  },
  {
    action: 'create-vm',
    label: 'Virtual machine',
    title: 'Create a VM',
    note: 'any system, from a cloud image or an installer',
  },
] as const;

export const createMenu = (): MenuScreen =>
  openMenu(
    'Create',
    creatable.map(({action, label, note}) => ({label, note, leadsTo: {kind: 'open', action, target: ''}})),
  );
