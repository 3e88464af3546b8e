import {paths} from '../../host.ts';
import {isEmptyDisk, makeSparse} from '../disk.ts';
import {settingsFile} from '../guest.ts';
import {newMac} from '../mac.ts';
import {startProcess} from '../state.ts';
import {comesUp} from './bhyve.ts';
import {chooseDevice, missingProfile} from './device.ts';
import {fillDisk, systemDisk} from './fill.ts';
import type {Run} from './run.ts';
import {prepareVnc} from './vnc.ts';

type Wait = {readonly ms: number};

/** Image, boot device, screen, seed and process, in CBSD's order. */
export function* bootVm(run: Run, seeded: boolean): Generator<Wait, void> {
  const {call, jname, guest} = run;
  const {world} = call;
  const disk = systemDisk(run);
  if (!run.settings.vm_profile) call.say(missingProfile(guest));
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
