import type {Call} from '../../call.ts';
import {paths} from '../../host.ts';
import {nameOrPath} from './list.ts';
import {checkProtected} from './register.ts';
import {changeDisks, changeMedia, media} from './store.ts';

/** Takes the row away and the file with it. */
export const deleteMedium = (call: Call): number => {
  const {n0, n1, n2} = call.paint;
  const [name, type, guest] = [call.get('name'), call.get('type'), call.get('jname') || '-'];
  let path = call.get('path');
  if (type === '') call.fail(`${n2}type= ${n1}is mandatory${n0}`);
  checkProtected(call, guest);
  if (name === '' && path === '') call.fail(nameOrPath(call));
  if (name !== '' && path !== '') {
    const sql = 'DELETE FROM media WHERE name=? AND path=? AND type=?';
    if (guest === '-') changeMedia(call, sql, name, path, type);
    else changeMedia(call, `${sql} AND jname=?`, name, path, type, guest);
  } else if (name !== '') {
    path = media(call, 'name = ? AND jname = ?', name, guest)[0]?.path ?? '';
    changeMedia(call, 'DELETE FROM media WHERE name=? AND jname=?', name, guest);
  } else changeMedia(call, 'DELETE FROM media WHERE path=? AND jname=?', path, guest);
  if (path === '') call.fail(`${n1}media delete: empty path variable${n0}`);
  const file = path.replace(/^.*\//, '');
  if (type === 'iso') call.world.remove(path);
  else if (type === 'hdd' || type === 'vhd') {
    if (guest !== '-') {
      changeDisks(call, guest, 'DELETE FROM bhyvedsk WHERE dsk_path=?', file);
      call.world.remove(`${paths.data}/${guest}-data/${file}`);
    }
  }
  return call.fail(`${n1}Deleted${n0}`, 0);
};

export const deleteAll = (call: Call): number => {
  const {n0, n1, n2} = call.paint;
  for (const {path, jname} of media(call, "type != 'hdd'")) {
    call.say(`${n1}removing: ${n2}${path}${n1} ...${n0}`);
    if (jname !== '-') continue;
    call.world.remove(path);
    changeMedia(call, "DELETE FROM media WHERE path=? AND jname='-'", path);
    call.say(`${n1}Deleted${n0}`);
  }
  return 0;
};
