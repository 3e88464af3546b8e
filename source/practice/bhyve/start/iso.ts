import type {Call} from '../../call.ts';
import {paths} from '../../host.ts';
import {switchMode} from '../state.ts';
import {download} from './download.ts';
import {askYes, type Run} from './run.ts';

type Wait = {readonly ms: number};

/**
 * Finds, fetches and registers the VM's image, as CBSD's init_iso does; the file's path, or null when the profile has none.
 * A file that is still missing at the end ends the command (1).
 */
export function* initIso(run: Run): Generator<Wait, string | null> {
  const {call, jname, settings, isoPath} = run;
  const {world} = call;
  const get = (name: string): string => settings[name] ?? '';
  if (get('iso_img') === '') {
    call.say('no cd: iso_img and register_iso_as is empty');
    return null;
  }
  const type = get('iso_img_type') === 'cloud' ? 'cloud' : 'iso';
  if (isoPath !== '') {
    run.say(`vm_iso_path: ${isoPath}`);
    const known = world.query(
      `${paths.db}/storage_media.sqlite`,
      'SELECT path FROM media WHERE name=? AND type=? LIMIT 1',
      ...[isoPath, type],
    )[0]?.path;
    if (known && world.exists(String(known))) {
      run.say(`media found: ${isoPath} --> ${known}`);
      return String(known);
    }
  }
  const name = get('register_iso_name');
  if (name === '') call.say(`Warning: empty register_iso_name. Use iso_img: ${paths.iso}/${get('iso_img')}`);
  const file = `${paths.iso}/${name}`;
  // On ZFS the image is a volume by now, and nobody registers it again.
  if (world.settings.zfs && type === 'cloud' && world.exists(file)) return file;
  if (!world.exists(file) && get('fetch') === '1') {
    const sites = `${get('iso_site_local')} ${get('iso_site')} ${get('cbsd_iso_mirrors')}`.split(/\s+/).filter(Boolean);
    if (sites.length === 0) {
      call.say(`No such iso: ${file} and iso_site/cbsd_iso_mirrors variable not found`);
      return null;
    }
    run.say(`No such media: ${file} in ${paths.iso}`);
    if (yield* askYes(run, `Shall i download it from: ${sites.join(' ').slice(0, 200)} ...?`)) {
      run.say(`Download to: ${file}`);
      yield* download(run, sites, file);
      switchMode(world, jname, 0, 'Starting');
    }
  }
  if ((world.size(file) ?? 0) === 0) {
    call.say(`No such ISO image. Try to download it manually and put into ${file}`);
    return call.fail(`Or register (via cbsd media mode=register) it with vm_iso_path name: ${isoPath}`);
  }
  run.say(`Automatically register iso as: ${name}`);
  registerMedia(call, [`name=${get('register_iso_as') || name}`, `path=${file}`, `type=${type}`, `jname=${jname}`]);
  return file;
}

function registerMedia(call: Call, argv: readonly string[]): void {
  const {stdout, stderr} = call.capture('media', ['mode=register', ...argv]);
  call.out(stdout);
  call.err(stderr);
}
