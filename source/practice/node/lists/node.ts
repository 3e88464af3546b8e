import type {Call} from '../../call.ts';
import {host, paths} from '../../host.ts';
import {columns} from '../columns.ts';
import {human} from '../human.ts';
import {nodeRow} from '../node-row.ts';

/** `cbsd node mode=list`: other nodes of the farm. There are none. */
export const node = (call: Call): number => {
  if (call.get('mode') !== 'list') return 0;
  const {bold, h1, n0} = call.paint;
  const display = (call.get('display') || 'nodename,ip,port,keyfile,status,idle').split(',');
  const rows = call.world
    .query(`${paths.db}/nodes.sqlite`, 'SELECT * FROM nodelist')
    .map(row => display.map(column => String(row[column] ?? '-') || '-').join(' '));
  const header = call.get('header') === '0' ? [] : [`${h1}${bold}${display.join(' ').toUpperCase()}${n0}`];
  call.out(columns([...header, ...rows]));
  return 0;
};

/** One interface; with `desc=1` its description and state. */
export const nicsList = (call: Call): number => {
  const all = call.get('all') === '1' && call.get('phyonly') !== '1' ? [host.nic, 'lo0'] : [host.nic];
  for (const nic of all) {
    if (call.get('skip').split(/\s+/).includes(nic)) continue;
    call.say(call.get('desc') === '1' ? `${nic}: Practice network interface: UP` : nic);
  }
  return 0;
};

export const vmPackages = (call: Call): number => {
  const {bold, n0} = call.paint;
  const display = (call.get('display') || 'name,pkg_vm_cpus,pkg_vm_ram,pkg_vm_disk').split(',');
  const rows = call.world
    .query('local', 'SELECT name,pkg_vm_cpus,pkg_vm_ram,pkg_vm_disk FROM vmpackages')
    .map(row => n0 + display.map(column => String(row[column] ?? '') || '\\-').join(' '));
  const header = call.get('header') === '0' ? [] : [`${bold}${display.join(' ').toUpperCase()}${n0}`];
  call.out(columns([...header, ...rows]));
  return 0;
};

type Engine = readonly [name: string, available: 0 | 1, description: string, prefix: string, page: string];

const engines: readonly Engine[] = [
  ['bhyve', 1, 'Native FreeBSD hypervisor', 'b', 'bhyve'],
  ['jail', 1, 'Native FreeBSD lightweight containers', 'b', 'jail'],
  ['qemu', 1, 'QEMU hypervisor', 'q', 'qemu'],
  ['virtualbox', 0, 'VirtualBox hypervisor', 'v', 'vbox'],
  ['vmm', 0, 'Native OpenBSD hypervisor', 'o', 'vmm'],
  ['xen', 0, 'XEN hypervisor', 'b', 'xen'],
];

export const capabilities = (call: Call): number => {
  const page = (name: string): string => `https://www.bsdstore.ru/en/cbsd_${name}_quickstart.html`;
  const rows = engines.map(([name, available, description, prefix, file]) => ({
    ...{name, description, prefix, available, info: page(file)},
  }));
  const indented = (text: string): string => text.replaceAll(/^/gm, '  ');
  if (call.get('json') === '1')
    call.out(`[\n${rows.map(row => indented(JSON.stringify(row, null, 2))).join(',\n')}\n]\n`);
  else
    for (const row of rows)
      for (const key of ['available', 'prefix', 'description', 'info'] as const)
        call.say(`emulator_${row.name}_${key}="${row[key]}"`);
  return 0;
};

export const summary = (call: Call): number => {
  const {bold, h1, n0, n1, n2, n4} = call.paint;
  const {world} = call;
  const count = (where: string): string =>
    String(world.query('local', `SELECT count(jname) AS n FROM jails WHERE emulator ${where}`)[0]?.n ?? 0);
  const row = nodeRow(world);
  const size = (bytes: number): string => (call.get('human') === '0' ? String(bytes) : human(bytes));
  const heading = (title: string): void => {
    call.say(`${bold}  ${h1}${title}  ${n0}`);
    call.say(`${bold}  ${h1}${'='.repeat(36)}  ${n0}\n`);
  };
  const line = (label: string, value: string, width: number): void =>
    call.say(`  ${n1}${`${label}:`.padEnd(26)} ${n2}${value.padEnd(width)}${n0}`);
  heading('Summary statistics for the CBSD farm');
  line('CBSD version', host.version, 3);
  line('current platform', 'FreeBSD', 16);
  line('total nodes', '1', 3);
  line('total jail environments', count("!= 'bhyve'"), 16);
  line('total virtual machines', count("= 'bhyve'"), 16);
  line("total CPU core's", String(row.cpus), 16);
  if (row.frequency > 0) line('average frequency, Mhz', String(row.frequency), 16);
  line('total RAM', size(row.memory), 16);
  line('total free RAM', size(row.freeMemory), 16);
  line('total storage, Gb', 'unknown', 16);
  call.say('');
  heading('General node info');
  for (const name of ['bhyve', 'jail', 'qemu', 'nvmm', 'vmm', 'xen']) {
    const here = ['bhyve', 'jail', 'qemu'].includes(name);
    const page = `https://www.bsdstore.ru/en/cbsd_${name}_${here ? 'quickstart' : 'platform'}.html`;
    const state = `${here ? n2 : n4}${(here ? 'available' : 'unavailable').padEnd(16)}`;
    call.say(`  ${n1}${name.padEnd(15)}: ${state}${n0} ( ${page.padEnd(53)} )${n0}`);
  }
  call.say('');
  return 0;
};
