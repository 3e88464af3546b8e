import {formatBytes} from '../../../../text/units.ts';
import {isCloud, isInstaller} from '../lookup.ts';
import {always, fieldsOf, type Row} from '../row.ts';

const field = fieldsOf('cloud');
const cloud = {visible: isCloud} as const;

/** A guest's name as a host name, which takes no underscore and no hyphen at its end. */
export const hostLabel = (name: string): string => name.replaceAll('_', '-').replace(/-+$/, '');

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
  field('user', 'login-list', 'User', 'The account to make; it may become root by sudo.', {
    ...cloud,
    required: true,
    initial: (_, {operator}) =>
      /^[a-z_][a-z0-9_]{0,30}$/.test(operator.user) && operator.user !== 'root'
        ? {value: operator.user, origin: 'you'}
        : {value: 'admin', origin: 'construct-tui'},
    refuse: value => (value.includes(' ') ? 'One account is made: write one name.' : null),
  }),
  field('password', 'password', 'Password', 'Of the user. It travels hashed; without one only keys log in.', {
    ...cloud,
    secret: true,
  }),
  field('shell', 'path', 'Shell', 'Of the user.', {
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
  field('packages', 'package-list', 'Packages', 'Installed at its first start; blanks between them.', cloud),
  field('timezone', 'line', 'Time zone', 'Such as Europe/Prague; empty: as in the image.', {
    ...cloud,
    refuse: value =>
      /^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+)*$/.test(value) || value === ''
        ? null
        : 'Write a zone such as Europe/Prague.',
  }),
  field('runcmd', 'line', 'Commands', 'Run as root at its first start; one line of sh.', cloud),
  field(
    'growpart',
    'bool',
    'Grow its partition',
    'Let the root partition fill the disk, now and when the disk grows.',
    {
      ...cloud,
      initial: always('1'),
      note: (_value, _get, {host}) => (host.diskFreeBytes === null ? null : `${formatBytes(host.diskFreeBytes)} free`),
    },
  ),
];
