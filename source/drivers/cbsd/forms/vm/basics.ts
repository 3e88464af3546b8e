import type {Default, Get} from '../../../../model/form.ts';
import type {CbsdContext} from '../../context.ts';
import {profileValue} from '../../profiles/profile.ts';
import {always, type Row, tableOf} from '../row.ts';
import {addressChoices, addressNote, addressTaken, freeName, hostLabel, nameTaken, noNic, noPool} from '../shared.ts';
import {vmKey} from './key.ts';
import {fromVmProfile, isCloud, vmProfileOf} from './lookup.ts';
import {vmPackage, vmSizes} from './sizes.ts';
import {vmFamily, vmSystem} from './system.ts';

const {field} = tableOf('vm', fromVmProfile);
const basic = {speed: 'basic', required: true} as const;

/** What a VM is, in the order it is asked. */
export const vmBasics: readonly Row[] = [
  vmSystem,
  field('jname', 'jname', 'Name', '', 'Short and unique on this node, among jails and VMs.', {
    ...basic,
    initial: (get, context) => ({
      value: freeName(profileValue(vmProfileOf(get, context), 'default_jailname') || 'vm', context),
      origin: 'next free',
    }),
    warn: (value, _, context) => nameTaken(value, context),
  }),
  ...vmSizes,
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
  vmFamily,
  vmPackage,
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
