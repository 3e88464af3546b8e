import {inRange} from '../../../../model/kinds/value.ts';
import {type Row, tableOf} from '../row.ts';
import {interfaceChoices, switchOn} from '../shared.ts';
import {fromJailProfile} from './lookup.ts';

const {field, flags} = tableOf('network', fromJailProfile);
const withStack = {visible: switchOn('vnet')};

export const jailNetwork: readonly Row[] = [
  field(
    'interface',
    'interface',
    'Interface',
    'auto',
    'Where its addresses are added, or the parent of its own network card (vnet).',
    {
      free: true,
      allowed: (_, context) => interfaceChoices(context),
    },
  ),
  ...flags(
    [
      [
        'vnet',
        'Own network stack',
        '0',
        'A virtual network stack and card (VNET) instead of addresses on the node’s interface.',
      ],
    ],
    {
      refuse: (value, _, context) =>
        value === '1' && !context.node.vnet ? 'The kernel of this node has no VIMAGE: set vnet=0.' : null,
    },
  ),
  field(
    'ci_gw4',
    'ip',
    'Gateway',
    '0',
    'The default router in its rc.conf; auto for the node’s own, 0 to leave it alone.',
    {
      ...withStack,
      free: true,
      allowed: () => [
        {value: '0', label: 'leave it alone'},
        {value: 'auto', label: 'auto'},
      ],
    },
  ),
  field('nic_hwaddr', 'mac', 'MAC address', '0', 'Of its own network card; 0 for one made by CBSD.', withStack),
  field(
    'devfs_ruleset',
    'integer',
    'devfs ruleset',
    '',
    'Number of the devfs rule set: 4 for jails, 5 with a network stack of its own.',
    {
      refuse: value => inRange(value, 0, 65_535),
    },
  ),
  field('jnameserver', 'ip-list', 'Name servers', '0', 'For its resolv.conf; 0 for the node’s own.', {
    refuse: value =>
      value === '0' || !/DHCP|#|\//.test(value) ? null : 'Write addresses of name servers with commas, or 0.',
  }),
  ...flags([
    ['floatresolv', 'Follow resolv.conf', '1', 'Write resolv.conf anew at every start.'],
    ['mkhostsfile', 'Follow hosts', '1', 'Keep the other guests of the node in its /etc/hosts.'],
  ]),
].map(row => (row.id === 'devfs_ruleset' ? {...row, initial: devfs(row)} : row));

/** CBSD's own form flips it with the network stack. */
function devfs(row: Row): Row['initial'] {
  return (get, context) => {
    const given = fromJailProfile(row.id, get, context);
    if (given?.origin === 'profile') return given;
    return {value: get('vnet') === '1' ? '5' : (given?.value ?? '4'), origin: 'CBSD'};
  };
}
