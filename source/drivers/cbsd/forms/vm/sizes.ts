import type {Get} from '../../../../model/form.ts';
import {inRange} from '../../../../model/kinds/value.ts';
import {formatBytes, parseSize} from '../../../../text/units.ts';
import type {CbsdContext} from '../../context.ts';
import {profileValue} from '../../profiles/profile.ts';
import {type Row, tableOf} from '../row.ts';
import {bytesOf, diskNote} from '../shared.ts';
import {fromVmProfile, profilePackage, sized, vmProfileOf} from './lookup.ts';

const {field} = tableOf('vm', fromVmProfile);
const basic = {speed: 'basic', required: true} as const;

export const vmSizes: readonly Row[] = [
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
];

export const vmPackage: Row = field('vm_package', 'choice', 'Package', '', 'Sets CPUs, memory and disk at once.', {
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
});

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
