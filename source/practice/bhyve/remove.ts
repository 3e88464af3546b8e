import type {Call, Steps} from '../call.ts';
import {host, paths} from '../host.ts';
import {masked} from '../jail/guest.ts';
import {type Guest, readGuest} from './guest.ts';
import {sayDone} from './names.ts';
import {dropDataset, refuseWithClones} from './zfs.ts';

/** `bremove`: asks nothing, ends 0 for missing and protected names, and takes jails as well (cbsd-observed, trap 8). */
export function* bremove(call: Call): Steps {
  if (call.argv.length === 0) return call.fail('No such domains');
  const jname = call.get('jname');
  const many = masked(call, jname, 'bhyve');
  const names = many.length > 0 ? many : jname === '' ? call.argv : [jname];
  for (const name of names) yield* removeOne(call, name);
  sayDone(call, 'bdestroy');
  return 0;
}

function* removeOne(call: Call, jname: string): Generator<{ms: number}, void> {
  const guest = readGuest(call.world, jname);
  if (!guest) return call.say(`No such domain: ${jname}`);
  if (guest.value('protected') === '1') return call.say(`Protected/locked jail. Skip for remove: ${jname}`);
  if (guest.value('ip4_addr') !== '') yield* call.run('expose', [`jname=${jname}`, 'mode=flush']);
  yield* stopFirst(call, guest);
  refuseWithClones(call, jname);
  dropDataset(call, jname);
  yield* forget(call, jname);
}

function* stopFirst(call: Call, {jname, emulator, jid}: Guest): Generator<{ms: number}, void> {
  if (jid === 0) return;
  if (emulator === 'bhyve') yield* call.run('bstop', [`jname=${jname}`, 'noacpi=1']);
  else yield* call.run('jstop', [`jname=${jname}`, 'fast=1']);
}

/** The fstab folder stays, as it does there. */
function* forget({world}: Call, jname: string): Generator<{ms: number}, void> {
  world.remove(`${paths.data}/${jname}-data`);
  yield {ms: 0};
  world.change(`${paths.db}/storage_media.sqlite`, 'DELETE FROM media WHERE jname=?', jname);
  for (const table of ['jails', 'rctl', 'bhyve']) world.change('local', `DELETE FROM ${table} WHERE jname=?`, jname);
  world.change('local', 'DELETE FROM bhyveppt WHERE jname=?', jname);
  world.remove(`${paths.rcconf}/rc.conf_${jname}`);
  world.remove(`${paths.system}/${jname}`);
  world.remove(`${paths.jails}/${jname}`);
  world.remove(`${host.workdir}/var/log/${jname}.log`);
  world.remove(`${host.workdir}/vm/${jname}`);
}
