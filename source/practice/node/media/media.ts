import type {Call, Steps} from '../../call.ts';
import {attach, detach, told} from './attach.ts';
import {deleteAll, deleteMedium} from './delete.ts';
import {dumpMedia, getMedium, listMedia} from './list.ts';
import {registerMedium, unregisterMedium} from './register.ts';
import {changeMedia} from './store.ts';

const eject = (call: Call): number => {
  const {n0, n1, n2} = call.paint;
  const guest = call.get('jname');
  if (guest === '') call.fail(`${n1}Please specify ${n2}jname=${n0}`);
  changeMedia(call, "UPDATE media SET jname='-' WHERE jname=? AND type='iso'", guest);
  return told(call, 'All CD/ISO ejected', guest);
};

const flushAll = (call: Call): number => {
  changeMedia(call, "DELETE FROM media WHERE type != 'hdd'");
  return call.fail(`${call.paint.n1}Flushed${call.paint.n0}`, 0);
};

const update = (call: Call): number => {
  const [name, path, guest, type] = ['name', 'path', 'jname', 'type'].map(call.get);
  if (type)
    changeMedia(
      call,
      'UPDATE media SET type=? WHERE name=? AND path=? AND jname=?',
      type,
      name ?? '',
      path ?? '',
      guest ?? '',
    );
  if (guest) changeMedia(call, 'UPDATE media SET jname=? WHERE name=? AND path=?', guest, name ?? '', path ?? '');
  return 0;
};

const modes: Readonly<Record<string, (call: Call) => number | Steps>> = {
  attach,
  detach,
  eject,
  list: listMedia,
  get: getMedium,
  register: registerMedium,
  unregister: unregisterMedium,
  flushall: flushAll,
  delete: deleteMedium,
  remove: deleteMedium,
  deleteall: deleteAll,
  removeall: deleteAll,
  update,
  dump: dumpMedia,
};

/** `cbsd media`: images and disks by name, and whose they are. */
export const mediaCommand = (call: Call): number | Steps => {
  const {n0, n1, n2} = call.paint;
  const mode = call.get('mode');
  const act = Object.hasOwn(modes, mode) ? modes[mode] : undefined;
  return act === undefined ? call.fail(`${n1}Unknown mode: ${n2}${mode}${n0}`) : act(call);
};
