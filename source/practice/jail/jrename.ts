import {sayDone} from '../bhyve/names.ts';
import type {Call, Steps} from '../call.ts';
import {paths} from '../host.ts';
import {renameDataset} from '../zfs/datasets.ts';
import {dataFolder, fstabFolder, lookUp, rcFile, systemFolder} from './guest.ts';
import {mustBeFree, newAddress, retarget} from './jclone.ts';

/** `cbsd jrename`: forwards in the firewall keep the old name for ever (cbsd-observed, trap 6). */
export function* jrename(call: Call): Steps {
  const {n0, n1, n2} = call.paint;
  const [old, made] = [call.get('old'), call.get('new')];
  const stored = call.world.query('local', 'SELECT jid FROM jails WHERE jname = ?', old)[0];
  if (stored === undefined) return call.fail(`${n1}No such jail: ${n2}${old}${n0}`);
  if (call.world.query('local', 'SELECT jid FROM jails WHERE jname = ?', made).length > 0)
    call.fail(`${n1}Jail already exist: ${n2}${made}${n0}`);
  const restart = call.get('restart') === '1' && Number(stored.jid) !== 0;
  if (restart) yield* call.run('jstop', [`jname=${old}`]);
  else if (Number(stored.jid) !== 0)
    call.fail(
      `${n1}Jail is online. Please stop them: ${n2}${old}${n1} or add ${n2}restart=1${n1} to auto stop and start jail during rename${n0}`,
    );
  const guest = lookUp(call.world, old);
  if (guest === null || guest.get('emulator') === 'bhyve')
    return call.fail(`${n1}Jail in bhyve mode. Use ${n2}cbsd brename${n1} instead${n0}`);
  if (!call.world.exists(dataFolder(old))) call.fail(`${n1}No jail data: ${n2}${dataFolder(old)}${n0}`);
  mustBeFree(call, dataFolder(made));
  call.out(`${n1}Rename${n0}`);
  call.world.makeFolder(`${paths.jails}/${made}`);
  if (call.world.exists(fstabFolder(old))) {
    call.world.rename(fstabFolder(old), fstabFolder(made));
    retarget(call, old, made);
  } else call.world.makeFolder(fstabFolder(made));
  const address = newAddress(call, call.get('ip4_addr'), guest.get('ip4_addr'));
  call.world.change(
    'local',
    'UPDATE jails SET jname = ?, path = ?, mount_fstab = ?, data = ?, rcconf = ?, ip4_addr = ?, host_hostname = ? WHERE jname = ?',
    made,
    `${paths.jails}/${made}`,
    `${fstabFolder(made)}/fstab`,
    dataFolder(made),
    rcFile(made),
    address,
    call.get('host_hostname') || guest.get('host_hostname'),
    old,
  );
  call.world.change('local', 'UPDATE rctl SET jname = ? WHERE jname = ?', made, old);
  yield {ms: 0};
  call.world.rename(dataFolder(old), dataFolder(made));
  if (call.world.settings.zfs) renameDataset(call.world, old, made);
  call.out('.');
  call.world.rename(systemFolder(old), systemFolder(made));
  if (restart) yield* call.run('jstart', [`jname=${made}`]);
  call.say(`${n2}ok${n0}`);
  sayDone(call, `${n1}jrename`);
  return 0;
}
