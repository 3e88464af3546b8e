import type {Get} from '../../../../model/form.ts';
import {parseAddress} from '../../../../text/address.ts';
import type {CbsdContext} from '../../context.ts';
import {always, type Row, tableOf} from '../row.ts';
import {addressTaken, noNic, noPool, templateProblem} from '../shared.ts';
import {takenKeys} from './key.ts';
import {fromVmProfile, isCloud} from './lookup.ts';

const {field} = tableOf('cloud', fromVmProfile);
const cloud = {visible: isCloud} as const;
const second = {visible: (get: Get, context: CbsdContext) => isCloud(get, context) && get('interface2') !== ''};
const plainText = {...cloud, refuse: templateProblem};

/** The user, keys, network and DNS that a cloud image starts with. */
export const vmCloud: readonly Row[] = [
  field('ci_user_add', 'login-list', 'User', 'myuser', 'The account to make, or several with blanks between them.', {
    ...cloud,
    required: true,
  }),
  field(
    'ci_user_pw_user',
    'password',
    'User’s password',
    '',
    'It travels hashed. Without one the account has no password.',
    {...cloud, secret: true, initial: always('')},
  ),
  field('ci_user_pw_root', 'password', 'Root password', '', 'It travels hashed. Without one root has no password.', {
    ...cloud,
    secret: true,
    initial: always(''),
  }),
  field('ci_user_pubkey2', 'ssh-key', 'Second SSH key', '', 'Another key that may log in.', {
    ...plainText,
    free: true,
    allowed: (_, context) => [{value: '', label: 'none'}, ...takenKeys(context)],
  }),
  field('ci_ip4_addr', 'ip-list', 'Address inside', '', 'The same as the address, with its prefix.', {
    ...cloud,
    initial: get => ({value: get('ip4_addr') || 'DHCP', origin: 'ip4_addr'}),
    refuse: (value, _, context) =>
      value === '0' ? 'A cloud image needs an address, or DHCP.' : (noNic(value) ?? noPool(value, context)),
    warn: (value, _, context) => addressTaken(value, context),
  }),
  field('ci_gw4', 'ip', 'Gateway', 'auto', 'auto for the first address of its network; 0 for none.', {
    visible: (get, context) => isCloud(get, context) && get('ci_ip4_addr') !== 'REALDHCP',
    free: true,
    allowed: () => [
      {value: 'auto', label: 'auto'},
      {value: '0', label: 'none'},
    ],
  }),
  field('ci_nameserver_address', 'ip', 'Name server', '8.8.8.8', 'One IPv4 address.', {
    ...cloud,
    refuse: value =>
      parseAddress(value)?.version === 6
        ? 'CBSD’s cloud-init template corrupts colons: use an IPv4 name server.'
        : null,
  }),
  field('ci_nameserver_search', 'hostname', 'Search domain', 'my.domain', 'Added to short names.', cloud),
  field('ci_interface_mtu', 'integer', 'MTU', '1500', 'Of its first network card.', {
    ...cloud,
    refuse: ownMtu,
  }),
  field('ci_jname', 'text', 'Name inside', '', 'The instance’s id.', {
    ...plainText,
    initial: get => ({value: get('jname'), origin: 'jname'}),
  }),
  field('ci_fqdn', 'hostname', 'Host name inside', '', 'The name that the system takes.', {
    ...cloud,
    initial: get => ({value: get('host_hostname'), origin: 'host_hostname'}),
  }),
  field('ci_user_gecos', 'text', 'Full name', '', 'Of the user.', plainText),
  field('ci_user_home', 'path', 'Home', '', 'Of the user; empty for /home/USER.', {...plainText, initial: always('')}),
  field('ci_user_shell', 'path', 'Shell', '/bin/sh', 'Of the user.', plainText),
  field('ci_user_member_groups', 'text', 'Groups', 'wheel', 'Of the user, with commas.', plainText),
  field('ci_ip4_addr2', 'ip-list', 'Second address', '', 'Of the second network card.', {
    ...second,
    refuse: value =>
      /^(DHCP|DHCPv6|REALDHCP|0)$/.test(value) ? 'The second card takes written addresses only.' : noNic(value),
    warn: (value, _, context) => addressTaken(value, context),
  }),
  field('ci_gw42', 'ip', 'Second gateway', '', 'Of the second network card.', second),
  field('ci_interface_mtu2', 'integer', 'Second MTU', '1500', 'Of the second network card.', {
    ...second,
    refuse: ownMtu,
  }),
];

function ownMtu(value: string): string | null {
  if (value === '1500') return null;
  return 'CBSD forgets an MTU given for one VM: set default_ci_interface_mtu in its etc/cloud-init.conf.';
}
