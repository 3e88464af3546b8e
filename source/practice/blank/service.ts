import type {Call, Steps} from '../call.ts';
import {host} from '../host.ts';
import {enable, load} from '../node/nat/pf.ts';
import {nodeRow} from '../node/node-row.ts';
import type {World} from '../world.ts';
import {loadModule, modulesFile} from './modules.ts';

const runningFile = '/var/run/practice-services';

/** null: a world that was made whole tells nothing of its services; there CBSD's own runs. */
const running = (world: World): readonly string[] =>
  (world.read(runningFile) ?? 'sshd\ncbsdd\n').split('\n').filter(Boolean);

const keep = (world: World, names: readonly string[]): void => {
  world.write(runningFile, names.map(name => `${name}\n`).join(''));
};

const known = new Set(['sshd', 'ntpd', 'cbsdd', 'cbsdrsyncd', 'pf', 'netif', 'routing']);

/** `service NAME status|start|stop|restart|onestart|…`: what runs stands in a file. */
export function* service(call: Call): Steps {
  const [name = '', asked = ''] = call.argv;
  const verb = asked.replace(/^(one|force)/, '');
  if (!known.has(name) || (name.startsWith('cbsd') && !call.world.exists(host.distdir))) {
    call.err(`${name} does not exist in /etc/rc.d or the local startup\n`);
    call.err('directories (/usr/local/etc/rc.d), or is not executable\n');
    return 1;
  }
  const isRunning = running(call.world).includes(name);
  if (verb === 'status') {
    call.say(isRunning ? `${name} is running as pid 812.` : `${name} is not running.`);
    return isRunning ? 0 : 1;
  }
  if (verb === 'stop' || verb === 'restart') {
    if (name === 'cbsdd' && isRunning) yield* call.run('natoff', []);
    keep(
      call.world,
      running(call.world).filter(each => each !== name),
    );
  }
  if (verb === 'start' || verb === 'restart') yield* startService(call, name);
  return 0;
}

/** `cbsdd` runs naton before it starts (facts/cbsd-ops 1.7). */
export function* startService(call: Call, name: string): Steps {
  if (name === 'cbsdd' && !['', '0'].includes(nodeRow(call.world).nat)) yield* call.run('naton', []);
  if (name === 'pf') {
    loadModule(call.world, 'pf');
    load(call.world, '/etc/pf.conf');
    enable(call.world);
  }
  keep(call.world, [...new Set([...running(call.world), name])]);
  return 0;
}

const settingOf = (text: string | null, name: string): string =>
  [...(text ?? '').matchAll(new RegExp(`^${name}="?([^"\\n]*)"?$`, 'gm'))].at(-1)?.[1] ?? '';

/** `reboot`: what only ran is gone; what the files say comes back. */
export function* reboot(call: Call): Steps {
  const {world} = call;
  for (const name of ['pf.rules', 'pf.enabled', 'practice-sysctl', 'practice-jails', 'practice-machines'])
    world.remove(`/var/run/${name}`);
  for (const folder of ['/var/run/practice-jails', '/var/run/practice-machines']) world.makeFolder(folder);
  const sysctls = ['net.inet.ip.forwarding=0', 'net.inet6.ip6.forwarding=0'];
  const loader = world.read('/boot/loader.conf');
  const own = (world.read('/etc/sysctl.conf') ?? '').split('\n').filter(line => /^[a-z][\w.]*=/.test(line));
  const racct = settingOf(loader, 'kern.racct.enable') === '1' ? 1 : 0;
  world.write('/var/run/practice-sysctl', [...sysctls, `kern.racct.enable=${racct}`, ...own, ''].join('\n'));
  if (world.exists(modulesFile)) world.write(modulesFile, `kernel\n${world.settings.zfs ? 'zfs\n' : ''}`);
  keep(world, []);
  const rc = world.read('/etc/rc.conf');
  const enabled = (name: string): boolean => /^yes$/i.test(settingOf(rc, `${name}_enable`));
  if (settingOf(loader, 'pf_load') !== '') loadModule(world, 'pf');
  for (const name of ['sshd', 'pf', 'cbsdd', 'cbsdrsyncd']) if (enabled(name)) yield* startService(call, name);
  return 0;
}
