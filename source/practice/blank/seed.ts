import {host} from '../host.ts';
import type {World} from '../world.ts';
import {modulesFile} from './modules.ts';

/** The accounts of a host that has never seen CBSD; the package adds one (facts/cbsd-ops 1.1). */
const passwd = [
  'root:*:0:0:Charlie &:/root:/bin/sh',
  'daemon:*:1:1:Owner of many system processes:/root:/usr/sbin/nologin',
  'operator:*:2:5:System &:/:/usr/sbin/nologin',
  'nobody:*:65534:65534:Unprivileged user:/nonexistent:/usr/sbin/nologin',
];

const files: Readonly<Record<string, string>> = {
  '/etc/rc.conf': [
    `hostname="${host.nodename}"`,
    `ifconfig_${host.nic}="inet ${host.nodeip}/24"`,
    `defaultrouter="${host.gateway}"`,
    'sshd_enable="YES"',
    'zfs_enable="YES"',
    '',
  ].join('\n'),
  '/boot/loader.conf': 'kern.geom.label.disk_ident.enable="0"\ncryptodev_load="YES"\nzfs_load="YES"\n',
  '/etc/sysctl.conf': '# $FreeBSD$\n#\nsecurity.bsd.see_other_uids=0\n',
  '/etc/resolv.conf': `search example.net\nnameserver ${host.gateway}\nnameserver 9.9.9.9\n`,
  '/etc/passwd': `${passwd.join('\n')}\n`,
  '/var/run/practice-sysctl': 'net.inet.ip.forwarding=0\nnet.inet6.ip6.forwarding=0\nkern.racct.enable=0\n',
  '/var/run/practice-services': 'sshd\n',
};

/** The file systems of the installer's own layout. */
export const installed = [
  {name: 'zroot', mountpoint: '/zroot'},
  {name: 'zroot/ROOT', mountpoint: 'none'},
  {name: 'zroot/ROOT/default', mountpoint: '/'},
  {name: 'zroot/home', mountpoint: '/home'},
  {name: 'zroot/tmp', mountpoint: '/tmp'},
  {name: 'zroot/usr', mountpoint: '/usr'},
  {name: 'zroot/var', mountpoint: '/var'},
] as const;

export const datasetsFile = '/var/run/practice-datasets';

/** What only a host without CBSD has: its settings files as an installer leaves them, few modules, no service of CBSD's. */
export const seedSystem = (world: World): void => {
  for (const folder of ['/boot', '/usr/local/etc', '/var/backups', '/var/db/pkg', '/var/tmp']) world.makeFolder(folder);
  for (const [path, text] of Object.entries(files)) world.write(path, text);
  world.write(modulesFile, `kernel\n${world.settings.zfs ? 'zfs\n' : ''}`);
  if (world.settings.zfs) world.write(datasetsFile, JSON.stringify(installed));
};
