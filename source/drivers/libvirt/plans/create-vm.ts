import {finish, refuse, valueIn, warningsOf, wrongAnswers} from '../../../model/draft.ts';
import type {Answers, Get} from '../../../model/form.ts';
import type {Plan, Refusal, Step} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {sideBySide} from '../../../model/step.ts';
import {parseSize} from '../../../text/units.ts';
import type {LibvirtContext} from '../context.ts';
import {chosenNetwork, imageOf, isCloud, isInstaller} from '../forms/lookup.ts';
import {vmForm} from '../forms/vm.ts';
import {guestsFolder} from '../paths.ts';
import {cloudSeed, seedProblems} from './cloud-seed.ts';
import {autostartStep, defineSteps, diskStep, folderSteps, nothing, removeRead} from './define.ts';
import {domainXml, type NewDisk} from './domain-xml.ts';
import {uuidFor} from './identity.ts';
import {networksOff, startStep} from './lifecycle.ts';
import {makeNetwork, reserveStep} from './network.ts';
import {afterVm} from './next.ts';
import {
  addressFree,
  addressRefusals,
  freeAddress,
  nameFree,
  nameRefusal,
  pathFree,
  pathRefusals,
  spaceRefusal,
  toolRefusals,
} from './preflight.ts';
import {seedPath, seedSteps} from './seed.ts';
import {addressTouch, firewallTouch, guestTouch, imageTouch, nameTouch} from './touches.ts';

/** Network; address, disk, medium and definition side by side; then the start: each a step with its own check. Pure. */
export function planCreateVm(answers: Answers, context: LibvirtContext): Plan {
  const view = resolveForm(vmForm, answers, context);
  const get = valueIn(view);
  const [action, target] = [vmForm.action, get('jname')];
  const wrong = wrongAnswers(view, 'image');
  if (wrong.length > 0) return finish({action, target, title: `Create VM ${target}`, refusals: wrong});

  const network = chosenNetwork(get, context);
  const isNew = network !== undefined && !context.networks.some(({name}) => name === network.name);
  const address = addressIn(get, context);
  const started = get('start') === '1';
  const disk = `${guestsFolder}/${target}.qcow2`;
  const settings = settingsSteps(get, disk, context);
  const seed = isCloud(get) ? seedSteps(target, cloudSeed(get), context.host.tools) : nothing;
  const paths = isCloud(get) ? [disk, seedPath(target)] : [disk];
  return finish({
    action,
    target,
    title: `Create VM ${target}${address ? ` at ${address}` : ''}${started ? ' and start it' : ''}`,
    steps: [
      ...folderSteps(context.folders),
      ...(isNew && network ? makeNetwork(network, context) : []),
      // the longest first: as many lanes as may go at once begin in this order
      ...sideBySide('made', {
        medium: seed.steps,
        settings: [...settings.steps, ...(get('autostart') === '1' ? [autostartStep(target, true)] : [])],
        address: address && network ? [reserveStep({mac: macIn(get), name: target, address}, network.name)] : [],
        disk: [makeDisk(get, disk, context)],
      }),
      ...sideBySide('started', {
        guest: started ? [startStep(target)] : [],
        files: removeRead(target, [...seed.read, ...settings.read]),
      }),
    ],
    warnings: warningsOf(view, ['jname', 'ip4_addr']),
    refusals: [
      ...nameRefusal('jname', target, context),
      ...(address === null ? [noneFree(get)] : address ? addressRefusals('ip4_addr', address, context) : []),
      ...toolRefusals(isCloud(get) ? ['qemu-img', 'cloud-localds'] : ['qemu-img'], context),
      ...pathRefusals(paths, context),
      ...(isCloud(get) ? seedProblems(get) : []).map(reason => refuse('invalid', 'user_data', `${reason}.`)),
      ...(get('copy') === 'full' ? spaceRefusal('size', imageOf(get, context)?.bytes ?? 0, 'The copy', context) : []),
      ...(started && !isNew && network
        ? networksOff({nics: [{mac: '', network: network.name, bridge: '', model: ''}]}, context)
        : []),
    ],
    assumptions: [
      nameFree(target, uuidFor(target, context)),
      ...(address ? [addressFree(address, macIn(get))] : []),
      ...paths.map(pathFree),
    ],
    touches: [
      guestTouch(target),
      nameTouch(target),
      ...addressTouch(address ?? ''),
      ...(isNew ? [firewallTouch] : []),
      imageTouch(get('image'), 'read'),
    ],
    ...afterVm(get, address ?? '', started, context),
  });
}

