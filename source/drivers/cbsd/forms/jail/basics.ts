import type {Choice, Default, Get} from '../../../../model/form.ts';
import {baseDirOf, baseNote, versionProblem} from '../../bases.ts';
import {type CbsdContext, nativeVersion} from '../../context.ts';
import {always, type Row, tableOf} from '../row.ts';
import {
  addressChoices,
  addressNote,
  addressTaken,
  freeName,
  hostLabel,
  nameTaken,
  nicUnknown,
  noPool,
} from '../shared.ts';
import {enabled, fromJailProfile, jailProfileOf} from './lookup.ts';

const {field} = tableOf('jail', fromJailProfile);
const basic = {speed: 'basic', required: true} as const;

/** What a jail is, in the order it is asked. */
export const jailBasics: readonly Row[] = [
  field(
    'profile',
    'choice',
    'Profile',
    '',
    'A set of defaults for every other field; a Linux profile makes a Linux jail.',
    {
      ...basic,
      initial: always('default'),
      allowed: (_, context) => profileChoices(context),
    },
  ),
  field('jname', 'jname', 'Name', '', 'Short and unique on this node, among jails and VMs.', {
    ...basic,
    initial: freeJailName,
    warn: (value, _, context) => nameTaken(value, context),
  }),
  field(
    'ip4_addr',
    'ip-list',
    'Address',
    'DHCP',
    'Addresses with comma between them, DHCP for the next free one of the node’s pool, or 0 for none.',
    {
      ...basic,
      free: true,
      allowed: (get, context) =>
        addressChoices(context, get('vnet') === '1' ? ['DHCP', 'DHCPv6', 'REALDHCP', '0'] : ['DHCP', 'DHCPv6', '0']),
      refuse: (value, get, context) => noStack(value, get) ?? noPool(value, context) ?? nicUnknown(value, context),
      warn: (value, _, context) => addressTaken(value, context),
      note: (value, _, context) => addressNote(value, context),
    },
  ),
  field(
    'ver',
    'version',
    'Version',
    'native',
    'The base that it runs: native is the node’s own, empty is an empty directory.',
    {
      ...basic,
      free: true,
      visible: enabled('tui_ver_enable'),
      allowed: (_, context) => versionChoices(context),
      refuse: versionProblem,
      note: baseNote,
    },
  ),
  field('start', 'bool', 'Start it', '', 'Start the jail once it is made.', {
    ...basic,
    initial: always('1', 'construct-tui'),
  }),
  field('host_hostname', 'hostname', 'Host name', '', 'The full name that the jail calls itself.', {
    required: true,
    initial: hostname,
  }),
];

function freeJailName(get: Get, context: CbsdContext): Default {
  const prefix = jailProfileOf(get, context)?.values.get('default_jailname')?.value ?? 'jail';
  return {value: freeName(prefix, context), origin: 'next free'};
}

function hostname(get: Get, context: CbsdContext): Default {
  const domain = jailProfileOf(get, context)?.values.get('default_domain');
  return {value: `${hostLabel(get('jname'))}.${domain?.value || 'my.domain'}`, origin: domain?.origin ?? 'CBSD'};
}

const noStack = (value: string, get: Get): string | null =>
  value === 'REALDHCP' && get('vnet') !== '1'
    ? 'REALDHCP needs a network stack of its own: set vnet=1, or use DHCP.'
    : null;

function profileChoices(context: CbsdContext): readonly Choice[] {
  const unread = {value: 'default', label: 'default', disabled: 'The jail profiles of this node could not be read.'};
  if (context.jailProfiles.length === 0) return [unread];
  return context.jailProfiles.map(profile => ({
    value: profile.name,
    label: profile.title,
    ...(profile.broken === null ? {} : {disabled: profile.broken}),
  }));
}

/** The node's own version first, then every base that lies here. */
function versionChoices(context: CbsdContext): readonly Choice[] {
  const here = [...new Set(context.bases.filter(base => base.platform === 'FreeBSD').map(base => base.version))];
  return [
    {value: 'native', label: 'native', note: `${nativeVersion(context.node)}, as the node`},
    ...here.sort().map(version => ({value: version, label: version, note: baseDirOf(version, context)})),
    {value: 'empty', label: 'empty', note: 'an empty directory to fill by hand'},
  ];
}
