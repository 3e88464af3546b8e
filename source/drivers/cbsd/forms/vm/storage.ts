import {looseIsos} from '../../media/loose.ts';
import {always, type Row, tableOf} from '../row.ts';
import {fromVmProfile, isCloud} from './lookup.ts';

const storage = tableOf('storage', fromVmProfile);

export const vmStorage: readonly Row[] = [
  storage.field(
    'imgtype',
    'text',
    'Disk lies on',
    'zvol',
    'A ZFS volume, a file (md), none, or a whole device, whose content is lost.',
    {
      visible: (_, context) => context.node.zfs,
      free: true,
      allowed: () => [
        {value: 'zvol', label: 'ZFS volume'},
        {value: 'md', label: 'file'},
        {value: 'none', label: 'none'},
      ],
      refuse: value =>
        /^(zvol|md|none|\/dev\/[A-Za-z0-9_./-]+)$/.test(value)
          ? null
          : 'Write zvol, md, none or a device such as /dev/da1.',
      warn: value => (value.startsWith('/dev/') ? `Everything on ${value} is lost.` : null),
    },
  ),
  ...storage.choices([
    [
      'virtio_type',
      'Disk controller',
      'virtio-blk',
      ['virtio-blk', 'ahci-hd', 'ahci-blk'],
      'ahci-hd for systems without virtio.',
    ],
  ]),
  storage.field('vm_iso_path', 'choice', 'In the CD drive', '', 'Another medium than the system’s own.', {
    visible: (get, context) => !isCloud(get, context),
    initial: always(''),
    allowed: (_, context) => [
      {value: '', label: 'the system’s own installer'},
      ...[...new Map(context.media.map(each => [each.name, each])).values()]
        .filter(each => each.type === 'iso')
        .map(each => ({value: each.name, label: each.name, note: each.path})),
      ...looseIsos(context).map(each => ({
        value: each.name,
        label: each.name,
        note: `${each.path}, is registered first`,
      })),
    ],
  }),
  ...storage.flags([
    ['media_auto_eject', 'Eject after installing', '1', 'CBSD takes the medium out after the first start.'],
  ]),
  storage.field('zfs_snapsrc', 'snapshot', 'From a snapshot', '', 'A ZFS snapshot to clone it from.', {
    visible: (get, context) => context.node.zfs && !isCloud(get, context),
  }),
];
