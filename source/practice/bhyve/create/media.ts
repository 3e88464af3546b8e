import type {Call} from '../../call.ts';
import {host, paths} from '../../host.ts';
import {sizeInBytes} from '../bytes.ts';
import {makeSparse} from '../disk.ts';

type Value = (name: string) => string;

/** The system disk, as a sparse file; none for `imgtype=none` and for a raw device. */
export function makeDisk(call: Call, jname: string, value: Value): void {
  const {world} = call;
  const type = value('imgtype');
  if (type === 'none') return;
  if (type.startsWith('/dev/')) {
    if (!world.exists(type)) call.fail(`bcreate: no such character device: ${type}`);
    return;
  }
  const path = `${paths.data}/${jname}-data/dsk1.vhd`;
  const bytes = sizeInBytes(value('imgsize'));
  // An empty size swallows the option after it.
  const problem = world.exists(path)
    ? `disk ${path} already exist`
    : bytes === null
      ? `conv2bytes from virtual_create_dsk error for: ${value('imgsize') || '-f'}`
      : '';
  if (bytes === null || problem !== '') {
    call.out(call.capture('bremove', [jname]).stdout);
    call.fail(`bcreate error: Couldn't create the image file. ${problem}`);
  }
  makeSparse(world, path, Number((bytes / 1_048_576n) * 1_048_576n));
  call.capture('media', ['mode=register', 'name=hdd-dsk1.vhd', `path=${path}`, 'type=hdd', `jname=${jname}`]);
}

/** The profile's installation or cloud image becomes this VM's CD: a free record of it is taken, else one is made. */
export function registerIso(call: Call, jname: string, value: Value): void {
  const name = value('register_iso_as');
  const file = value('register_iso_name');
  if (name === '' || file === '') return;
  const path = `${host.workdir}/src/iso/${file}`;
  const media = `${paths.db}/storage_media.sqlite`;
  const free = "name=? AND path=? AND type='iso' AND jname='-'";
  if (call.world.change(media, `UPDATE media SET jname=? WHERE ${free}`, jname, name, path) > 0) return;
  const registered = call.capture('media', [
    ...['mode=register', `name=${name}`, `path=${path}`],
    ...['type=iso', `jname=${jname}`],
  ]);
  if (registered.code !== 0) call.fail(`bcreate: media register error: ${registered.stdout.trimEnd()}`);
}
