import type {Call} from '../call.ts';
import {paths} from '../host.ts';
import {columns as aligned} from '../node/columns.ts';
import {type Guest, readGuest, setting, settingsFile} from './guest.ts';

/** `bls`: VMs only, sorted by name; an unknown column is 0, memory is in MB, and a stopped VM keeps its last VNC port. */
export function bls(call: Call): number {
  const {world, paint} = call;
  const columns = (call.get('display') || defaultColumns(call)).split(',').filter(Boolean);
  const rows: string[] = [];
  const lost: string[] = [];
  if (call.get('header') !== '0') rows.push(`${paint.h1}${paint.bold}${columns.join(' ').toUpperCase()}${paint.n0}`);
  for (const jname of listed(call)) {
    const guest = readGuest(world, jname);
    if (!guest) continue;
    if (!world.exists(settingsFile(jname))) {
      lost.push(`${jname}: can't open database file for ${jname}: ${settingsFile(jname)}`);
      continue;
    }
    const cells = columns.map(column => cell(call, guest, column));
    rows.push(`${paint.n0}${guest.jid === 0 ? paint.n4 : paint.n2}${cells.join(' ')} ${paint.n0}`);
  }
  call.out(aligned(rows));
  if (lost.length > 0) call.err(`Error:\n${lost.join('\n')}\n`);
  return 0;
}

/** VMs by name, those asked for; another node's are not here. */
function listed(call: Call): readonly string[] {
  if (call.get('node') !== '') return [];
  const asked = [call.get('jname'), ...call.positional].filter(Boolean);
  const order = /^desc$/i.test(call.get('order')) ? 'DESC' : 'ASC';
  const rows = call.world.query('local', `SELECT jname FROM jails WHERE emulator='bhyve' ORDER BY jname ${order}`);
  return rows.map(row => String(row.jname)).filter(jname => asked.length === 0 || asked.includes(jname));
}

function defaultColumns(call: Call): string {
  const counted = String(call.world.query('local', 'SELECT racct FROM local')[0]?.racct ?? 0) === '1';
  const columns = counted ? 'vm_ram,vm_curmem,vm_cpus,pcpu' : 'vm_ram,vm_cpus';
  const listed = `jname,jid,${columns},vm_os_type,ip4_addr,status,vnc`;
  return call.get('shownode') === '1' ? `nodename,${listed}` : listed;
}

const states = ['Off', 'On', 'Slave'];

function cell({world}: Call, guest: Guest, column: string): string {
  const own = (name: string): string => setting(world, guest.jname, name);
  const fact = `${paths.system}/${guest.jname}/facts.d/${column}`;
  if (world.exists(fact)) return '-';
  switch (column) {
    case 'vm_ram':
      return /^\d+$/.test(guest.value(column)) ? String(BigInt(guest.value(column)) / 1_048_576n) : '0';
    case 'vm_curmem':
    case 'pcpu':
      return '0';
    case 'vnc':
      return `${own('bhyve_vnc_tcp_bind')}:${own('vnc_port')}`;
    case 'vnc_port':
    case 'vm_zfs_guid':
      return own(column) || '0';
    case 'ip4_addr':
      return own(column) || 'DHCP';
    case 'status': {
      const row = world.query('local', 'SELECT maintenance FROM jails WHERE jname=?', guest.jname)[0];
      const reason = String(row?.maintenance ?? '');
      if (guest.status === 3) return reason === '' || reason === '0' ? 'Maintenance' : `Maintenance:${reason}`;
      return states[guest.status] ?? 'Unknown';
    }
    default:
      return guest.value(column) || '0';
  }
}
