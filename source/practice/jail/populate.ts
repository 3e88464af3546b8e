import type {Call, Pause, Steps} from '../call.ts';
import {host} from '../host.ts';
import {baseFolderOf} from './base.ts';
import {dataFolder, fstabFolder, systemFolder} from './guest.ts';
import type {Settings} from './settings.ts';

const hooks = [
  'clone-local.d',
  'clone.d',
  'create.d',
  'facts.d',
  'master_create.d',
  'master_poststart.d',
  'master_poststop.d',
  'master_prestart.d',
  'master_prestop.d',
  'remove.d',
  'rename.d',
  'start.d',
  'stop.d',
];

const nullfs = ['etc', 'root', 'tmp', 'home', 'usr/local', 'compat', 'var'];

/** Folders and files of a new jail, before it is registered. A left-over data folder is taken away first. */
export const makeFolders = (call: Call, jname: string, settings: Settings): void => {
  const {world} = call;
  const data = settings.data ?? dataFolder(jname);
  world.remove(data);
  if (settings.baserw !== '1') world.makeFolder(settings.path ?? '');
  world.makeFolder(data);
  for (const hook of hooks) world.makeFolder(`${systemFolder(jname)}/${hook}`);
  if (settings.ver !== 'empty') copyBase(call, data, settings);
  world.makeFolder(fstabFolder(jname));
  const mounts = nullfs.map(name => `${data}/${name} /${name} nullfs rw 0 0\n`).join('');
  if (settings.baserw === '0') world.write(settings.mount_fstab ?? '', mounts);
  world.write(`${settings.mount_fstab}.local`, '');
};

/** A writable jail gets the whole base, the others their own /etc, /root and /var over the shared one. */
const copyBase = (call: Call, data: string, settings: Settings): void => {
  const base = baseFolderOf(settings);
  if (settings.baserw === '1') call.world.copy(base, data);
  for (const name of ['etc', 'root', 'var/run', 'var/db', 'var/cache', 'tmp', 'usr/local/etc', 'home'])
    call.world.makeFolder(`${data}/${name}`);
  if (settings.baserw !== '1') call.world.copy(`${base}/etc`, `${data}/etc`);
  const services = (settings.sysrc_enable ?? '').split(/[ ,]+/).filter(one => one !== '');
  const lines = services.map(one => `${one}_enable="YES"\n`).join('');
  call.world.write(`${data}/etc/rc.conf`, `hostname="${settings.host_hostname}"\n${lines}`);
};

function* fetchPackages(packages: readonly string[]): Generator<Pause, string[]> {
  const said: string[] = [];
  for (const name of ['ports-mgmt/pkg', ...packages]) {
    yield {ms: 200};
    said.push(`Fetching ${name.replace(/^.*\//, '')}.pkg: done`, `[practice] Installing ${name}...`);
  }
  return said;
}

/**
 * Users, password, services and packages of a jail that has a system. Their output comes at the end in one piece; without mirrors
 * packages fail and the jail is taken away (cbsd-create 2.3, 2.4). 0: done.
 */
export function* furnish(call: Call, jname: string, settings: Settings): Steps {
  if (settings.ver === 'empty') return 0;
  const {n0, n1, n2} = call.paint;
  const users = (settings.user_add ?? '').split(/\s+/).filter(one => one !== '');
  if (users.length > 0) call.say(`${n1}Adding users: ${n2}${users.join(' ')}${n0}`);
  for (const user of users) call.world.makeFolder(`${settings.data}/home/${user}`);
  const packages = (settings.pkglist ?? '').split(/\s+/).filter(one => one !== '' && one !== '0');
  if (packages.length === 0) return 0;
  if (!call.world.offline) {
    for (const line of yield* fetchPackages(packages)) call.say(line);
    call.world.write(`${settings.data}/var/db/pkg.list`, packages.map(one => `${one}\n`).join(''));
    return 0;
  }
  call.say(`${n1}jcreate: pkg bootstrap error:${n0}`);
  call.say(
    `--\npkg: Error fetching http://pkg.FreeBSD.org/FreeBSD:14:${host.arch}/quarterly/Latest/pkg.txz: No address record\n--`,
  );
  call.say(`\n${n1}Creating ${jname} failed: ${n2}postcreate_module_action${n0}`);
  yield* call.run('jremove', [`jname=${jname}`]);
  return 1;
}
