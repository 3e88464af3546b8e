import type {Get} from '../../../../model/form.ts';
import {inRange} from '../../../../model/kinds/value.ts';
import {parseAddress} from '../../../../text/address.ts';
import type {CbsdContext} from '../../context.ts';
import {type Row, tableOf} from '../row.ts';
import {vncPassword} from '../shared.ts';
import {fromVmProfile} from './lookup.ts';

const {field, flags, choices} = tableOf('screen', fromVmProfile);

/** True when it has a screen at all: bhyve's needs UEFI. */
export const hasScreen = (get: Get): boolean =>
  get('fbuf') === '1' && get('vm_efi') !== 'none' && get('vm_vnc_port') !== '1';
const onScreen = {visible: hasScreen};

export const vmScreen: readonly Row[] = [
  ...flags([['fbuf', 'Screen', '1', 'A screen that VNC shows.']]),
  field('vm_vnc_port', 'integer', 'VNC port', '0', '0 for the next free one from 5900, 1 for no VNC, else the port.', {
    refuse: value => (value === '0' || value === '1' ? null : inRange(value, 1024, 65_535)),
    warn: (value, _, context) => portTaken(value, context),
  }),
  field('bhyve_vnc_tcp_bind', 'text', 'VNC address', '127.0.0.1', 'Where VNC listens; 127.0.0.1 for an SSH tunnel.', {
    ...onScreen,
    refuse: value =>
      parseAddress(bare(value))?.prefix === null ? null : 'Write an address of this node: 127.0.0.1, 0.0.0.0 or [::1].',
    warn: value =>
      /^(0\.0\.0\.0|::)$/.test(parseAddress(bare(value))?.text ?? '')
        ? 'VNC is open to every network of this node, and its password is no protection.'
        : null,
  }),
  field(
    'vnc_password',
    'password',
    'VNC password',
    '',
    'Up to 8 letters and digits; without one a random one is made.',
    {
      ...onScreen,
      ...vncPassword,
      note: (value, get) =>
        value === '' ? `random; cbsd bget jname=${get('jname')} mode=quiet vnc_password shows it` : null,
    },
  ),
  ...choices(
    [
      [
        'bhyve_vnc_resolution',
        'Resolution',
        '1024x768',
        ['640x480', '800x600', '1024x768', '1280x720', '1280x1024', '1600x900', '1600x1200', '1920x1080', '1920x1200'],
        'Of the screen.',
      ],
      ['bhyve_vnc_vgaconf', 'VGA', 'io', ['io', 'on', 'off'], 'How VGA is emulated.'],
    ],
    onScreen,
  ),
  field('bhyve_vnc_kbdlayout', 'text', 'Keyboard', '0', 'A name of /usr/share/bhyve/kbdlayout; 0 for the usual one.', {
    ...onScreen,
    refuse: value => (/^[A-Za-z0-9_.-]+$/.test(value) ? null : 'Write the name of a keyboard layout, or 0.'),
  }),
  ...flags([
    ['cd_vnc_wait', 'Wait for a viewer', '1', 'The installer waits until somebody looks.'],
    ['xhci', 'USB', '1', 'A USB controller.'],
  ]),
  ...flags([['tablet', 'USB tablet', '1', 'The pointer stands where yours does.']], {
    visible: get => get('xhci') === '1',
  }),
];

const bare = (value: string): string => value.replace(/^\[(.*)\]$/, '$1');

function portTaken(value: string, context: CbsdContext): string | null {
  const owner = context.guests.find(guest => guest.vncPort !== undefined && String(guest.vncPort) === value);
  return owner && value !== '0' ? `VM ${owner.name} had the VNC port ${value} last.` : null;
}
