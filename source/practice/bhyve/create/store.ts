import {randomUUID} from 'node:crypto';
import type {Call} from '../../call.ts';
import {paths} from '../../host.ts';
import {machineSchema} from '../../schema/machine.ts';
import {sourceAssignments} from '../../sourced.ts';
import type {World} from '../../world.ts';
import {sizeInBytes} from '../bytes.ts';
import {indexColumns, settingsColumns} from '../columns.ts';
import {settingsFile} from '../guest.ts';
import {insertJail, insertRow, nodeVariables} from '../register.ts';
import type {Values} from './answers.ts';
import {withValues} from './merge.ts';

/** The VM's rows: jails and bhyve in the node's database; settings, disk, NIC and sound in its own. */
export function storeVm(call: Call, jname: string, values: Values, text: string): void {
  const {world} = call;
  const own = settingsFile(jname);
  const folder = `${paths.system}/${jname}`;
  world.script(own, machineSchema);
  const jailDefaults = world.read(`${paths.etc}/defaults/jail-freebsd-default.conf`) ?? '';
  const known = {...nodeVariables, ...values};
  const all: Values = {...sourceAssignments(jailDefaults, known, () => {}), ...values};
  const settled = {
    ...all,
    vm_iso_path: all.vm_iso_path || all.register_iso_as || '',
    vm_ram: ramBytes(all.vm_ram ?? ''),
  };
  insertJail(world, jname, column => all[column] ?? '');
  insertRow(world, 'local', 'bhyve', filled(settled, indexColumns).set('jname', jname));
  insertRow(world, own, 'settings', filled(settled, settingsColumns));
  insertRow(
    world,
    own,
    'bhyve_soundhw',
    new Map([
      ['soundhw_play', '/dev/dsp'],
      ['soundhw_rec', '/dev/dsp'],
    ]),
  );
  const uuid = all.uuid && all.uuid !== '0' ? all.uuid : randomUUID();
  const seconds = Math.floor(world.now() / 1000);
  world.change(own, 'UPDATE settings SET uuid=?, created=?, state_time=?', uuid, seconds, seconds);
  storeDisk(world, jname, all);
  storeNics(world, jname, all);
  if (all.vnc_password === '0') world.change(own, "UPDATE settings SET vnc_password=''");
  storeLimits(world, jname, all);
  for (const name of systemFolders) world.makeFolder(`${folder}/${name}`);
  world.write(`${folder}/rc.conf_${jname}`, withValues(text, {uuid}), 0o640);
  world.write(`${folder}/etc/rc.conf`, '# Settings here win over the database.\n');
  const profile = `vm-${all.vm_os_type}-${all.vm_os_profile}.conf`;
  const shipped = world.read(`${paths.etc}/${profile}`) ?? world.read(`${paths.etc}/defaults/${profile}`);
  if (shipped !== null) world.write(`${folder}/etc/${profile}`, shipped);
}

const systemFolders = (
  'etc create.d facts.d master_create.d master_poststart.d master_poststop.d master_prestart.d master_prestop.d ' +
  'master_reboot.d remove.d start.d stop.d'
).split(' ');

/** Only what has a value: the rest keeps the schema's default. The password is written even when it is empty. */
function filled(values: Values, columns: readonly string[]): Map<string, string> {
  const named = columns.filter(column => values[column] || column === 'vnc_password');
  return new Map(named.map(column => [column, values[column] ?? '']));
}

const ramBytes = (text: string): string => (text === '' ? '' : String(sizeInBytes(text) ?? ''));

function storeDisk(world: World, jname: string, values: Values): void {
  if (values.imgtype === 'none') return;
  const raw = values.imgtype?.startsWith('/dev/') ? values.imgtype : '';
  const row = new Map([
    ['jname', jname],
    ['dsk_path', raw || 'dsk1.vhd'],
    ['dsk_slot', '0'],
  ]);
  if (values.virtio_type) row.set('dsk_controller', values.virtio_type);
  if (raw === '') {
    row.set('dsk_size', String(sizeInBytes(values.imgsize ?? '') ?? 0));
    row.set('dsk_sectorsize', values.sectorsize || values.default_sectorsize || '4096');
    row.set('bootable', 'true');
  }
  insertRow(world, settingsFile(jname), 'bhyvedsk', row);
}

function storeNics(world: World, jname: string, values: Values): void {
  const add = (parent: string, more: Readonly<Record<string, string | undefined>>): void => {
    const row = new Map([
      ['jname', jname],
      ['nic_parent', parent],
    ]);
    for (const [name, value] of Object.entries(more)) if (value) row.set(name, value);
    insertRow(world, settingsFile(jname), 'bhyvenic', row);
  };
  add(values.interface ?? '', {nic_driver: values.nic_driver, nic_flags: values.nic_flags});
  const second = values.interface2 || values.ci_interface2 || '';
  if (second !== '' && second !== '0') add(second, {nic_mtu: values.ci_interface_mtu2, nic_flags: values.nic2_flags});
}

/** Limits go to a form of their own; its `nice` is what a start tells. */
function storeLimits(world: World, jname: string, values: Values): void {
  const file = `${paths.system}/${jname}/helpers/brctl.sqlite`;
  world.makeFolder(`${paths.system}/${jname}/helpers`);
  world.script(
    file,
    'CREATE TABLE forms (idx INTEGER PRIMARY KEY AUTOINCREMENT, param TEXT, def TEXT, cur TEXT, new TEXT)',
  );
  for (const [name, value] of Object.entries(values)) {
    if (!name.startsWith('rctl_') || value === '') continue;
    insertRow(
      world,
      file,
      'forms',
      new Map([
        ['param', name.slice(5)],
        ['def', '0'],
        ['cur', value],
      ]),
    );
  }
}
