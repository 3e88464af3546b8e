import type {Call, Steps} from '../../call.ts';
import {paths} from '../../host.ts';
import {datasetGuid, tellGuid} from '../zfs.ts';
import {answersOf, type Values} from './answers.ts';
import {seedCloudInit} from './cloud.ts';
import {applyFlavor} from './flavor.ts';
import {makeDisk, registerIso} from './media.ts';
import {mergedValues} from './profile.ts';
import {checkSizes} from './sizes.ts';
import {storeVm} from './store.ts';

/** `bcreate`. What it says on the way comes before the work is done: `Enjoy!` is printed before disks, NICs and cloud-init. */
export function* bcreate(call: Call): Steps {
  const answers = applyFlavor(call, answersOf(call));
  const {jname, jconf} = answers;
  const {world} = call;
  if (world.query('local', 'SELECT jname FROM jails WHERE jname=?', jname)[0])
    return call.fail(`VM already exist: ${jname}`);
  const merged = mergedValues(call, answers);
  for (const folder of [`${paths.data}/${jname}-data`, `${paths.fstab}/${jname}`, `${paths.system}/${jname}`]) {
    world.makeFolder(folder);
  }
  try {
    return yield* create(call, jname, merged.values, merged.text);
  } finally {
    // Whatever removejconf says on the command line or in the file (cbsd-create 4.3.2); the failures before leave it.
    if (jconf !== '' && merged.removes) world.remove(jconf);
  }
}

function* create(call: Call, jname: string, values: Values, text: string): Steps {
  const value = (name: string): string => values[name] ?? '';
  if (value('ci_ip4_addr2') !== '' && value('ci_interface2') === '') {
    return call.fail('bcreate: ci_ip4_addr2 set, but ci_interface2 is empty');
  }
  checkSizes(call, value);
  makeDisk(call, jname, value);
  const guid = datasetGuid(call.world);
  storeVm(call, jname, {...values, vm_zfs_guid: guid}, text);
  call.say('');
  tellGuid(call, guid);
  if (call.inter && value('inter') !== '0') sayHints(call, jname);
  yield {ms: 0};
  registerIso(call, jname, value);
  if (value('is_cloud') === '1') seedCloudInit(call, jname, values);
  if (value('runasap') === '1') yield* call.run('bstart', ['inter=0', `jname=${jname}`]);
  if (value('vm_post_message') !== '') call.say(` Profile post-create message:\n${value('vm_post_message')}\n`);
  return 0;
}

function sayHints(call: Call, jname: string): void {
  call.say(`To edit VM properties use: cbsd bconfig jname=${jname}`);
  for (const verb of ['start', 'stop', 'remove']) call.say(`To ${verb} VM use: cbsd b${verb} ${jname}`);
  call.say(`For attach VM console use: cbsd blogin ${jname}\n`);
  call.say(`Creating ${jname} complete: Enjoy!`);
}
