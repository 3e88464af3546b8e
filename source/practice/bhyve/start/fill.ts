import {paths} from '../../host.ts';
import {servedImage} from '../../node/fetch/served.ts';
import {copySparse, makeSparse, resize} from '../disk.ts';
import {settingsFile} from '../guest.ts';
import {initIso} from './iso.ts';
import type {Run} from './run.ts';

type Wait = {readonly ms: number};

/** The first disk's path, '' when the VM has none. */
export function systemDisk({call, jname, say}: Run): string {
  const sql = "SELECT dsk_path FROM bhyvedsk WHERE jname=? AND dsk_type='vhd' LIMIT 1";
  const name = call.world.query(settingsFile(jname), sql, jname)[0]?.dsk_path;
  if (name === undefined || name === null) {
    say('Notice: no any storage device found for this VM');
    return '';
  }
  const path = String(name).startsWith('/') ? String(name) : `${paths.data}/${jname}-data/${name}`;
  if (!call.world.exists(path)) call.say(`No such ${path} but mdsize flags is not null.`);
  return path;
}

/** An empty disk of a cloud VM (or of a profile that boots its ISO from disk) gets a copy of the image, and the CD is let go. */
export function* fillDisk(run: Run, disk: string): Generator<Wait, void> {
  const {call, jname, isoPath, settings} = run;
  const cloud = isoPath.startsWith('cloud-');
  if (isoPath === '' || (!cloud && settings.iso2img !== '1')) return;
  const image = yield* initIso(run);
  if (image === null)
    return call.fail(`No such ${cloud ? 'cloud' : 'ISO'} source: ${isoPath}/${settings.iso_img ?? ''}`);
  run.say(cloud ? 'cloud init image initialization..' : 'ISO image initialization..');
  const method = call.world.settings.zfs ? 'zfs clone' : 'dd';
  run.say(`${cloud ? 'Clone cloud image' : 'ISO'} into first/system vm disk (${method} method)`);
  if (method === 'dd') yield* tellCopy(run);
  copyImage(run, image, disk);
  if (method === 'dd') call.say('');
  const media = [`name=${isoPath}`, `path=${image}`, 'type=iso', `jname=${jname}`];
  call.say(`Eject cloud source: media mode=detach ${media.join(' ')}`);
  const {stdout, stderr} = call.capture('media', ['mode=detach', ...media, `quiet=${call.get('quiet') || '0'}`]);
  call.out(stdout + stderr);
}

/** The disk keeps its own size. Images of the practice mirrors are holes, but what they stand for is a system. */
function copyImage({call, settings}: Run, image: string, disk: string): void {
  const {world} = call;
  const bytes = world.size(disk) ?? 0;
  copySparse(world, image, disk);
  const served = servedImage(settings.iso_img_dist || settings.iso_img || '');
  if (served?.extracted === world.size(image)) makeSparse(world, disk, bytes, `practice host: ${settings.iso_img}\n`);
  else resize(world, disk, bytes);
}

/** The copy's progress on stderr; the real one's numbers jump about by a few as well. */
function* tellCopy({call}: Run): Generator<Wait, void> {
  call.err('WIP: [0%');
  for (const percent of [9, 21, 30, 42, 49, 61, 70, 79, 92, 99]) {
    yield {ms: 40};
    call.err(`...${percent}%`);
  }
  call.err('...100%]\n');
}