const macIn = (get: Get): string => get('mac').toLowerCase();

/** Empty: none is reserved; null: none is free. */
function addressIn(get: Get, context: LibvirtContext): string | null {
  const wish = get('ip4_addr');
  if (wish === '0') return '';
  const network = chosenNetwork(get, context);
  return wish === 'DHCP' && network ? freeAddress(network, context) : wish;
}

const noneFree = (get: Get): Refusal =>
  refuse(
    'address-in-use',
    'ip4_addr',
    `No address of ${get('network').split(':')[1]} is free: remove a guest, or choose another network.`,
  );

/** Sizes go as bytes: qemu-img's units are its own. */
function makeDisk(get: Get, path: string, context: LibvirtContext): Step {
  const bytes = String(parseSize(get('size')) ?? 0);
  const image = imageOf(get, context);
  if (isInstaller(get) || !image)
    return diskStep(`Make an empty disk of ${get('size')}`, path, ['create', '-q', '-f', 'qcow2', path, bytes]);
  const format = image.format === 'qcow2' ? 'qcow2' : 'raw';
  if (get('copy') === 'overlay')
    return diskStep(`Make a disk of ${get('size')} upon ${image.path}`, path, [
      'create',
      '-q',
      '-f',
      'qcow2',
      '-b',
      image.path,
      '-F',
      format,
      path,
      bytes,
    ]);
  const seconds = Math.ceil(image.bytes / 200_000_000);
  return diskStep(`Copy ${image.path}`, path, ['convert', '-f', format, '-O', 'qcow2', image.path, path], seconds);
}

function settingsSteps(get: Get, disk: string, context: LibvirtContext) {
  const name = get('jname');
  const letter = get('disk_bus') === 'virtio' ? 'v' : 's';
  const own: NewDisk = {
    file: disk,
    format: 'qcow2',
    device: 'disk',
    target: `${letter}da`,
    bus: get('disk_bus'),
    readonly: false,
  };
  // a medium as a SATA CD-ROM is not seen by kernels for the cloud; a disk of virtio's is (libvirt, 0.8)
  const seed: NewDisk = {
    file: seedPath(name),
    format: 'raw',
    device: 'disk',
    target: letter === 'v' ? 'vdb' : 'vda',
    bus: 'virtio',
    readonly: true,
  };
  const cdrom = get('machine') === 'pc' ? {target: 'hdc', bus: 'ide'} : {target: 'sdc', bus: 'sata'};
  const medium: NewDisk = {file: get('image'), format: 'raw', device: 'cdrom', ...cdrom, readonly: true};
  const domain = domainXml({
    name,
    uuid: uuidFor(name, context),
    memoryBytes: parseSize(get('memory')) ?? 0,
    cpus: Number(get('vcpus')),
    type: get('virt_type'),
    machine: get('machine'),
    arch: 'x86_64',
    disks: [own, ...(isCloud(get) ? [seed] : []), ...(isInstaller(get) ? [medium] : [])],
    mac: macIn(get),
    model: get('nic_model'),
    network: get('network'),
    screen: get('screen'),
    image: get('image').split('/').at(-1) ?? '',
  });
  return defineSteps(name, domain, {
    memory: String(Math.floor((parseSize(get('memory')) ?? 0) / 1024) * 1024),
    vcpus: get('vcpus'),
    mac: macIn(get),
    disk,
  });
}
