import {configProblems, readConfig} from '../../../../model/cloud-init/validate.ts';
import type {Get} from '../../../../model/form.ts';
import {inNetwork, parseAddress} from '../../../../text/address.ts';
import {filesText} from '../../plans/cloud-seed.ts';
import {isCloud, isInstaller, networksFor} from '../lookup.ts';
import {always, fieldsOf, type Row} from '../row.ts';

const field = fieldsOf('cloud');
const cloud = {visible: isCloud} as const;
const byHand = {visible: (get: Get) => isCloud(get) && get('ci_ip4_addr') !== 'DHCP'} as const;

const orNone = {...byHand, required: true, free: true, allowed: () => [{value: '0', label: 'none'}]} as const;

/** A guest's name as a host name, which takes no underscore and no hyphen at its end. */
export const hostLabel = (name: string): string => name.replaceAll('_', '-').replace(/-+$/, '');

const login = (value: string): string | null =>
  value.split(' ').every(word => /^[a-z_][a-z0-9_-]{0,31}$/.test(word))
    ? null
    : 'An account begins with a-z and holds a-z, 0-9, _ and - (at most 32).';

/** What cloud-init does in the guest at its first start. */
export const vmCloud: readonly Row[] = [
  field('cloud_init', 'bool', 'Cloud-init', 'Give it a name, users and keys on a small medium that cloud-init reads.', {
    initial: always('1'),
    visible: get => !isInstaller(get),
  }),
  field('hostname', 'hostname', 'Host name', 'The name that the system takes.', {
    ...cloud,
    required: true,
    initial: get => ({value: hostLabel(get('jname')), origin: 'name'}),
  }),
  field('user', 'line', 'User', 'The account to make; it may become root by sudo.', {
    ...cloud,
    required: true,
    initial: (_, {operator}) =>
      /^[a-z_][a-z0-9_-]{0,30}$/.test(operator.user) && operator.user !== 'root'
        ? {value: operator.user, origin: 'you'}
        : {value: 'admin', origin: 'construct-tui'},
    refuse: value =>
      value.includes(' ') ? 'One account is made here: write one name, others in users.' : login(value),
  }),
  field('users', 'line', 'Other users', 'More accounts with the same keys and without sudo; blanks between them.', {
    ...cloud,
    refuse: (value, get) =>
      value === ''
        ? null
        : (login(value) ?? (value.split(' ').includes(get('user')) ? `${get('user')} is there already.` : null)),
  }),
  field('password', 'password', 'Password', 'Of the user. It travels hashed; without one only keys log in.', {
    ...cloud,
    secret: true,
  }),
  field('shell', 'path', 'Shell', 'Of the users.', {
    ...cloud,
    initial: get =>
      /alpine|freebsd/i.test(get('image'))
        ? {value: '/bin/sh', origin: 'image'}
        : {value: '/bin/bash', origin: 'construct-tui'},
  }),
  field('ssh_key2', 'any-ssh-key', 'Second SSH key', 'Another key that may log in.', {...cloud, free: true}),
  field('ssh_pwauth', 'bool', 'Passwords by SSH', 'Let the password log in by SSH too.', {
    ...cloud,
    initial: always('0'),
  }),
  field('ci_ip4_addr', 'line', 'Address inside', 'DHCP, or an address with its prefix that its system sets itself.', {
    ...cloud,
    required: true,
    initial: always('DHCP'),
    refuse: value =>
      value === 'DHCP' || parseAddress(value)?.prefix != null ? null : 'Write DHCP, or an address as 192.0.2.10/24.',
  }),
  field('ci_gw4', 'ip', 'Gateway', 'Where everything beyond its own net goes; 0 for none.', {
    ...orNone,
    initial: (get, context) => {
      const address = get('ci_ip4_addr').split('/')[0] ?? '';
      const [found] = networksFor(context).filter(({gateway}) => gateway !== '' && inNetwork(address, gateway));
      if (!found) return {value: '0', origin: 'none known'};
      return found.mode === 'isolated'
        ? {value: '0', origin: 'isolated net'}
        : {value: found.gateway.split('/')[0] ?? '', origin: 'network'};
    },
    refuse: (value, get) => {
      if (value === '0' || inNetwork(value, get('ci_ip4_addr')))
        return value === get('ci_ip4_addr').split('/')[0] ? `${value} is its own address.` : null;
      return `${value} is not in the net of its address.`;
    },
    warn: value => (value === '0' ? 'Without a gateway it reaches its own net alone.' : null),
  }),
  field('ci_nameserver_address', 'ip-list', 'Name servers', 'Commas between them; 0 for none.', {
    ...orNone,
    initial: get => ({value: get('ci_gw4'), origin: get('ci_gw4') === '0' ? 'no gateway' : 'gateway'}),
    refuse: value =>
      /^(0|[0-9a-fA-F.:,]*[.:][0-9a-fA-F.:,]*)$/.test(value) ? null : 'Write addresses with commas between them, or 0.',
  }),
  field('ci_nameserver_search', 'hostname', 'Search domain', 'Added to short names.', {
    visible: get => byHand.visible(get) && get('ci_nameserver_address') !== '0',
  }),
  field('packages', 'package-list', 'Packages', 'Installed at its first start; blanks between them.', cloud),
  field('timezone', 'line', 'Time zone', 'Such as Europe/Prague; empty: as in the image.', {
    ...cloud,
    refuse: value =>
      /^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+)*$/.test(value) || value === ''
        ? null
        : 'Write a zone such as Europe/Prague.',
  }),
  field('runcmd', 'block', 'Commands', 'Run as root at its first start, in this order: a line of sh each.', cloud),
  field('write_files', 'block', 'Files', 'In YAML, a list of path, content, owner and permissions in quotes.', {
    ...cloud,
    refuse: value => (value === '' ? null : problemIn(filesText(value))),
  }),
  field('growpart', 'bool', 'Grow its partition', 'Let the root partition fill the disk, now and when it grows.', {
    ...cloud,
    initial: always('1'),
  }),
  field(
    'user_data',
    'block',
    'More user-data',
    'YAML of your own for cloud-init; its keys stand instead of those above.',
    {
      ...cloud,
      refuse: value => (value === '' ? null : problemIn(value)),
      warn: value => {
        const read = readConfig(value);
        const keys = 'config' in read ? Object.keys(read.config) : [];
        return keys.includes('users') ? 'Its users stand instead of the user, keys and password above.' : null;
      },
    },
  ),
];

/** What cloud-init would say of this text; the other fields have said what is wrong with them. */
function problemIn(text: string): string | null {
  const read = readConfig(text);
  if ('problem' in read) return read.problem;
  const [first] = configProblems(read.config);
  return first === undefined ? null : `${first}.`;
}
