import type {Call} from '../call.ts';
import {host, paths} from '../host.ts';
import {columns} from '../node/columns.ts';
import {sourceAssignments} from '../sourced.ts';
import {type Guest, limitDatabase, lookUp, rootOf} from './guest.ts';
import {limitParameters} from './parameters.ts';

const statusWord = (status: number): string => ['Off', 'On', 'Slave', 'Maintenance'][status] ?? 'Unknown';

const own = ['alljails', 'display', 'header', 'jname', 'node', 'order', 'shownode'];

/** Every other `column=value` is pasted into the query as it stands (cbsd-observed, trap 1). */
const conditions = (call: Call): string =>
  call.argv
    .filter(word => word.indexOf('=') > 0)
    .map(word => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] as const)
    .filter(([column]) => !own.includes(column))
    .map(([column, value]) => {
      const state = column === 'status' ? {on: '1', off: '0'}[value.toLowerCase()] : undefined;
      return ` AND ${column}="${state ?? value}"`;
    })
    .join('');

/** `em0#10.0.0.5` shows its address. */
const addresses = (list: string): string => {
  const special = list.split(',').filter(one => one.includes('#'));
  return special.length === 0 ? list : special.map(one => one.replace(/^.*#/, '')).join(',');
};

const cell = (call: Call, guest: Guest, column: string): string => {
  switch (column) {
    case 'status':
      return statusWord(guest.status);
    case 'path':
      return rootOf(guest);
    case 'ip4_addr':
      return guest.get(column) === '' ? '0' : addresses(guest.get(column));
    case 'real_ip4':
      return '';
    case 'etcver':
      return '0';
  }
  if (!limitParameters.includes(column)) return guest.get(column);
  const limit = call.world.query(limitDatabase(guest.jname), 'SELECT cur FROM forms WHERE param = ?', column)[0];
  return limit === undefined ? guest.get(column) : String(limit.cur);
};

/** Settings files that lie there without a row in the database. */
const unregistered = (call: Call): string[] =>
  call.world.list(paths.rcconf).flatMap(file => {
    const read = sourceAssignments(call.world.read(`${paths.rcconf}/${file}`) ?? '', {}, () => {});
    return read.emulator === 'jail' && read.jname !== undefined ? [read.jname] : [];
  });

/** `cbsd jls`: jails only; always ends 0, also for unknown columns, names and conditions. */
export const jls = (call: Call): number => {
  const {world, paint} = call;
  const workdir = call.env.workdir || host.workdir;
  if (!world.exists(workdir)) return call.fail(`${paint.n1}jls: no such workdir: ${paint.n2}${workdir}${paint.n0}`);
  const shown = (call.get('display') || 'jname,jid,ip4_addr,host_hostname,path,status')
    .split(',')
    .filter(one => one !== '');
  const only = [call.get('jname'), ...call.positional].filter(one => one !== '');
  const order = call.get('order') || 'asc';
  const found = world.query(
    'local',
    `SELECT jname, hidden FROM jails WHERE ( emulator="jail" OR emulator LIKE 'qemu-%-static' )${conditions(call)} ORDER BY jname ${order}`,
  );
  const rows: string[] = [];
  if (call.get('header') === '' || call.get('header') === '1')
    rows.push(`${paint.h1}${paint.bold}${shown.join(' ').toUpperCase()}${paint.n0}`);
  const noHidden = call.get('hidden') === '0' || call.argv.includes('hidden=0');
  for (const {jname} of found) {
    if (only.length > 0 && !only.includes(String(jname))) continue;
    const guest = lookUp(world, String(jname));
    if (guest === null || (noHidden && guest.get('hidden') === '1')) continue;
    const cells = shown.map(column => cell(call, guest, column) || '-');
    rows.push(`${paint.n0}${guest.jid === 0 ? paint.n4 : paint.n2}${cells.join(' ')} ${paint.n0}`);
  }
  for (const jname of unregistered(call)) {
    const cells = shown.map(column => ({jname, jid: '0', status: 'Unregister'})[column] ?? '-');
    rows.push(`${paint.n0}${paint.n4}${cells.join(' ')} ${paint.n0}`);
  }
  call.out(columns(rows));
  return 0;
};
