import type {Call} from '../call.ts';
import {paths} from '../host.ts';
import {columns} from '../node/columns.ts';
import {human} from '../node/human.ts';
import {changeDisks} from '../node/media/store.ts';
import {sizeInBytes} from './bytes.ts';
import {makeSparse, resize} from './disk.ts';
import {settingsFile} from './guest.ts';

type Disk = Readonly<Record<string, unknown>>;

const disksOf = ({world}: Call, guest: string): Disk[] => world.query(settingsFile(guest), 'SELECT * FROM bhyvedsk');

const fileOf = (guest: string, disk: string): string => `${paths.data}/${guest}-data/${disk}`;

const needed = (call: Call, ...names: readonly string[]): void => {
  for (const name of names)
    if (call.get(name) === '') call.fail(`bhyve-dsk error: ${name.toUpperCase()}= is mandatory`);
};

const nextFree = (call: Call, guest: string): string => {
  const taken = new Set(disksOf(call, guest).map(({dsk_path: path}) => String(path)));
  for (let number = 1; ; number += 1) if (!taken.has(`dsk${number}.vhd`)) return `dsk${number}`;
};

/** A running VM is not asked about: it has the disk from its next start. */
const attach = (call: Call, guest: string): number => {
  needed(call, 'dsk_controller', 'dsk_size');
  const disk = call.get('dsk_path') || `${nextFree(call, guest)}.vhd`;
  const bytes = Number(sizeInBytes(call.get('dsk_size')) ?? 0);
  makeSparse(call.world, fileOf(guest, disk), bytes);
  changeDisks(
    call,
    guest,
    'INSERT INTO bhyvedsk (jname, dsk_controller, dsk_path, dsk_slot, dsk_size) VALUES (?, ?, ?, 0, ?)',
    ...[guest, call.get('dsk_controller'), disk, bytes],
  );
  const medium = [`name=hdd-${disk}`, `path=${fileOf(guest, disk)}`, 'type=hdd', `jname=${guest}`];
  call.capture('media', ['mode=register', ...medium]);
  call.say(`${disk.replace(/\.vhd$/, '')} attached`);
  return 0;
};

/** The disk that is named by controller and path; CBSD knows two controllers here. */
const named = (call: Call, guest: string): Disk => {
  needed(call, 'dsk_controller', 'dsk_path');
  const [controller, path] = [call.get('dsk_controller'), call.get('dsk_path')];
  if (!['virtio-blk', 'ahci-hd'].includes(controller))
    return call.fail(`unknown dsk_controller ${controller}, valid: virtio-blk, ahci-hd`);
  const found = disksOf(call, guest).find(row => row.dsk_path === path && row.dsk_controller === controller);
  return found ?? call.fail(`Unable to find in bhyvedsk: ${path}`);
};

const modify = (call: Call, guest: string): number => {
  const disk = named(call, guest);
  const asked = call.get('dsk_size');
  if (asked === '') return 0;
  if (!call.world.settings.zfs) {
    call.err('practice: not simulated: bhyve-dsk mode=modify without ZFS\n');
    return 127;
  }
  if (/^\+\d+$/.test(asked)) return 0; // without a unit it adds nothing
  const before = Number(disk.dsk_size);
  const bytes = Number(sizeInBytes(asked.replace(/^\+/, '')) ?? 0) + (asked.startsWith('+') ? before : 0);
  if (bytes < before) call.fail('disk reduction is not yet supported');
  if (bytes === before) call.fail('new dsk_size must be larger than the old values');
  resize(call.world, fileOf(guest, String(disk.dsk_path)), bytes);
  changeDisks(call, guest, 'UPDATE bhyvedsk SET dsk_size = ? WHERE dsk_path = ?', bytes, String(disk.dsk_path));
  call.say('dsk_size: changed');
  return 0;
};

const remove = (call: Call, guest: string): number => {
  const path = String(named(call, guest).dsk_path);
  const medium = ['mode=delete', `name=hdd-${path}`, `path=${fileOf(guest, path)}`, 'type=hdd', `jname=${guest}`];
  return call.capture('media', medium).code;
};

const detach = (call: Call, guest: string): number => {
  const path = String(named(call, guest).dsk_path);
  changeDisks(call, guest, 'DELETE FROM bhyvedsk WHERE dsk_path = ?', path);
  call.say(`${path.replace(/\.vhd$/, '')} dettached (but not removed!)`);
  return 0;
};

const list = (call: Call, guest: string): number => {
  const display = (call.get('display') || 'jname,dsk_controller,dsk_path,dsk_size,dsk_sectorsize,bootable').split(',');
  const told = (row: Disk, column: string): string =>
    column === 'dsk_size' ? human(Number(row[column])) : String(row[column] ?? '');
  const rows = disksOf(call, guest).map(row => display.map(column => told(row, column)).join(' '));
  call.out(columns([...(call.get('header') === '0' ? [] : [display.join(' ').toUpperCase()]), ...rows]));
  return 0;
};

const modes: Readonly<Record<string, (call: Call, guest: string) => number>> = {
  list,
  attach,
  detach,
  modify,
  delete: remove,
  remove,
  get_next_free_dsk(call, guest) {
    call.say(nextFree(call, guest));
    return 0;
  },
};

/** `cbsd bhyve-dsk`: the disks of a VM (cbsd-ops 5.8). */
export const bhyveDsk = (call: Call): number => {
  const guest = call.get('jname');
  needed(call, 'mode', 'jname');
  const there = call.world.query('local', "SELECT jname FROM jails WHERE jname = ? AND emulator = 'bhyve'", guest)[0];
  if (!there) return call.fail(`bhyve-dsk: no such domain here: ${guest}`);
  const act = Object.hasOwn(modes, call.get('mode')) ? modes[call.get('mode')] : undefined;
  return act === undefined ? call.fail(`Unknown mode: ${call.get('mode')}`) : act(call, guest);
};
