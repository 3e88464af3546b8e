import type {Call} from '../../call.ts';
import type {Answers} from './answers.ts';

/** `flavor=NAME` sets CPUs, memory and disk from the table vmpackages, over what was asked. */
export function applyFlavor(call: Call, answers: Answers): Answers {
  const flavor = answers.values.flavor ?? '';
  if (flavor === '') return answers;
  const rows = call.world.query(
    'local',
    'SELECT name, pkg_vm_cpus, pkg_vm_ram, pkg_vm_disk FROM vmpackages ORDER BY name',
  );
  const row = rows.find(one => one.name === flavor);
  if (!row) {
    const names = rows.map(one => String(one.name)).join(' ');
    return call.fail(`bcreate: no such flavor [${flavor}], available flavors: ${names}`);
  }
  const [vm_cpus, vm_ram, imgsize] = [row.pkg_vm_cpus, row.pkg_vm_ram, row.pkg_vm_disk].map(String);
  call.say(`bcreate: flavor ${flavor} -> vm_cpus/vm_ram/imgsize: [${vm_cpus}|${vm_ram}|${imgsize}]`);
  const set = {vm_cpus: vm_cpus ?? '', vm_ram: vm_ram ?? '', imgsize: imgsize ?? ''};
  const lines = Object.entries(set).map(([name, value]) => `${name}='${value}'\n`);
  return {...answers, values: {...answers.values, ...set}, text: answers.text + lines.join('')};
}
