import {always, type Row, tableOf} from '../row.ts';
import {fromJailProfile} from './lookup.ts';

const storage = tableOf('storage', fromJailProfile);
const limits = tableOf('limits', fromJailProfile);
const onZfs = (_: unknown, context: {readonly node: {readonly zfs: boolean}}): boolean => context.node.zfs;

export const jailStorage: readonly Row[] = [
  storage.field('basename', 'text', 'Other base', '', 'The name of another base of this version.', {
    visible: (_, context) => context.bases.some(base => base.basename !== ''),
    allowed: (_, context) => [
      {value: '', label: 'the plain one'},
      ...[...new Set(context.bases.map(base => base.basename).filter(Boolean))].map(value => ({value, label: value})),
    ],
  }),
  storage.field('zfs_snapsrc', 'snapshot', 'From a snapshot', '', 'A ZFS snapshot to clone it from.', {visible: onZfs}),
  storage.field('zfs_encryption', 'bool', 'Encrypted', '0', 'ZFS encryption with a passphrase.', {
    visible: onZfs,
    refuse: value =>
      value === '1'
        ? 'CBSD asks for the passphrase on its own terminal, which no job can answer: make it with `cbsd jconstruct-tui`.'
        : null,
  }),
  storage.field('mdsize', 'limit', 'In memory', '0', 'The size of a memory disk to live on; 0 for a directory.'),
  storage.field('path', 'path', 'Mount point', '', 'Where it is mounted; leave it empty for CBSD’s own place.', {
    initial: always(''),
    refuse: ownPlace('jails'),
  }),
  storage.field('data', 'path', 'Data directory', '', 'Where its files lie; leave it empty for CBSD’s own place.', {
    initial: always(''),
    refuse: ownPlace('jails-data'),
  }),
];

/** CBSD clears a folder that is there before it fills it (cbsd-create 2.3): none but the jail's own may be named. */
function ownPlace(folder: string): NonNullable<Row['refuse']> {
  return (value, get, context) => {
    const place = `${context.node.workdir}/${folder}/${get('jname')}`;
    const rest = value.startsWith(place) ? value.slice(place.length) : null;
    if (value === '' || (rest !== null && /^([._-][A-Za-z0-9._-]*)?$/.test(rest))) return null;
    return `CBSD clears what is there before: it has to be ${place} or begin with that and a dash.`;
  };
}

/** Limits of rctl(8); what is left empty is not limited. `fsquota` is the dataset's quota. */
export const jailLimits: readonly Row[] = (
  [
    ['memoryuse', 'Memory', 'Resident memory, as 512m.'],
    ['vmemoryuse', 'Address space', 'Virtual memory, as 2g.'],
    ['swapuse', 'Swap', 'Swap space, as 1g.'],
    ['memorylocked', 'Locked memory', 'As 64m.'],
    ['pcpu', 'CPU percent', '100 is one whole CPU.'],
    ['cpu', 'CPU count', 'How many CPUs it may use.'],
    ['maxproc', 'Processes', 'How many at once.'],
    ['nthr', 'Threads', 'How many at once.'],
    ['openfiles', 'Open files', 'How many at once.'],
    ['pseudoterminals', 'Terminals', 'How many at once.'],
    ['fsquota', 'Disk', 'The most its files may take, as 10g (ZFS).'],
    ['readbps', 'Read rate', 'Bytes a second, as 10m.'],
    ['writebps', 'Write rate', 'Bytes a second, as 10m.'],
    ['readiops', 'Reads a second', 'Operations a second.'],
    ['writeiops', 'Writes a second', 'Operations a second.'],
    ['bw', 'Bandwidth', 'Of its network, as 10m.'],
    ['datasize', 'Data segment', 'As 512m.'],
    ['stacksize', 'Stack', 'As 64m.'],
    ['coredumpsize', 'Core dumps', 'As 0 or 64m.'],
    ['wallclock', 'Time', 'Seconds of life.'],
    ['msgqqueued', 'Queued messages', 'System V message queues.'],
    ['msgqsize', 'Message bytes', 'System V message queues.'],
    ['nmsgq', 'Message queues', 'How many.'],
    ['nsem', 'Semaphores', 'How many.'],
    ['nsemop', 'Semaphore calls', 'In one call.'],
    ['nshm', 'Shared segments', 'How many.'],
    ['shmsize', 'Shared memory', 'As 64m.'],
  ] as const
).map(([id, label, help]) =>
  limits.field(id, 'limit', label, '', help, {
    warn: (value, _, context) => {
      if (value === '') return null;
      if (id === 'bw') return 'CBSD keeps it and slows nothing down by it.'; // jailctl/jrctl, set_limit
      return context.node.limits ? null : 'Limits work after kern.racct.enable=1 and a reboot of the node.';
    },
  }),
);
