import {sayDone} from '../bhyve/names.ts';
import type {Call, Pause, Steps} from '../call.ts';
import {host, paths} from '../host.ts';
import {removeDataset} from '../zfs/datasets.ts';
import {readAddresses} from './addresses.ts';
import {dataFolder, fstabFolder, type Guest, lookUp, masked, rcFile, systemFolder} from './guest.ts';

/** `cbsd jremove` and `jdestroy`: ask nothing, stop what runs, take VMs too, end 0 for missing and protected ones (trap 8). */
export function* jremove(call: Call): Steps {
  if (call.argv.length === 0) return call.fail(`${call.paint.n1}No such domains${call.paint.n0}`);
  const jname = call.get('jname');
  const mask = masked(call, jname);
  // Any `inter` drops the first word, so a name given by position is lost under NOINTER (cbsd-observed, trap 2).
  const words = call.inter && call.get('inter') === '' ? call.argv : call.argv.slice(1);
  const names = jname === '' ? words : mask.length > 0 ? mask : [jname];
  if (names.length === 0) call.fail('Give me jname');
  for (const name of names) yield* removeOne(call, name);
  sayDone(call, `${call.paint.n1}jdestroy`);
  return 0;
}

function* removeOne(call: Call, jname: string): Generator<Pause, void> {
  const {n0, n1, n2} = call.paint;
  const guest = lookUp(call.world, jname);
  if (guest === null) return call.say(`${n1}No such jail: ${n2}${jname}${n0}`);
  if (guest.get('protected') === '1')
    return call.say(`${n1}Protected/locked jail. Skip for remove: ${n2}${jname}${n0}`);
  yield* call.run('expose', [`jname=${jname}`, 'mode=flush']);
  readAddresses(call, guest.get('ip4_addr'), 2);
  yield* stopFirst(call, guest);
  if (call.world.settings.zfs) removeDataset(call, jname);
  call.world.remove(dataFolder(jname));
  yield {ms: 0};
  for (const table of ['jails', 'rctl', 'bhyve'])
    call.world.change('local', `DELETE FROM ${table} WHERE jname = ?`, jname);
  for (const path of [
    fstabFolder(jname),
    rcFile(jname),
    systemFolder(jname),
    `${host.workdir}/var/log/${jname}.log`,
    `${paths.jails}/${jname}`,
  ])
    call.world.remove(path);
  if (guest.get('emulator') === 'jail') return;
  const media = `${paths.db}/storage_media.sqlite`;
  call.world.change(media, "DELETE FROM media WHERE jname = ? AND type = 'hdd'", jname);
  call.world.change(media, "UPDATE media SET jname = '-' WHERE jname = ? AND type = 'iso'", jname);
}

function* stopFirst(call: Call, guest: Guest): Generator<Pause, void> {
  if (guest.jid === 0) return;
  const [command, option] = guest.get('emulator') === 'bhyve' ? ['bstop', 'noacpi=1'] : ['jstop', 'fast=1'];
  yield* call.run(command, [`jname=${guest.jname}`, option]);
}
