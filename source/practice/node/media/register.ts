import type {Call} from '../../call.ts';
import {imageType} from './image-type.ts';
import {nameOrPath} from './list.ts';
import {changeDisks, changeMedia, fullPath, media} from './store.ts';

/** A known path or name is told and refused; success is one word on stderr. */
export const registerMedium = (call: Call): number => {
  const {n0, n1, n2} = call.paint;
  const [name, path, guest] = [call.get('name'), call.get('path'), call.get('jname')];
  const loud = call.get('quiet') !== '1';
  if (name === '') call.fail(`${n1}media: ${n2}name=${n1} is mandatory${n0}`);
  if (path === '') call.fail(`${n1}media: ${n2}path=${n1} is mandatory${n0}`);
  const known = (what: string, value: string | undefined): boolean => {
    if (value === undefined) return false;
    if (loud) call.say(`${n1}${what} already exist for: ${n2}${value}${n0}`);
    return true;
  };
  if (known('Path', media(call, 'path = ? AND jname = ?', path, guest)[0]?.name)) return 1;
  if (known('Name', media(call, 'name = ? AND jname = ?', name, guest)[0]?.path)) return 1;
  let type = call.get('type');
  if (type === '') {
    type = imageType(call.world, path);
    if (loud) call.say(`${n1}media: auto-detected image type for ${path}: ${n2}${type}${n0}`);
  }
  add(call, name, fullPath(call, path, guest), type, guest || '-');
  call.err(`${n1}Updated${n0}\n`);
  return 0;
};

const add = (call: Call, name: string, path: string, type: string, guest: string): void => {
  const free = media(call, "name = ? AND path = ? AND type = ? AND jname = '-'", name, path, type);
  if (guest === '-' && free.length > 0) return;
  if (guest !== '-' && free.length === 1)
    changeMedia(
      call,
      "UPDATE media SET jname=? WHERE jname='-' AND name=? AND path=? AND type=?",
      guest,
      name,
      path,
      type,
    );
  else {
    const sql = 'INSERT INTO media ( name, path, type, jname, size ) VALUES ( ?,?,?,?,? )';
    changeMedia(call, sql, name, path, type, guest, call.world.size(path) ?? 0);
  }
};

export const unregisterMedium = (call: Call): number => {
  const {n0, n1} = call.paint;
  const [name, path] = [call.get('name'), call.get('path')];
  const [type, guest] = [call.get('type') || 'hdd', call.get('jname') || '-'];
  checkProtected(call, guest);
  if (name === '' && path === '') call.fail(nameOrPath(call));
  if (name !== '' && path !== '') dropOne(call, name, fullPath(call, path, guest), type, guest);
  else if (name !== '') changeMedia(call, 'DELETE FROM media WHERE name=? AND jname=?', name, guest);
  else changeMedia(call, 'DELETE FROM media WHERE path=? AND jname=?', path, guest);
  return call.fail(`${n1}Unregistered${n0}`, 0);
};

/** The last row of an image is kept without an owner; a further one goes. */
const dropOne = (call: Call, name: string, path: string, type: string, guest: string): void => {
  const last = media(call, 'name = ? AND path = ? AND type = ? AND jname != ?', name, path, type, guest).length === 0;
  const where = 'WHERE jname=? AND name=? AND path=? AND type=?';
  const sql = guest !== '-' && last ? `UPDATE media SET jname='-' ${where}` : `DELETE FROM media ${where}`;
  changeMedia(call, sql, guest, name, path, type);
  if (guest !== '-')
    changeDisks(call, guest, 'DELETE FROM bhyvedsk WHERE dsk_path=? AND dsk_type=?', `hdd-${name}`, type);
};

export const checkProtected = (call: Call, guest: string): void => {
  const {n0, n1, n2} = call.paint;
  const emulator = call.world.query('local', 'SELECT emulator FROM jails WHERE jname = ?', guest)[0]?.emulator;
  const table = emulator === 'bhyve' ? 'bhyve' : 'jails';
  const row = call.world.query('local', `SELECT protected FROM ${table} WHERE jname = ?`, guest)[0];
  if (String(row?.protected) === '1') call.fail(`${n1}Environment is protected to delete: ${n2}${guest}${n0}`);
};
