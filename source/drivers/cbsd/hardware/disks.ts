import type {CbsdGuest} from '../context.ts';
import {cell, type Row} from '../look/sections.ts';

/**
 * What follows a VM's settings in a look: one row each whatever there is, so that no result is missing in between. No quotes:
 * they stand in a text for sh.
 */
export const hardwareSelects = [
  'SELECT sum(dsk_size) AS dsk_size, group_concat(dsk_path || char(32) || dsk_controller || char(32) || dsk_size, char(59)) AS disks FROM bhyvedsk;',
  'SELECT group_concat(id || char(32) || nic_driver || char(32) || nic_parent || char(32) || nic_hwaddr, char(59)) AS nics FROM bhyvenic;',
];

export function readHardware(own: readonly (readonly Row[])[] | undefined): Pick<CbsdGuest, 'disks' | 'nics'> {
  const rows = own?.flat() ?? [];
  const list = (column: string) =>
    cell(
      rows.find(row => column in row),
      column,
    )
      .split(';')
      .filter(Boolean)
      .map(text => text.split(' '));
  return {
    disks: list('disks').map(([path = '', controller = '', bytes = '0']) => ({path, controller, bytes: Number(bytes)})),
    nics: list('nics').map(([id = '', driver = '', parent = '', hwaddr = '']) => ({id, driver, parent, hwaddr})),
  };
}

/** What `bhyve-dsk` would take itself: the first `dskN.vhd` that is not there. */
export function nextDisk({disks = []}: CbsdGuest): string {
  const taken = new Set(disks.map(({path}) => path));
  for (let number = 1; ; number += 1) if (!taken.has(`dsk${number}.vhd`)) return `dsk${number}.vhd`;
}
