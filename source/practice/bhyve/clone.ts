import type {Call, Steps} from '../call.ts';
import {paths} from '../host.ts';
import {copies, quietly} from '../quietly.ts';
import {siteSetting} from '../site.ts';
import type {World} from '../world.ts';
import {cloneDataset} from '../zfs/datasets.ts';
import {indexColumns} from './columns.ts';
import {copyTree} from './disk.ts';
import {readGuest, settingsFile} from './guest.ts';
import {sayDone} from './names.ts';
import {insertJail, insertRow} from './register.ts';
import {datasetGuid, tellGuid} from './zfs.ts';

/** `bclone`: the address, the forwards, the VNC settings and the whole cloud-init seed are the source's (cbsd-observed). */
export function* bclone(call: Call): Steps {
  const {world} = call;
  const old = call.get('old');
  const name = call.get('new');
  const guest = readGuest(world, old);
  if (!guest) return call.fail(`no such bhyve: ${old}`);
  if (guest.emulator !== 'bhyve') return call.fail('Not in bhyve mode');
  if ((call.get('checkstate') || '1') === '1' && guest.jid !== 0) {
    return call.fail(`bhyve is online, please stop them: ${old} (or use checkstate=0)`);
  }
  if (world.query('local', 'SELECT jid FROM jails WHERE jname=?', name)[0])
    return call.fail(`Bhyve already exist: ${name}`);
  call.out('Cloning.');
  const data = `${paths.data}/${old}-data`;
  const copy = `${paths.data}/${name}-data`;
  if (!world.isFolder(data)) return call.fail(`No jail data: ${data}`);
  quietly(call, () => {
    world.remove(`${paths.system}/${name}`);
    copyTree(world, `${paths.system}/${old}`, `${paths.system}/${name}`);
  });
  call.out('.');
  if (world.list(copy).length > 0) return call.fail(`Jail data already exist and it not empty: ${copy}`);
  quietly(call, () => register(world, old, name, call.get('host_hostname')));
  if (call.get('ip4_addr') !== '') {
    world.change(settingsFile(name), 'UPDATE settings SET ip4_addr=?', call.get('ip4_addr'));
    world.change('local', 'UPDATE jails SET ip4_addr=? WHERE jname=?', call.get('ip4_addr'), name);
  }
  if (world.settings.zfs) cloneDataset(call, old, name);
  yield {ms: 0};
  quietly(call, () => (copies(world) ? copyTree(world, data, copy) : world.makeFolder(copy)));
  for (const disk of world.list(copy)) {
    call.capture('media', ['mode=register', `name=hdd-${disk}`, `path=${copy}/${disk}`, 'type=hdd', `jname=${name}`]);
  }
  call.out('.');
  // bclone.conf is read after the arguments: mac_reinit on the command line is lost
  if (siteSetting(world, 'bclone.conf', 'mac_reinit') !== '0')
    world.change(settingsFile(name), "UPDATE bhyvenic SET nic_hwaddr='0'");
  const guid = datasetGuid(world);
  world.change(settingsFile(name), 'UPDATE settings SET vm_zfs_guid=?', guid);
  call.say('ok');
  tellGuid(call, guid);
  sayDone(call, 'bclone');
  return 0;
}

/** The copy's rows: the old table's values win over those of jails; without a host name it has none. */
function register(world: World, old: string, name: string, hostname: string): void {
  const jail = world.query('local', 'SELECT * FROM jails WHERE jname=?', old)[0] ?? {};
  const vm = world.query('local', 'SELECT * FROM bhyve WHERE jname=?', old)[0] ?? {};
  const values = new Map<string, string>();
  for (const [column, value] of [...Object.entries(jail), ...Object.entries(vm)])
    values.set(column, String(value ?? ''));
  insertJail(world, name, column => values.get(column) ?? '');
  const columns = indexColumns.filter(column => column !== 'jname');
  insertRow(
    world,
    'local',
    'bhyve',
    new Map([['jname', name], ...columns.map(one => [one, values.get(one) ?? ''] as const)]),
  );
  world.makeFolder(`${paths.jails}/${name}`);
  const fstab = `${paths.fstab}/${name}`;
  if (world.isFolder(`${paths.fstab}/${old}`)) copyTree(world, `${paths.fstab}/${old}`, fstab);
  else world.makeFolder(fstab);
  world.change(
    'local',
    'UPDATE jails SET path=?, mount_fstab=?, data=?, rcconf=?, host_hostname=? WHERE jname=?',
    ...[`${paths.jails}/${name}`, `${fstab}/fstab`, `${paths.data}/${name}-data`, `${paths.rcconf}/rc.conf_${name}`],
    ...[hostname, name],
  );
  const lines = [...values].map(([key, value]) => `${key}="${value}";\n`);
  world.write(`${paths.system}/${name}/rc.conf_${name}`, `${lines.join('')}jname="${name}"\n`, 0o640);
  for (const table of ['bhyvedsk', 'bhyvenic']) world.change(settingsFile(name), `UPDATE ${table} SET jname=?`, name);
}
