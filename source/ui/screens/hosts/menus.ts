import type {FleetHost} from '../../../actions/fleet/host.ts';
import type {FleetWish} from '../../../actions/fleet/tasks.ts';
import {keyInWords} from '../../../actions/trust-key.ts';
import type {World} from '../../screen.ts';
import {type MenuRow, type MenuScreen, openMenu} from '../menu/state.ts';
import {hostAction} from './form.ts';

/** Names of the ssh configuration that are no hosts yet, and the form for any other. */
export function addMenu({aliases, fleet}: World): MenuScreen {
  const known = new Set(fleet.flatMap(({name, settings}) => [name, settings.ssh ?? '']));
  const rows: readonly MenuRow[] = aliases
    .filter(alias => !known.has(alias))
    .map(alias => ({
      label: alias,
      note: 'from the configuration of ssh',
      leadsTo: {kind: 'fill-in', action: hostAction, answers: {name: alias}},
    }));
  const byHand: MenuRow = {
    label: 'By hand',
    note: 'USER@HOST:PORT',
    leadsTo: {kind: 'fill-in', action: hostAction},
  };
  return openMenu('Add a host', [...rows, byHand]);
}

export const removeMenu = ({name}: FleetHost): MenuScreen =>
  openMenu(
    `Take ${name} from the list?`,
    [
      {label: 'Leave it', leadsTo: {kind: 'back'}},
      {
        label: `Take ${name} away`,
        note: 'nothing on it, and no key of it, is touched',
        leadsTo: {kind: 'do', effect: {do: 'remove-host', host: name}},
      },
    ],
    [name],
  );

/** Nobody accepts a key by an Enter too many: the first row leaves it. */
export const trustMenu = ({name}: Pick<FleetHost, 'name'>, key: Buffer): MenuScreen =>
  openMenu(
    `${name} shows a key that nobody here has seen`,
    [
      {label: 'Leave it', note: keyInWords(key), leadsTo: {kind: 'back'}},
      {
        label: 'It is the same',
        note: `${keyInWords(key)}: compare it with what ${name} says on its own console: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`,
        leadsTo: {kind: 'do', effect: {do: 'trust-host', host: name}},
      },
    ],
    [name],
  );

/** Where no key opens a host: ssh asks on the terminal, or it is tried again as it is. */
export const loginMenu = ({name, problem}: FleetHost): MenuScreen =>
  openMenu(
    `No key that is here opens ${name}`,
    [
      {
        label: 'Log in by hand',
        note: 'ssh asks here for the passphrase or password, once; the login is kept until ten minutes after its last use',
        leadsTo: {kind: 'do', effect: {do: 'log-in-to-host', host: name}},
      },
      {
        label: 'Try again',
        note: `after ssh-add, or when the key was put there; the last time: ${problem}`,
        leadsTo: {kind: 'do', effect: {do: 'look-at-hosts', hosts: [name]}},
      },
    ],
    [name],
  );

const acts: readonly {readonly action: FleetWish['action']; readonly label: string; readonly note: string}[] = [
  {
    action: 'mend',
    label: 'Doctor: mend what is harmless',
    note: 'looks at each, and mends nothing that wants a closer look',
  },
  {action: 'start', label: 'Start their guests', note: 'every one that is stopped'},
  {action: 'stop', label: 'Stop their guests', note: 'every one that is running'},
  {action: 'setup', label: 'Set them up', note: 'with the defaults of each; nothing that could cut you off'},
];

/** What is done on several hosts at once; the plans come first. */
export const actMenu = (hosts: readonly string[]): MenuScreen =>
  openMenu(
    `On ${hosts.join(', ')}`,
    acts.map(({action, label, note}) => ({
      label,
      note,
      leadsTo: {kind: 'do', effect: {do: 'plan-tasks', wish: {action, hosts}}},
    })),
    hosts,
  );
