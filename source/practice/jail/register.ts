import {insertJail} from '../bhyve/register.ts';
import type {Call} from '../call.ts';
import {jailSchema} from '../schema/small.ts';
import {nicDatabase, rcFile, systemFolder} from './guest.ts';
import type {Settings} from './settings.ts';

/** Texts whose unset marker is 0 in the database although the settings leave them empty. */
export const register = (call: Call, jname: string, settings: Settings): boolean => {
  const {n0, n1, n2} = call.paint;
  if (!call.world.exists(rcFile(jname))) {
    call.say(`${n1}no rcconf ${rcFile(jname)} file for jail: ${n2}${jname}${n0}`);
    return false;
  }
  insertJail(call.world, jname, column => settings[column] ?? fallback[column] ?? '');
  return true;
};

/** What CBSD registers for a parameter that neither a profile nor the operator names. */
const fallback: Settings = {allow_sysvipc: '0', allow_zfs: '0', emulator: 'jail'};

/** The guest's own database of network interfaces; the first one is made with it. */
export const makeNics = (call: Call, jname: string, settings: Settings): void => {
  const database = nicDatabase(jname);
  if (!call.world.exists(systemFolder(jname))) return;
  if (!call.world.exists(database)) call.world.script(database, jailSchema);
  call.world.change(
    database,
    "INSERT INTO jailnic ( name,nic_order,nic_slot,nic_parent ) VALUES ( 'epairb','0','0','auto' )",
  );
  if (settings.vnet === '1')
    call.world.change(database, 'UPDATE jailnic SET nic_parent = ?', settings.interface ?? 'auto');
  if ((settings.nic_hwaddr ?? '') !== '')
    call.world.change(database, 'UPDATE jailnic SET nic_hwaddr = ?', settings.nic_hwaddr ?? '0');
};
