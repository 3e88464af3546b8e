import type {Choice, Form} from '../../../model/form.ts';
import type {Refusal} from '../../../model/plan.ts';
import {formatBytes, parseSize} from '../../../text/units.ts';
import type {CbsdContext, CbsdGuest} from '../context.ts';
import {always, plain, type Row, tableOf} from '../forms/row.ts';
import {interfaceChoices} from '../forms/shared.ts';
import {operable} from '../plans/start.ts';
import {nextDisk} from './disks.ts';

const {field} = tableOf('hardware', () => undefined);

type Asks = (guest: CbsdGuest | null) => readonly Row[];

const controller = field('dsk_controller', 'choice', 'Controller', '', 'ahci-hd for systems without virtio.', {
  initial: always('virtio-blk'),
  allowed: () => plain(['virtio-blk', 'ahci-hd']),
});

const addDisk: Asks = guest => [
  field('dsk_size', 'size', 'Size', '', 'With a unit: 10g.', {
    ...{speed: 'basic', required: true},
    initial: always('10g', 'construct-tui'),
    note: (_, __, {node}) =>
      `${guest ? `it will be ${nextDisk(guest)}` : ''}${node.diskFreeBytes === null ? '' : `; ${formatBytes(node.diskFreeBytes)} free`}`,
  }),
  controller,
];

const growDisk: Asks = guest => [
  field('dsk_path', 'choice', 'Disk', '', 'Which one grows; none can shrink.', {
    ...{speed: 'basic', required: true},
    initial: always(guest?.disks?.[0]?.path ?? '', 'first'),
    allowed: () => (guest?.disks ?? []).map(diskChoice),
  }),
  field('dsk_size', 'size', 'New size', '', 'The whole size, with a unit: 40g.', {
    ...{speed: 'basic', required: true},
    initial: always('', 'construct-tui'),
    refuse(value, get) {
      const bytes = guest?.disks?.find(({path}) => path === get('dsk_path'))?.bytes ?? 0;
      const wanted = parseSize(value) ?? 0;
      return wanted > bytes ? null : `It has ${formatBytes(bytes)}: choose more, for CBSD shrinks no disk.`;
    },
  }),
];

const card = (first: {readonly parent: string; readonly hwaddr: string}, origin: string): readonly Row[] => [
  field('nic_parent', 'interface', 'Network', '', 'The bridge or interface that it hangs on; auto: CBSD chooses.', {
    ...{speed: 'basic', required: true, free: true},
    initial: always(first.parent, origin),
    allowed: (_, context) => interfaceChoices(context),
  }),
  field('nic_hwaddr', 'mac', 'MAC address', '', '0 for one made by CBSD at its next start.', {
    ...{speed: 'basic', required: true},
    initial: always(first.hwaddr, origin),
  }),
];

const setNic: Asks = guest => {
  const [first = {id: '', parent: 'auto', hwaddr: '0'}] = guest?.nics ?? [];
  return [
    field('nic', 'choice', 'Network card', '', 'Which one, by its number.', {
      ...{speed: 'basic', required: true},
      initial: always(first.id, 'first'),
      allowed: () =>
        (guest?.nics ?? []).map(nic => ({value: nic.id, label: nic.id, note: `${nic.driver} on ${nic.parent}`})),
    }),
    ...card(first, 'first card'),
  ];
};

const addNic: Asks = () => [
  ...card({parent: 'auto', hwaddr: '0'}, 'CBSD'),
  field('nic_driver', 'choice', 'Card', '', 'vtnet is fast; e1000 for systems without its driver.', {
    initial: always('vtnet'),
    allowed: () => plain(['vtnet', 'e1000']),
  }),
];

const titles = {
  'disk-add': ['Add a disk', addDisk],
  'disk-grow': ['Grow a disk', growDisk],
  'nic-set': ['Change a network card', setNic],
  'nic-add': ['Add a network card', addNic],
} as const satisfies Readonly<Record<string, readonly [string, Asks]>>;

export type HardwareAction = keyof typeof titles;

/** The form of one of them for a VM; with no guest its bare fields. */
export const hardwareForm =
  (action: HardwareAction) =>
  (target: string, context: CbsdContext): Form<CbsdContext> | Refusal => {
    const [title, asks] = titles[action];
    const {guest, family, refusals} = operable(target, context);
    const [refusal] = target === '' ? [] : [...refusals, ...notJails(action, guest, family)];
    if (refusal) return refusal;
    return {
      action,
      title: target === '' ? title : `${title}: ${target}`,
      groups: [{id: 'hardware', title: 'Hardware'}],
      fields: asks(guest),
    };
  };

/** A jail has files of the host for a disk, and no card of its own that CBSD would let be set. */
export function notJails(action: string, guest: CbsdGuest | null, family: 'jail' | 'vm' | null): readonly Refusal[] {
  if (!guest || family !== 'jail') return [];
  const reason = action.startsWith('disk')
    ? `${guest.name} is a jail: its files lie in the host's own file system, and no disk bounds them.`
    : `${guest.name} is a jail: its network is set by its address and interface (construct-tui set ${guest.name}).`;
  return [{field: null, code: 'unsupported', reason, owner: guest.name}];
}

const diskChoice = ({path, controller: by, bytes}: NonNullable<CbsdGuest['disks']>[number]): Choice => ({
  value: path,
  label: path,
  note: `${bytes === 0 ? 'size not known yet' : formatBytes(bytes)}, ${by}`,
});
