import type {Change, World} from '../screen.ts';
import {follow} from './intent.ts';
import {openMenu} from './menu/state.ts';

/** What can be made somewhere. */
const makings = [
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
  {
    action: 'import',
    label: 'Import',
    title: 'Import a guest',
    note: 'out of a file that an export wrote, here or on another node',
  },
] as const;

/** What this platform can make: `c` offers it, the palette by its title. */
export const creatable = ({host}: Pick<World, 'host'>) => makings.filter(({action}) => host.makes.includes(action));

/** The menu of what can be made, or the form itself where that is one thing only. */
export function pressCreate(world: World): Change {
  const rows = creatable(world).map(({action, label, note}) => ({
    label,
    note,
    leadsTo: {kind: 'open', action, target: ''} as const,
  }));
  const [only, ...others] = rows;
  return only && others.length === 0 ? {...follow(only.leadsTo, world), back: 0} : {open: openMenu('Create', rows)};
}
