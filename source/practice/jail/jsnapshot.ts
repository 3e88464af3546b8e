import type {Call, Row} from '../call.ts';
import {columns} from '../node/columns.ts';
import {dropSnapshots, rollBack, type Snapshot, snapshots, snapshotted, takeSnapshot} from '../zfs/snapshots.ts';
import {lookUp} from './guest.ts';

const two = (number: number): string => String(number).padStart(2, '0');

const stamp = (at: number): string => {
  const when = new Date(at);
  const day = `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`;
  return `${day}__${two(when.getHours())}:${two(when.getMinutes())}`;
};

const ofJail = (call: Call): Snapshot[] => {
  const jname = call.get('jname');
  return snapshots(call.world).filter(one => one.jname !== null && (jname === '' || one.jname === jname));
};

const list = (call: Call): number => {
  const {bold, n0, n1} = call.paint;
  if (!call.world.settings.zfs) {
    call.out(columns([`${n1}jsnapshot: ufs not implemented${n0}`]));
    return 0;
  }
  const shown = (call.get('display') || 'jname,snapname,creation,refer').split(',');
  const rows = ofJail(call).map(one => {
    const cells: Readonly<Record<string, string>> = {
      jname: one.jname ?? '',
      snapname: one.name,
      creation: stamp(one.at),
      refer: '96K',
    };
    return shown.map(name => cells[name] ?? '').join(' ');
  });
  const header = call.get('header') === '0' ? [] : [`${bold}${shown.join(' ').toUpperCase()}${n0}`];
  call.out(columns([...header, ...rows]));
  return 0;
};

const destroy = (call: Call, which: (snapshot: Snapshot) => boolean): number => {
  const {n0, n1, n2} = call.paint;
  const gone = dropSnapshots(call.world, which);
  for (const one of gone) call.say(`${n1}zfs snapshot for ${call.get('jname')} destroyed: ${n2}${one.name}${n0}`);
  call.say(`${n1}jsnapshot: destroyed ${n2}${gone.length}${n1} snapshots ${n2}in 0 seconds${n0}`);
  return 0;
};

const create = (call: Call, jname: string): number => {
  const {h1, n0, n1, n2} = call.paint;
  const wish = call.get('snapname') || call.fail(`${n1}Empty ${n2}snapname=${n0}`);
  const name =
    wish === 'gettimeofday' ? new Date(call.world.now()).toISOString().replace(/\D/g, '').slice(0, 14) : wish;
  if (!takeSnapshot(call.world, jname, name))
    call.fail(
      `${n1}zfs snapshot error: ${n0}cannot create snapshot '${snapshotted(call.world, jname)}@${name}': dataset already exists`,
    );
  call.say(`${n1}jsnapshot: created snapshot ${h1}#${ofJail(call).length}${n1} for ${jname} ${n2}in 0 seconds${n0}`);
  return 0;
};

const rollback = (call: Call, jname: string): number => {
  const {n0, n1, n2} = call.paint;
  const name = call.get('snapname') || call.fail(`${n1}empty ${n2}snapname=${n0}`);
  const found = ofJail(call).find(one => one.name === name && one.dataset === snapshotted(call.world, jname));
  if (found === undefined) return call.fail(`${n1}no such snapshot ${name} for ${jname}${n0}`);
  rollBack(call.world, found, jname);
  call.say(
    `${n1}Restored state to ${n2}${name}${n1} snapshot created in ${n2}${new Date(found.at).toString().slice(0, 21)}${n0}`,
  );
  return 0;
};

/** `cbsd jsnapshot`, and `bsnapshot`, which is the same script: only on ZFS; refused on UFS, where the list tells it as a table and ends 0. */
const jsnapshot = (call: Call): number => {
  const {n0, n1, n2} = call.paint;
  const [mode, jname, name] = [call.get('mode'), call.get('jname'), call.get('snapname')];
  if (mode === 'list') return list(call);
  if (!['create', 'destroy', 'destroyall', 'destroyall_original', 'rollback'].includes(mode))
    call.fail(`${n1}Unknown mode: ${n2}${mode}${n0}`);
  if (jname === '') call.fail(`${n1}Please set ${n2}jname=${n0}`);
  if (lookUp(call.world, jname) === null) call.fail(`${n1}No such jail: ${n2}${jname}${n0}`);
  if (!call.world.settings.zfs) call.fail(`${n1}jsnapshot: ufs not implemented${n0}`);
  switch (mode) {
    case 'create':
      return create(call, jname);
    case 'rollback':
      return rollback(call, jname);
    case 'destroy':
      if (name === '')
        call.fail(
          `${n1}Please set ${n2}snapname=${n1} or use ${n2}mode=destroyall ${n1}to destroy all snapshots for this jail${n0}`,
        );
      return destroy(call, one => one.jname === jname && one.name === name);
    case 'destroyall':
      return destroy(call, one => one.jname === jname);
    default:
      return destroy(call, one => one.name === `cbsd-original-${jname}`);
  }
};

export const snapshotCommand: Row = {
  module: 'jail',
  about: 'snapshots of a guest',
  run: jsnapshot,
  required: 'mode',
  optional: 'display header jname snapfs snapname',
  changes: call => call.get('mode') !== 'list',
  lie: call => call.say(`jsnapshot: created snapshot #1 for ${call.get('jname')} in 0 seconds`),
};
