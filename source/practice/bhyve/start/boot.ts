import {paths} from '../../host.ts';
import {copySparse, isEmptyDisk, makeSparse, resize} from '../disk.ts';
import {settingsFile} from '../guest.ts';
import {newMac} from '../mac.ts';
import {startProcess} from '../state.ts';
import {comesUp} from './bhyve.ts';
import {initIso} from './iso.ts';
import {askYes, type Run} from './run.ts';
import {prepareVnc} from './vnc.ts';

type Wait = {readonly ms: number};

/** Image, boot device, screen, seed and process, in CBSD's order. */
export function* bootVm(run: Run, seeded: boolean): Generator<Wait, void> {
  const {call, jname, guest} = run;
  const {world} = call;
  const disk = systemDisk(run);
  if (disk !== '' && isEmptyDisk(world, disk) === true) yield* fillDisk(run, disk);
  yield* chooseDevice(run, disk);
  for (const {id} of world.query(settingsFile(jname), "SELECT id FROM bhyvenic WHERE nic_hwaddr='0'")) {
    world.change(settingsFile(jname), 'UPDATE bhyvenic SET nic_hwaddr=? WHERE id=?', newMac(), id ?? 0);
  }
  const vnc = prepareVnc(run);
  const nice = world.query(
    `${paths.system}/${jname}/helpers/brctl.sqlite`,
    "SELECT cur FROM forms WHERE param='nice'",
  )[0];
  if (nice && String(nice.cur) !== '0') run.say(`bhyve renice: ${nice.cur}`);
  world.write(`${paths.system}/${jname}/bhyve.conf`, `jname='${jname}'\nvm_ram='${guest.value('vm_ram')}'\n`);
  tellHooks(run, 'master_prestart.d');
  if (seeded) writeSeed(run);
  const up = comesUp(run);
  if (guest.value('pid_wait') !== '0' && call.get('quiet') !== '1') {
    call.out('Waiting for PID');
    for (let second = 0; second < (up ? 1 : 10); second += 1) {
      yield {ms: up ? 200 : 50};
      call.out('.');
    }
    call.out('\n');
  }
  const pid = startProcess(world, jname, vnc, up);
  run.say(`PID: ${pid}`);
  if (!up) {
    call.out(world.read(`${paths.system}/${jname}/bstart.log`) ?? '');
    run.say(`Please use for debug: ${guest.value('bhyverun_wrapper')} -c ${paths.system}/${jname}/bhyve.conf`);
  }
  if (guest.value('vm_efi') === 'none') run.say(`Use cbsd blogin ${jname} for attach to console`);
  tellHooks(run, 'master_poststart.d');
  run.say('CBSD setup: bhyve ipfw counters num: 99/99');
  yield* call.run('expose', ['mode=apply', `jname=${jname}`]);
}

/** The first disk's path, '' when the VM has none. */
function systemDisk({call, jname, say}: Run): string {
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
function* fillDisk(run: Run, disk: string): Generator<Wait, void> {
  const {call, jname, isoPath, settings} = run;
  const cloud = isoPath.startsWith('cloud-');
  if (isoPath === '' || (!cloud && settings.iso2img !== '1')) return;
  const image = yield* initIso(run);
  if (image === null)
    return call.fail(`No such ${cloud ? 'cloud' : 'ISO'} source: ${isoPath}/${settings.iso_img ?? ''}`);
  run.say(cloud ? 'cloud init image initialization..' : 'ISO image initialization..');
  run.say(`${cloud ? 'Clone cloud image' : 'ISO'} into first/system vm disk (dd method)`);
  yield* tellCopy(run);
  const bytes = call.world.size(disk) ?? 0;
  copySparse(call.world, image, disk);
  resize(call.world, disk, bytes);
  call.say('');
  const media = [`name=${isoPath}`, `path=${image}`, 'type=iso', `jname=${jname}`];
  call.say(`Eject cloud source: media mode=detach ${media.join(' ')}`);
  const {stdout, stderr} = call.capture('media', ['mode=detach', ...media, `quiet=${call.get('quiet') || '0'}`]);
  call.out(stdout + stderr);
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

const knownTypes = ['freebsd', 'linux', 'other', 'windows', 'openbsd', 'dflybsd', 'netbsd'];

function* chooseDevice(run: Run, disk: string): Generator<Wait, void> {
  const {call, jname, guest} = run;
  const {world} = call;
  const type = guest.value('vm_os_type');
  if (!knownTypes.includes(type)) call.fail(`Unknown vm profile: ${type}`);
  if (!run.settings.vm_profile) {
    const missing = `No such profile: vm-${type}-${guest.value('vm_os_profile')}.conf`;
    call.say(missing);
    if (type !== 'freebsd') call.fail(missing);
  }
  let device = guest.value('vm_boot');
  const empty = disk === '' ? null : isEmptyDisk(world, disk);
  if (device === 'hdd' && disk === '') {
    call.say('Notice: no hard disk, boot from CD...');
    device = 'cd';
  } else if (device === 'hdd' && empty === true) {
    call.say(`Looks like ${disk} is empty.`);
    if (yield* askYes(run, 'May be you want to boot from CD? ')) {
      call.say('Temporary boot device: cd');
      device = 'cd';
    }
  } else if (device === 'hdd' && empty === false) ejectAfterInstall(run);
  // What the image was filled from has been let go of since, so the VM's CD is asked for again.
  const value = String(world.query(settingsFile(jname), 'SELECT vm_iso_path AS path FROM settings')[0]?.path ?? '');
  if (device === 'cd' && (yield* initIso({...run, isoPath: value === '0' ? '' : value})) === null) {
    call.say('Continue without . Hope this is ok, sleep for 5 seconds .....');
  }
  if (!['hdd', 'net', 'cd'].includes(device)) call.fail(`Unknown vm_boot method: ${device}`);
}

/** Once: the disk has a system now. */
function ejectAfterInstall({call, jname}: Run): void {
  const {world} = call;
  if (String(world.query(settingsFile(jname), 'SELECT media_auto_eject AS eject FROM settings')[0]?.eject) !== '1')
    return;
  call.out(call.capture('media', ['mode=eject', `jname=${jname}`]).stdout);
  world.change(settingsFile(jname), "UPDATE settings SET media_auto_eject='0'");
}

function tellHooks({call, jname, say}: Run, folder: string): void {
  const path = `${paths.system}/${jname}/${folder}`;
  for (const name of call.world.list(path)) {
    say(`Execute master script: ${name}`);
    say(` :: ${path}/${name}`);
  }
}

/** The seed is built anew at every start from the folder's files, so what was changed there reaches the guest. */
function writeSeed({call, jname}: Run): void {
  const folder = `${paths.system}/${jname}/cloud-init`;
  const files = call.world.list(folder).map(name => `== ${name}\n${call.world.read(`${folder}/${name}`) ?? ''}`);
  makeSparse(
    call.world,
    `${paths.system}/${jname}/seed.iso`,
    409_600,
    `practice host: volume cidata\n${files.join('')}`,
  );
}
