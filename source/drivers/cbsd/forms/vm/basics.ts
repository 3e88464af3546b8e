import type {Choice, Default, Get} from '../../../../model/form.ts';
import {inRange} from '../../../../model/kinds/value.ts';
import {formatBytes, parseSize} from '../../../../text/units.ts';
import type {CbsdContext} from '../../context.ts';
import {defaultProfile, imageOf} from '../../images.ts';
import {profileValue, type VmProfile} from '../../profiles/profile.ts';
import {always, plain, type Row, tableOf} from '../row.ts';
import {
  addressChoices,
  addressNote,
  addressTaken,
  bytesOf,
  diskNote,
  freeName,
  hostLabel,
  nameTaken,
  noNic,
  noPool,
} from '../shared.ts';
import {vmKey} from './cloud.ts';
import {fromVmProfile, isCloud, profilePackage, sized, vmProfileOf} from './lookup.ts';

const {field} = tableOf('vm', fromVmProfile);
const basic = {speed: 'basic', required: true} as const;

export const osTypes = ['freebsd', 'linux', 'openbsd', 'netbsd', 'dflybsd', 'windows', 'other'];

/** What a VM is, in the order it is asked. */
export const vmBasics: readonly Row[] = [
  field(
    'vm_os_profile',
    'choice',
    'System',
    '',
    'What it runs: a cloud image that boots ready, or an installer to go through by VNC.',
    {
      ...basic,
      initial: (get, context) => ({
        value: defaultProfile(get('vm_os_type'), context)?.name ?? '',
        origin: 'newest release',
      }),
      allowed: (_, context) => profileChoices(context),
      refuse: (_, get, context) => otherType(get, context),
      note: (_, get, context) => imageNote(vmProfileOf(get, context), context),
    },
  ),
  field('jname', 'jname', 'Name', '', 'Short and unique on this node, among jails and VMs.', {
    ...basic,
    initial: (get, context) => ({
      value: freeName(profileValue(vmProfileOf(get, context), 'default_jailname') || 'vm', context),
      origin: 'next free',
    }),
    warn: (value, _, context) => nameTaken(value, context),
  }),
  field('imgsize', 'size', 'Disk', '', 'Size of its first disk, with a unit.', {
    ...basic,
    initial: sized('imgsize', 'disk', '20g'),
    warn: smallDisk,
    note: (_, __, context) => diskNote(context),
  }),
  field('vm_ram', 'size', 'Memory', '', 'With a unit: 512m, 4g.', {
    ...basic,
    initial: sized('vm_ram', 'ram', '2g'),
    refuse: smallMemory,
    warn: muchMemory,
    note: (_, __, {node}) =>
      node.memoryFreeBytes === null ? null : `${formatBytes(node.memoryFreeBytes)} free on this node`,
  }),
  field('vm_cpus', 'integer', 'CPUs', '', 'Virtual CPUs.', {
    ...basic,
    initial: sized('vm_cpus', 'cpus', '1'),
    refuse: (value, get, context) =>
      inRange(value, 1, Number(profileValue(vmProfileOf(get, context), 'vm_cpus_max')) || 16),
    warn: (value, _, {node}) =>
      node.cpus !== null && Number(value) > node.cpus
        ? `This node has ${node.cpus} CPUs: more make the VM slower.`
        : null,
    note: (_, __, {node}) => (node.cpus === null ? null : `${node.cpus} on this node`),
  }),
  field(
    'ip4_addr',
    'ip-list',
    'Address',
    '',
    'DHCP for the next free one of the node’s pool; an installed system only keeps it as a note.',
    {
      ...basic,
      free: true,
      initial: sameAsCloud,
      allowed: (_, context) => addressChoices(context, ['DHCP', 'DHCPv6', 'REALDHCP', '0']),
      refuse: cloudAddress,
      warn: (value, _, context) => addressTaken(value, context),
      note: (value, get, context) =>
        isCloud(get, context) ? addressNote(value, context) : 'The system in it is told nothing of this.',
    },
  ),
  vmKey,
  field('start', 'bool', 'Start it', '', 'Start the VM once it is made.', {
    ...basic,
    initial: always('1', 'construct-tui'),
  }),
  field('vm_os_type', 'choice', 'System family', '', 'Narrows the systems; it follows from the system.', {
    required: true,
    initial: (get, context) => ({value: vmProfileOf(get, context)?.osType ?? 'freebsd', origin: 'profile'}),
    allowed: () => plain(osTypes),
  }),
  field('vm_package', 'choice', 'Package', '', 'Sets CPUs, memory and disk at once.', {
    visible: (_, context) => context.packages.length > 0,
    initial: (get, context) => ({value: profilePackage(get, context), origin: 'profile'}),
    allowed: (_, context) => [
      {value: '', label: 'none'},
      ...context.packages.map(({name, cpus, ram, disk}) => ({
        value: name,
        label: name,
        note: `${cpus} CPUs, ${ram} memory, ${disk} disk`,
      })),
    ],
  }),
  field(
    'host_hostname',
    'hostname',
    'Host name',
    '',
    'The full name under which CBSD lists it; a cloud image takes it too.',
    {
      required: true,
      initial: (get, context) => ({
        value: `${hostLabel(get('jname'))}.${profileValue(vmProfileOf(get, context), 'default_domain') || 'my.domain'}`,
        origin: 'CBSD',
      }),
    },
  ),
];

