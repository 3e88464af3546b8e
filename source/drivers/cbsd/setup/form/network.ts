import {inRange} from '../../../../model/kinds/value.ts';
import {parseAddress} from '../../../../text/address.ts';
import {foreignFirewall, type HostFacts, ownAddress, ownAddresses} from '../facts.ts';
import {freePool, isOnLan, lanPool, poolProblem, untranslated} from '../pools.ts';
import {fixed, known, type Row, tableOf} from './rows.ts';
import {networkOf, networks} from './ways.ts';

const {field, flags} = tableOf('network');

const translates = (get: (id: string) => string): boolean => get('nat_enable') !== '0';

/** How the node translates by its own settings; empty: not at all, or it is no node yet. */
const storedNat = ({isNode, settings}: HostFacts): string => {
  const stored = isNode ? (settings.get('nat_enable') ?? '') : '';
  return ['0', 'disable', '(null)'].includes(stored) ? '' : stored;
};

const natDefault = (network: string, facts: HostFacts) => {
  if (network !== 'nat') return {value: '0', origin: 'network'};
  return foreignFirewall(facts) === null
    ? {value: 'pf', origin: 'no firewall here'}
    : {value: '0', origin: 'firewall found'};
};

export const networkRows: readonly Row[] = [
  field(
    'network',
    'choice',
    'How guests are reached',
    (_, facts) =>
      facts.isNode && isOnLan(facts.settings.get('nodeippool') ?? '', facts)
        ? {value: 'lan', origin: 'addresses of guests'}
        : {value: 'nat', origin: 'safest'},
    'Private with NAT, on the LAN, or at the address of the host; the rest of this group follows it.',
    {
      speed: 'basic',
      allowed: () => networks.map(({value, label, drawing}) => ({value, label, note: drawing})),
      note: value => `${networkOf(value).drawing}. ${networkOf(value).tells}`,
    },
  ),
  field(
    'nodeip',
    'ip',
    'Address of this host',
    known('nodeip', facts => ({value: ownAddress(facts), origin: facts.uplink || 'first interface'})),
    'Where exposed ports are, and how other nodes reach this one.',
    {
      speed: 'basic',
      required: true,
      free: true,
      allowed: (_, facts) =>
        facts.interfaces.flatMap(({name, addresses}) =>
          addresses
            .filter(({address}) => !address.startsWith('127.'))
            .map(({address}) => ({value: address, label: address, note: name})),
        ),
      refuse: (value, _, facts) =>
        ownAddresses(facts).includes(value)
          ? null
          : `${value} is on no interface of this host: one of ${ownAddresses(facts).join(', ') || 'none'}.`,
      // cbsd-ops 1.7
      warn: (value, _, {isNode, settings}) =>
        isNode && settings.get('nodeip') !== value
          ? 'Forwards that are loaded keep the old address until they are loaded again: construct-tui doctor shows them.'
          : null,
    },
  ),
  field(
    'nodeippool',
    'text',
    'Addresses for guests',
    (get, facts) => {
      const stored = facts.isNode ? facts.settings.get('nodeippool') : undefined;
      if (stored && stored !== '(null)') return {value: stored, origin: 'node'};
      if (get('network') === 'lan') return {value: lanPool(facts), origin: "upper end of the host's net"};
      return {value: freePool(facts), origin: 'first free'};
    },
    'Networks or ranges with blanks between them (10.0.0.0/24 172.16.0.30-40), from which guests get their addresses.',
    {
      speed: 'basic',
      required: true,
      refuse: (value, get, facts) => poolProblem(value, get('network') === 'lan', facts),
      warn: (value, get) => (translates(get) ? untranslated(value, get('natip')) : null),
    },
  ),
  field(
    'jnameserver',
    'text',
    'Name servers for guests',
    known('jnameserver', facts =>
      facts.nameServers.length > 0
        ? {value: facts.nameServers.join(','), origin: 'resolv.conf'}
        : {value: '9.9.9.9,149.112.112.112', origin: 'CBSD'},
    ),
    'Addresses with commas between them, for the resolv.conf of each guest.',
    {
      speed: 'basic',
      required: true,
      refuse: value => {
        const wrong = value.split(',').find(each => parseAddress(each)?.prefix !== null);
        return wrong === undefined ? null : `"${wrong}" is no address of a name server: write addresses with commas.`;
      },
    },
  ),
  field(
    'nat_enable',
    'choice',
    'NAT',
    (get, facts) => {
      const stored = storedNat(facts);
      return stored === '' ? natDefault(get('network'), facts) : {value: stored, origin: 'node'};
    },
    'pf translates guests to the address below. CBSD loads its own rules in place of all others, so it is off where others are.',
    {
      allowed: (_, facts) => {
        const stored = storedNat(facts);
        return [
          {value: 'pf', label: 'pf'},
          {value: '0', label: 'off'},
          // initenv takes nothing but pf (cbsd-ops 1.4); what natcfg has made of the node since stays as it is
          ...(stored === '' || stored === 'pf' ? [] : [{value: stored, label: `${stored}, as it is`}]),
        ];
      },
      refuse: (value, _, facts) => {
        const why = value === 'pf' && storedNat(facts) !== 'pf' ? foreignFirewall(facts) : null;
        return why === null
          ? null
          : `${why}, and CBSD's NAT would replace them all: set nat_enable=0, and join both after the set-up (keep rules).`;
      },
      warn: (value, get, facts) => {
        const why = value === '0' && get('network') === 'nat' ? foreignFirewall(facts) : null;
        return why === null ? null : `NAT stays off: ${why}. Guests do not get out until both are joined (keep rules).`;
      },
    },
  ),
  field(
    'natip',
    'text',
    'NAT address',
    (get, facts) => {
      const stored = facts.isNode ? facts.settings.get('natip') : undefined;
      return stored && !['(null)', 'auto', '0'].includes(stored)
        ? {value: stored, origin: 'node'}
        : {value: get('nodeip'), origin: 'address of this host'};
    },
    'The address that guests have outside: one of this host, or the name of an interface.',
    {
      visible: translates,
      refuse: (value, _, facts) =>
        ownAddresses(facts).includes(value) || facts.interfaces.some(({name}) => name === value)
          ? null
          : `${value} is neither an address nor an interface of this host: CBSD would load no NAT.`,
    },
  ),
  field(
    'jail_interface',
    'interface',
    'Interface of jails',
    known('jail_interface', fixed('auto')),
    'Where addresses of jails are added; auto takes the way out.',
    {
      free: true,
      allowed: (_, facts) => ['auto', ...facts.interfaces.map(({name}) => name)].map(value => ({value, label: value})),
    },
  ),
  field(
    'nodeip6',
    'text',
    'IPv6 address of this host',
    known('nodeip6', fixed('0', 'safest')),
    '0 for none; CBSD takes "auto" for an address.',
    {
      refuse: value =>
        value === '0' || parseAddress(value)?.version === 6 ? null : 'Write an IPv6 address, or 0 for none.',
    },
  ),
  field(
    'nodeip6pool',
    'text',
    'IPv6 net for guests',
    known('nodeip6pool', fixed('0', 'safest')),
    'A network as fde4:8dba:82e1::/64, or 0 for none.',
    {
      refuse: value => {
        const net = parseAddress(value);
        return value === '0' || (net?.version === 6 && net.prefix !== null)
          ? null
          : 'Write a network as fde4:8dba:82e1::/64, or 0.';
      },
    },
  ),
  ...flags([
    ['default_vs', 'Virtual switch', '0', 'CBSD', 'cbsdd makes a bridge cbsdbr0 of its own.'],
    ['ipfw_enable', 'Count by ipfw', '0', 'safest', 'Only a mark: counters of ipfw for each guest.'],
  ]),
  field(
    'confirm_network',
    'choice',
    'Confirm the firewall',
    fixed('ask', 'safest'),
    'ask: a change of the firewall goes back by itself unless you confirm it from a new login. none: this file says that nobody can be cut off.',
    {
      allowed: () => [
        {value: 'ask', label: 'from a new login'},
        {value: 'none', label: 'nobody can be cut off'},
      ],
    },
  ),
  field(
    'confirm_seconds',
    'integer',
    'Time to confirm',
    fixed('120', 'two minutes'),
    'Seconds until the change goes back.',
    {
      visible: get => get('confirm_network') === 'ask',
      refuse: value => inRange(value, 1, 3600),
    },
  ),
];
