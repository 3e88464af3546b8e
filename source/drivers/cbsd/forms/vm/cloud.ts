import type {Default, Get} from '../../../../model/form.ts';
import {inRange} from '../../../../model/kinds/value.ts';
import {parseAddress} from '../../../../text/address.ts';
import {sshKeyProblem} from '../../../../text/sshkey.ts';
import type {CbsdContext} from '../../context.ts';
import {always, type Row, tableOf} from '../row.ts';
import {addressTaken, interfaceChoices, keyChoices, keyNote, noNic, noPool, templateProblem} from '../shared.ts';
import {fromVmProfile, isCloud} from './lookup.ts';

const {field} = tableOf('cloud', fromVmProfile);
const cloud = {visible: isCloud} as const;
const second = {visible: (get: Get, context: CbsdContext) => isCloud(get, context) && get('interface2') !== ''};
const plainText = {...cloud, refuse: templateProblem};

/** Asked with the VM itself, for nobody gets in without it. */
export const vmKey: Row = tableOf('vm', fromVmProfile).field(
  'ci_user_pubkey',
  'ssh-key',
  'SSH key',
  '',
  'The public key that may log in.',
  {
    ...cloud,
    speed: 'basic',
    free: true,
    initial: ownKey,
    allowed: (_, context) => [{value: '', label: 'none of mine'}, ...takenKeys(context)],
    refuse: templateProblem,
    warn: (value, get) =>
      value === '' && get('ci_user_pubkey2') === '' ? 'Without a key of yours only the node’s own key logs in.' : null,
    note: (value, _, context) =>
      value === '' ? `${context.node.workdir}/.ssh/id_rsa.pub, the node’s own` : keyNote(value, context),
  },
);

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
    refuse: value =>
      value === '1500'
        ? null
        : 'CBSD forgets an MTU given for one VM: set default_ci_interface_mtu in its etc/cloud-init.conf.',
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
    refuse: value => inRange(value, 576, 9216),
  }),
];

/** Other cards than the first; `private` keeps a card from its neighbours on the bridge. */
export const vmNetwork: readonly Row[] = (table => [
  table.field('interface', 'interface', 'Network', 'auto', 'The bridge or interface that its card hangs on.', {
    free: true,
    allowed: (_, context) => interfaceChoices(context),
  }),
  ...table.choices([
    ['nic_driver', 'Card', 'vtnet', ['vtnet', 'e1000'], 'vtnet is fast; e1000 for systems without its driver.'],
    ['nic_flags', 'Card’s flags', '0', ['0', 'private'], 'private: it does not see the other guests of its bridge.'],
  ]),
  table.field('nic_hwaddr', 'mac', 'MAC address', '0', 'Of its card; 0 for one made by CBSD.'),
  table.field('interface2', 'interface', 'Second network', '', 'Where a second card hangs; empty for none.', {
    free: true,
    allowed: (_, context) => [{value: '', label: 'none'}, ...interfaceChoices(context)],
    refuse: value => (value === '0' ? 'Leave it empty for no second card.' : null),
  }),
  ...table.choices(
    [
      [
        'nic2_flags',
        'Second card’s flags',
        '0',
        ['0', 'private'],
        'private: it does not see the other guests of its bridge.',
      ],
    ],
    {
      visible: get => get('interface2') !== '',
    },
  ),
])(tableOf('network', fromVmProfile));

/** The operator's first key that CBSD can carry. */
function ownKey(_: Get, context: CbsdContext): Default {
  const first = takenKeys(context).find(choice => choice.disabled === undefined);
  return first ? {value: first.value, origin: 'your key'} : {value: '', origin: 'CBSD'};
}

const takenKeys = (context: CbsdContext) =>
  keyChoices(context).map(choice => {
    const reason = sshKeyProblem(choice.value) ?? templateProblem(choice.value);
    return reason === null ? choice : {...choice, disabled: reason};
  });