/** Both names say one thing for a cloud image: whichever is given holds. */
function sameAsCloud(get: Get, context: CbsdContext): Default {
  const given = isCloud(get, context) ? get('ci_ip4_addr') : '';
  return given !== '' && given !== 'DHCP' ? {value: given, origin: 'ci_ip4_addr'} : {value: 'DHCP', origin: 'CBSD'};
}

/** CBSD keeps an installed system's address as a note only, so there is nothing to refuse. */
function cloudAddress(value: string, get: Get, context: CbsdContext): string | null {
  if (!isCloud(get, context)) return noNic(value);
  if (value === '0') return 'A cloud image needs an address, or DHCP.';
  return get('ci_ip4_addr') === value
    ? (noNic(value) ?? noPool(value, context))
    : 'A cloud image has one address: give ip4_addr or ci_ip4_addr, not two different ones.';
}

function otherType(get: Get, context: CbsdContext): string | null {
  const profile = vmProfileOf(get, context);
  const type = get('vm_os_type');
  return profile && profile.osType !== type
    ? `${profile.name} is of the family ${profile.osType}, and vm_os_type says ${type}.`
    : null;
}

function smallDisk(value: string, get: Get, context: CbsdContext): string | null {
  const least = bytesOf(profileValue(vmProfileOf(get, context), 'imgsize_min'));
  const [bytes, free] = [parseSize(value) ?? 0, context.node.diskFreeBytes];
  if (least !== null && bytes < least) return `This system wants a disk of ${formatBytes(least)} at least.`;
  return free !== null && bytes > free * 0.9 ? 'The disk fills this node once the VM has filled it.' : null;
}

/** bcreate takes away again what it made when the memory is below this. */
function smallMemory(value: string, get: Get, context: CbsdContext): string | null {
  const least = bytesOf(profileValue(vmProfileOf(get, context), 'vm_ram_min') || '256m') ?? 0;
  return (parseSize(value) ?? 0) < least ? `CBSD makes no VM with less than ${formatBytes(least)} of memory.` : null;
}

function muchMemory(value: string, _: Get, {node}: CbsdContext): string | null {
  const bytes = parseSize(value) ?? 0;
  if (node.memoryBytes !== null && bytes > node.memoryBytes)
    return `This node has ${formatBytes(node.memoryBytes)} of memory in all.`;
  return node.memoryFreeBytes !== null && bytes > node.memoryFreeBytes
    ? `Only ${formatBytes(node.memoryFreeBytes)} of memory are free on this node.`
    : null;
}

export function imageNote(profile: VmProfile | undefined, context: CbsdContext): string | null {
  if (!profile) return null;
  const image = imageOf(profile, context);
  const what = profile.cloud ? 'cloud image' : 'installer';
  if (image.file === '') return null;
  if (image.here) return `${what}, here already`;
  if (image.source === 'hand') return `${what}, to be put into ${context.node.workdir}/src/iso/${image.file} by hand`;
  return `${what}, ${image.bytes > 0 ? `${formatBytes(image.bytes)} to download` : 'to download'}`;
}

/** Families in their usual order, cloud images first. */
function profileChoices(context: CbsdContext): readonly Choice[] {
  const rank = (profile: VmProfile): string =>
    `${osTypes.indexOf(profile.osType)}${profile.cloud ? 0 : 1}${profile.title}`;
  return [...context.vmProfiles]
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
    .map(profile => ({
      value: profile.name,
      label: profile.title,
      note: `${profile.osType}, ${imageNote(profile, context) ?? 'no image'}`,
      ...(profile.broken === null ? {} : {disabled: profile.broken}),
    }));
}
