import type {Call} from '../../call.ts';
import {paths} from '../../host.ts';

/** A guest's `ip4_addr`; a VM's comes from its own settings. null: no such guest. A name with a blank passes as one without. */
export const guestAddresses = (call: Call, guest: string): string | null => {
  const {world} = call;
  const row = world.query('local', 'SELECT emulator, ip4_addr FROM jails WHERE jname = ?', guest)[0];
  if (row === undefined) return /\s/.test(guest) ? '' : null;
  if (row.emulator !== 'bhyve') return String(row.ip4_addr);
  const database = `${paths.system}/${guest}/local.sqlite`;
  const settings = world.query(database, 'SELECT ip4_addr FROM settings ORDER BY created DESC LIMIT 1')[0];
  if (settings === undefined)
    call.fail(`${call.paint.n1}Unable to fetch vm data from: ${call.paint.n2}${database}${call.paint.n0}`);
  return String(settings.ip4_addr);
};
