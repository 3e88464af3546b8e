import type {Call, Steps} from '../call.ts';
import {paths} from '../host.ts';
import type {World} from '../world.ts';
import {renameDataset} from '../zfs/datasets.ts';
import {readGuest, settingsFile} from './guest.ts';
import {sayDone} from './names.ts';

/** `brename`: a missing guest is "not bhyve" too; names are not checked, forwards' firewall rules stay (cbsd-observed, trap 6). */
export function* brename(call: Call): Steps {
  const {world} = call;
  const old = call.get('old');
  const name = call.get('new');
  const guest = readGuest(world, old);
  if (guest?.emulator !== 'bhyve') return call.fail('Not bhyve mode');
  if (world.query('local', 'SELECT jname FROM jails WHERE jname=?', name)[0])
    return call.fail(`Jail already exist: ${name}`);
  const restart = call.get('restart') === '1';
  if (guest.status !== 0) {
    const hint = 'or add restart=1 to auto stop and start VM during rename';
    if (!restart) return call.fail(`VM is online. Please stop them: ${old} ${hint}`);
    yield* call.run('bstop', [`jname=${old}`]);
  }
  const [from, to] = [`${paths.data}/${old}-data`, `${paths.data}/${name}-data`];
  if (!world.isFolder(from)) return call.fail(`No VM data: ${from}`);
  if (world.list(to).length > 0) return call.fail(`VM data already exist and it not empty: ${to}`);
  world.makeFolder(`${paths.jails}/${name}`);
  call.out('Rename');
  renameRows(world, old, name);
  yield {ms: 0};
  // The address of the running state is written back: the VM's own setting wins over the table jails.
  world.change('local', 'UPDATE jails SET ip4_addr=? WHERE jname=?', guest.value('ip4_addr'), name);
  const hostname = call.get('host_hostname') || guest.value('host_hostname');
  if (hostname !== '') world.change('local', 'UPDATE jails SET host_hostname=? WHERE jname=?', hostname, name);
  if (world.settings.zfs) renameDataset(world, old, name);
  world.rename(from, to);
  call.out('.');
  world.rename(`${paths.system}/${old}`, `${paths.system}/${name}`);
  for (const table of ['bhyvedsk', 'bhyvenic']) world.change(settingsFile(name), `UPDATE ${table} SET jname=?`, name);
  if (restart && guest.status !== 0) yield* call.run('bstart', [`jname=${name}`]);
  call.say(' ok');
  sayDone(call, 'brename');
  return 0;
}

function renameRows(world: World, old: string, name: string): void {
  world.change(
    'local',
    'UPDATE jails SET jname=?, path=?, mount_fstab=?, data=?, rcconf=? WHERE jname=?',
    ...[name, `${paths.jails}/${name}`, `${paths.fstab}/fstab.${name}`, `${paths.data}/${name}-data`],
    ...[`${paths.system}/${old}/rc.conf_${name}`, old],
  );
  for (const table of ['rctl', 'bhyve', 'bhyveppt']) {
    world.change('local', `UPDATE ${table} SET jname=? WHERE jname=?`, name, old);
  }
  const rc = `${paths.system}/${old}/rc.conf_`;
  world.rename(`${rc}${old}`, `${rc}${name}`);
  const media = `${paths.db}/storage_media.sqlite`;
  for (const disk of world.list(`${paths.data}/${old}-data`)) {
    const [path, renamed] = [old, name].map(one => `${paths.data}/${one}-data/${disk}`);
    world.change(media, 'UPDATE media SET path=?, jname=? WHERE path=?', renamed ?? '', name, path ?? '');
  }
  world.change(media, "UPDATE media SET jname=? WHERE jname=? AND type='iso'", name, old);
}
