import type {Call, Steps} from '../call.ts';
import {paths} from '../host.ts';
import {masked} from '../jail/guest.ts';
import {runningMachine} from '../kernel.ts';
import {sizeInBytes} from './bytes.ts';
import {settableColumns} from './columns.ts';
import {settingsFile} from './guest.ts';

/** `bset`: writes what it is given, checks nothing, and says `changed` whether or not a row was (cbsd-observed). */
export function* bset(call: Call): Steps {
  const {world, argv} = call;
  const jname = call.get('jname');
  const many = masked(call, jname, 'bhyve');
  if (many.length > 0) {
    const rest = argv.filter(one => !one.startsWith('jname'));
    for (const one of many) yield* call.run('bset', [`jname=${one}`, ...rest]);
    return 0;
  }
  if (!world.query('local', 'SELECT jname FROM jails WHERE jname=?', jname)[0])
    return call.fail(`No such bhyve: ${jname}`);
  if (call.get('jconf')) return yield* fromFile(call);
  for (const one of argv) {
    const name = one.replace(/=.*$/s, '');
    if (name === 'jname' || name === 'quiet') continue;
    for (const column of settableColumns) if (column === name) change(call, jname, name);
  }
  return 0;
}

/** The file's lines become arguments: comments out, `;` out. */
function* fromFile(call: Call): Steps {
  const text = call.received(call.get('jconf'));
  if (text === null) return call.fail(`No such jconf file: ${call.get('jconf')}`);
  const lines = text
    .replaceAll(';', '')
    .split('\n')
    .filter(line => line !== '' && !line.includes('#'));
  return yield* call.run('bset', [`jname=${call.get('jname')}`, ...lines]);
}

function change(call: Call, jname: string, name: string): void {
  const {world} = call;
  const value = converted(call, jname, name, call.get(name).replaceAll('%', ' '));
  const own = settingsFile(jname);
  if (name === 'nice') {
    const limits = `${paths.system}/${jname}/helpers/brctl.sqlite`;
    if (!world.exists(limits)) {
      call.say(`No such rctl file: ${limits}`);
      return;
    }
    world.change(limits, "UPDATE forms SET cur=? WHERE param='nice'", value);
  } else if (name === 'vm_pid') world.change('local', 'UPDATE jails SET jid=? WHERE jname=?', value, jname);
  else if (name === 'gid') world.change('local', 'UPDATE jails SET gid=? WHERE jname=?', value, jname);
  else if (name.startsWith('soundhw_')) world.change(own, `UPDATE bhyve_soundhw SET ${name}=?`, value);
  else if (name === 'nic_ratelimit') world.change(own, 'UPDATE bhyvenic SET nic_ratelimit=? WHERE id=1', value);
  else if (name.startsWith('dsk_')) world.change(own, `UPDATE bhyvedsk SET ${name}=? WHERE dsk_path='dsk1.vhd'`, value);
  else {
    world.change(own, `UPDATE settings SET ${name}=?`, value);
    world.change('local', `UPDATE bhyve SET ${name}=? WHERE jname=?`, value, jname);
    if (name === 'ip4_addr') world.change('local', 'UPDATE jails SET ip4_addr=? WHERE jname=?', value, jname);
  }
  const {n0, n1} = call.paint;
  if (call.get('quiet') !== '1') call.say(`${name}: ${n1}changed${n0}`);
}

/** Bare RAM is MB here, bytes everywhere else; what is no size is kept as it came. */
function converted(call: Call, jname: string, name: string, value: string): string {
  if (name === 'vm_ram') {
    if (/^\d+$/.test(value)) return String(BigInt(value) * 1_048_576n);
    return String(sizeInBytes(value) ?? value);
  }
  if (name !== 'vm_pid') return value;
  const pid = /^auto$/i.test(value) ? runningPid(call, jname) : value;
  if (pid === '') call.fail(`bset vm_pid: unable to determine pid for: ${jname}`);
  if (!/^\d+$/.test(pid)) call.fail(`bset vm_pid: not number: ${pid}`);
  return pid;
}

const runningPid = (call: Call, jname: string): string => String(runningMachine(call.world, jname)?.pid ?? 0);
