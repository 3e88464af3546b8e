import {paths} from '../host.ts';
import {listenersFile} from '../node/expose/listeners.ts';
import type {World} from '../world.ts';
import {typed} from './typed.ts';

const jail = 'ver=empty baserw=1 applytpl=0 pkg_bootstrap=0 floatresolv=0 astart=0';
const machine = 'vm_os_type=linux vm_os_profile=cloud-Debian-x86-12 vm_ram=1g vm_cpus=1 imgsize=10g astart=0';

const commands = [
  `jcreate jname=web1 ${jail} ip4_addr=10.0.0.11 host_hostname=web1.my.domain`,
  `jcreate jname=db1 ${jail} ip4_addr=10.0.0.12 host_hostname=db1.my.domain`,
  `jcreate jname=app1 ${jail} ip4_addr=10.0.0.13 host_hostname=app1.my.domain`,
  `bcreate jname=vm1 ${machine} ci_ip4_addr=10.0.0.21 ci_gw4=10.0.0.254`,
  `bcreate jname=vm2 ${machine} ci_ip4_addr=10.0.0.22 ci_gw4=10.0.0.254`,
  'expose mode=add jname=web1 in=8080 out=80 proto=tcp',
];

/** The image that both machines start from is there already; 4 MB, as on the recorded node. */
const image = `${paths.iso}/cbsd-cloud-Debian-x86-12.5.0.raw`;

/** Three jails and two virtual machines, all off, with one forward, beside an sshd. */
export const seedDemo = (world: World): void => {
  world.write(image, new Uint8Array(4_194_304));
  world.write(listenersFile, 'tcp * 22 sshd 812\n');
  for (const line of commands) typed(world, line);
};
