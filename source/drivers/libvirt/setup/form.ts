import type {Form} from '../../../model/form.ts';
import {inNetwork, parseAddress} from '../../../text/address.ts';
import type {Health} from '../doctor/facts.ts';
import {idleDefault} from '../doctor/networks.ts';
import {newNetwork, ownNetwork} from '../plans/network.ts';

const row = {group: 'host', speed: 'basic'} as const;

export const hasNetwork = ({context}: Health): boolean =>
  context?.networks.some(({name}) => name === ownNetwork) ?? false;

/** Few questions: what is there already is not asked for. */
export const setupForm: Form<Health> = {
  action: 'setup',
  title: 'Set this host up for guests of libvirt',
  groups: [{id: 'host', title: 'This host'}],
  fields: [
    {
      ...{...row, id: 'network', kind: 'bool', label: 'A network of its own'},
      help: 'Guests of this host behind one bridge, whose ports can be exposed; no rule of libvirt’s own closes them',
      initial: () => ({value: '1', origin: 'construct-tui'}),
      visible: (_, health) => !hasNetwork(health),
    },
    {
      ...{...row, id: 'gateway', kind: 'cidr', label: 'The host’s address in it', required: true},
      help: 'With the prefix of the network: its guests are numbered from here on',
      visible: (get, health) => !hasNetwork(health) && get('network') === '1',
      initial: (_, health) => ({value: newNetwork(seen(health)).gateway, origin: 'first free'}),
      refuse: (value, _, health) => gatewayProblem(value, health),
    },
    {
      ...{...row, id: 'default_off', kind: 'bool', label: 'Network default off'},
      help: 'libvirt’s own network: it rejects connections to its guests from outside, and no guest uses it',
      visible: (_, health) => idleDefault(health) !== undefined,
      initial: () => ({value: '1', origin: 'nobody uses it'}),
    },
    {
      ...{...row, id: 'ip_forward', kind: 'bool', label: 'Forward from every boot'},
      help: 'Packets are passed on between nets; libvirt turns it on with each network, bridges of your own need it before that',
      initial: (_, {isForwarding}) => ({value: '0', origin: isForwarding ? 'on now' : 'libvirt does it'}),
    },
    {
      ...{...row, id: 'member', kind: 'line', label: 'May use libvirt'},
      help: 'An account to put into the group libvirt; empty: nobody. It counts from its next login',
      initial: (_, {operator}) => ({value: operator.user === 'root' ? '' : operator.user, origin: 'you'}),
      refuse: value =>
        value === '' || /^[a-z_][a-z0-9_-]{0,31}$/.test(value) ? null : 'Write the name of one account.',
    },
  ],
};

/** Where the daemon does not answer yet nobody knows its networks; the host's addresses tell of most. */
export const seen = ({host, context}: Health) => ({host, networks: context?.networks ?? []});

function gatewayProblem(value: string, health: Health): string | null {
  const parsed = parseAddress(value);
  if (parsed?.version !== 4 || parsed.prefix === null || parsed.prefix > 29 || parsed.prefix < 16)
    return 'Write an IPv4 address with a prefix from 16 to 29, such as 172.16.100.1/24.';
  const {host, networks} = seen(health);
  const taken = [...host.addresses.map(({address}) => address), ...networks.map(({gateway}) => gateway)].find(
    each => each !== '' && (inNetwork(each.split('/')[0] ?? '', value) || inNetwork(value.split('/')[0] ?? '', each)),
  );
  return taken === undefined ? null : `It meets ${taken}, which this host has: choose another net.`;
}
