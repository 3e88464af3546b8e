import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {seedSystem} from '../blank/seed.ts';
import {host, paths} from '../host.ts';
import {writeProfiles} from '../node/profiles/write.ts';
import {seedNat, seedPackages} from '../node/seed.ts';
import {nodeSchema} from '../schema/node.ts';
import {authkeySchema, imagesSchema, mediaSchema, nodesSchema, taskSchema, vpnetSchema} from '../schema/small.ts';
import type {World} from '../world.ts';
import {seedHealth} from './health.ts';

/** A FreeBSD without CBSD. */
export const seedBlank = (world: World): void => {
  for (const folder of [
    '/etc',
    '/dev/vmm',
    '/tmp',
    '/root',
    '/var/run/practice-jails',
    '/var/run/practice-machines',
    '/var/empty',
    '/usr/local/bin',
    '/usr/home',
  ])
    world.makeFolder(folder);
  world.write(
    '/etc/rc.conf',
    `hostname="${host.nodename}"\nifconfig_${host.nic}="inet ${host.nodeip}/24"\ndefaultrouter="${host.gateway}"\n`,
  );
  if (world.settings.zfs) writeFileSync(join(world.folder, 'zfs'), '');
  if (world.settings.world === 'blank') seedSystem(world);
};

const folders = [
  'basejail',
  'bases',
  'etc/defaults',
  'export',
  'formfile',
  'ftmp',
  'import',
  'jails',
  'jails-data',
  'jails-fstab',
  'jails-rcconf',
  'jails-system',
  'jails-system/CBSDSYSTEM',
  'modules',
  'nodes',
  'share',
  'src/iso',
  'tmp',
  'var/cache',
  'var/cron',
  'var/db/nodedescr',
  'var/log',
  'var/mail',
  'var/run',
  'var/spool',
  'vm',
];

/** What `initenv` leaves: an empty node, set up as the one that was recorded. */
export const nodeFacts = (zfs: boolean): Readonly<Record<string, string | number>> => ({
  nodename: host.nodename,
  hostname: host.nodename,
  nodeip: host.nodeip,
  nodedescr: 'practice node',
  jnameserver: '8.8.8.8,8.8.4.4',
  nodeippool: host.pool,
  natip: host.nodeip,
  nat_enable: 'pf',
  fbsdrepo: 1,
  mdtmp: 8,
  repo: 'https://bsdstore.ru',
  workdir: host.workdir,
  ipfw_enable: 0,
  fs: zfs ? 'zfs' : 'ufs',
  zfsfeat: zfs ? 1 : 0,
  jail_interface: host.nic,
  ncpu: host.cpus,
  physmem: host.memoryBytes,
  memtype: 'practice',
  disks: 'ada0',
  cpumodel: 'Practice CPU @ 2.60GHz',
  cpufreq: 2600,
  kernhz: 1000,
  sched: 'ULE',
  eventtimer: 'LAPIC',
  nics: host.nic,
  parallel: 5,
  stable: 0,
  osrelease: host.release,
  hostarch: host.arch,
  vimage_feature: 1,
  racct: 1,
  sqlreplica: 1,
  domain: 'my.domain',
  platform: 'FreeBSD',
  hammerfeat: 0,
  node_ip4_active: 1,
  node_ip6_active: 0,
  la: '0',
  is_virtual: 'physical',
  freemem: host.memoryFreeBytes,
  cbsdver: host.version,
  nodeip6pool: '0',
  nodeip6: '0',
});

const tmux = '/usr/local/bin/tmux';

const small: Readonly<Record<string, string>> = {
  storage_media: mediaSchema,
  cbsdtaskd: taskSchema,
  nodes: nodesSchema,
  images: imagesSchema,
  authkey: authkeySchema,
  vpnet: vpnetSchema,
};

/** The folders, profiles and databases of a node, without a word about which node it is; what is there already stays. */
export const seedNodeFiles = (world: World): void => {
  const W = host.workdir;
  for (const folder of folders) world.makeFolder(`${W}/${folder}`);
  world.makeFolder(host.distdir);
  world.write(`${host.distdir}/cbsd.conf`, `myversion="${host.version}"\n`);
  world.write(`${W}/cmd.subr`, `TMUX_CMD="${world.exists(tmux) ? tmux : ''}"\n`);
  writeProfiles(world.path(`${W}/etc/defaults`));
  if (world.exists(`${paths.db}/local.sqlite`)) return;
  world.script('local', `${nodeSchema}`);
  for (const [name, schema] of Object.entries(small)) world.script(`${paths.db}/${name}.sqlite`, schema);
  seedPackages(world);
};

export const seedNode = (world: World): void => {
  const W = host.workdir;
  seedNodeFiles(world);
  world.append('/etc/rc.conf', `cbsd_workdir="${W}"\ncbsdd_enable="YES"\n`);
  world.write(`${W}/ver`, host.version);
  world.write(`${W}/nodename`, `${host.nodename}\n`);
  const facts = nodeFacts(world.settings.zfs);
  const inventory = Object.entries(facts).map(([name, value]) => `${name}="${value}"\n`);
  world.write(`${W}/nc.inventory`, inventory.join(''));
  const names = Object.keys(facts);
  world.change(
    'local',
    `INSERT INTO local (${names.join(',')}) VALUES (${names.map(() => '?').join(',')})`,
    ...Object.values(facts),
  );
  seedNat(world);
  seedHealth(world);
};
