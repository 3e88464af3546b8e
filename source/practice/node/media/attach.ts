import type {Call} from '../../call.ts';
import {paths} from '../../host.ts';
import {imageType} from './image-type.ts';
import {changeAloud, changeDisks, media} from './store.ts';

const needs = (call: Call): {name: string; path: string; guest: string} => {
  const {n0, n1, n2} = call.paint;
  const [name, path, guest] = [call.get('name'), call.get('path'), call.get('jname')];
  if (name === '') call.fail(`${n1}media: ${n2}name=${n0}`);
  if (path === '') call.fail(`${n1}media: ${n2}path=${n0}`);
  if (guest === '') call.fail(`${n1}Give me ${n2}jname=${n0}`);
  return {name, path, guest};
};

const checkGuest = (call: Call, guest: string): void => {
  const {n0, n1, n2} = call.paint;
  const found = call.world.query('local', 'SELECT jname FROM jails WHERE jname = ?', guest);
  if (found.length === 0) call.fail(`${n1}attachzfs: no such jail: ${n2}${guest}${n0}`);
};

const others = (call: Call, name: string, path: string, guest: string): string =>
  media(call, 'path = ? AND name = ? AND jname != ? LIMIT 1', path, name, guest)[0]?.jname ?? '';

export const attach = (call: Call): number => {
  const {n0, n1, n2} = call.paint;
  const {name, path, guest} = needs(call);
  const owner = others(call, name, path, guest);
  const shared = owner !== '' && owner !== '-';
  if (call.get('type') === 'hdd' && shared)
    call.fail(`${n1}disk ${name} with path ${path} already attached to: ${n2}${n0}`);
  checkGuest(call, guest);
  let type = call.get('type');
  if (type === '') {
    type = imageType(call.world, path);
    call.say(`${n1}media: auto-detected image type for ${path}: ${n2}${type}${n0}`);
  }
  if (type === 'hdd' && !addDisk(call, guest, path)) return told(call, 'Attached to', guest);
  if (media(call, 'path = ? AND name = ? AND jname = ?', path, name, guest).length > 0)
    call.fail(`${n1}storage with name:${name} and path:${path} already attached for instance: ${n2}${guest}${n0}`);
  changeAloud(
    call,
    shared
      ? `INSERT INTO media ( name, path, type, jname ) VALUES ( '${name}', '${path}', '${type}', '${guest}' )`
      : `UPDATE media SET jname='${guest}' WHERE name='${name}' AND path='${path}'`,
  );
  return told(call, 'Attached to', guest);
};

/** False when the VM has that disk already: CBSD says so and ends as if it had been attached. */
const addDisk = (call: Call, guest: string, path: string): boolean => {
  const {n0, n1, n2} = call.paint;
  const folder = `${paths.data}/${guest}-data/`;
  const file = path.startsWith(folder) && !path.slice(folder.length).includes('/') ? path.slice(folder.length) : path;
  const database = `${paths.system}/${guest}/local.sqlite`;
  const known = call.world.query(
    database,
    'SELECT dsk_path FROM bhyvedsk WHERE jname = ? AND dsk_path = ?',
    guest,
    file,
  );
  if (known.length > 0) {
    if (call.get('quiet') !== '1') call.say(`${n1}dsk_path already exist for ${guest}: ${n2}${file}${n0}`);
    return false;
  }
  const sql = 'INSERT INTO bhyvedsk ( jname,dsk_controller,dsk_path,dsk_slot ) VALUES ( ?,?,?,0 )';
  changeDisks(call, guest, sql, guest, 'virtio-blk', file);
  return true;
};

export function* detach(call: Call) {
  const {n0, n1, n2} = call.paint;
  const {name, path, guest} = needs(call);
  if (media(call, 'path = ? AND name = ? AND jname = ?', path, name, guest).length === 0)
    call.fail(`${n1}disk ${name} with name:${name} and path:${path} is not attached to: ${n2}${guest}${n0}`);
  const owner = others(call, name, path, guest);
  checkGuest(call, guest);
  changeAloud(
    call,
    owner !== '' && owner !== '-'
      ? `DELETE FROM media WHERE name='${name}' AND path='${path}' AND jname='${guest}'`
      : `UPDATE media SET jname='-' WHERE jname='${guest}' AND name='${name}' AND path='${path}'`,
  );
  if (call.get('type') === 'hdd') changeDisks(call, guest, 'DELETE FROM bhyvedsk WHERE dsk_path = ?', path);
  if (call.get('type') === 'iso')
    yield* call.run('bset', [`quiet=${call.get('quiet') || '0'}`, `jname=${guest}`, 'vm_iso_path=']);
  return told(call, 'Detach to', guest);
}

export const told = (call: Call, what: string, guest: string): number => {
  const {n0, n1, n2} = call.paint;
  if (call.get('quiet') !== '1') call.say(`${n1}${what}: ${n2}${guest}${n0}`);
  return 0;
};
