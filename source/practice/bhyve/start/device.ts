import {isEmptyDisk} from '../disk.ts';
import {type Guest, settingsFile} from '../guest.ts';
import {initIso} from './iso.ts';
import {askYes, type Run} from './run.ts';

type Wait = {readonly ms: number};

const knownTypes = ['freebsd', 'linux', 'other', 'windows', 'openbsd', 'dflybsd', 'netbsd'];

/** Disk or CD: an empty disk boots the CD once, a filled one lets go of it. */
export function* chooseDevice(run: Run, disk: string): Generator<Wait, void> {
  const {call, jname, guest} = run;
  const {world} = call;
  const type = guest.value('vm_os_type');
  if (!knownTypes.includes(type)) call.fail(`Unknown vm profile: ${type}`);
  if (!run.settings.vm_profile && type !== 'freebsd') call.fail(missingProfile(guest));
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

export const missingProfile = ({value}: Guest): string =>
  `No such profile: vm-${value('vm_os_type')}-${value('vm_os_profile')}.conf`;

/** Once: the disk has a system now. */
function ejectAfterInstall({call, jname}: Run): void {
  const {world} = call;
  if (String(world.query(settingsFile(jname), 'SELECT media_auto_eject AS eject FROM settings')[0]?.eject) !== '1')
    return;
  call.out(call.capture('media', ['mode=eject', `jname=${jname}`]).stdout);
  world.change(settingsFile(jname), "UPDATE settings SET media_auto_eject='0'");
}
