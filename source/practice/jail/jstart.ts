import {sayDone} from '../bhyve/names.ts';
import type {Call, Steps} from '../call.ts';
import {host} from '../host.ts';
import {startJail} from '../kernel.ts';
import {ipType, withoutPrefix} from '../node/ip.ts';
import {ownAddresses} from '../node/neighbours.ts';
import {nodeRow} from '../node/node-row.ts';
import {readAddresses, tellJailConf} from './addresses.ts';
import {baseFolderOf} from './base.ts';
import {type Guest, lookUp, rootOf, systemFolder} from './guest.ts';
import {applyLimits} from './jrctl.ts';
import {storedLimit} from './limits.ts';
import {chosen} from './names.ts';

/** `cbsd jstart`: ends 0 when the jail did not come up, too (design.md); refusals end 1. */
export function* jstart(call: Call): Steps {
  const {n0, n1, n2} = call.paint;
  const whom = chosen(call);
  if ('many' in whom) {
    for (const jname of whom.many) {
      const quiet = call.capture('jstart', ['inter=0', `jname=${jname}`], {NOINTER: '1'});
      if (quiet.code === 0) yield {ms: 0};
    }
    sayDone(call, `${n1}jstart`);
    call.say(`${n1}Multiple start: ${n2}done${n0}`);
    return 0;
  }
  const guest = lookUp(call.world, whom.one);
  if (guest === null || guest.get('emulator') !== 'jail') return call.fail(`${n1}No such jail: ${n2}${whom.one}${n0}`);
  refuse(call, guest);
  return yield* start(call, guest);
}

const refuse = (call: Call, guest: Guest): void => {
  const {n0, n1, n2} = call.paint;
  if (guest.status === 2) call.fail(`${n1}Jail in slave mode. Please ${n2}cbsd jswmode mode=master${n1} first${n0}`);
  if (guest.status === 3) call.fail(`${n1}Jail in maintenance mode${n0}`);
  if (guest.jid !== 0) call.fail(`${n1}Jail ${guest.jname} already running, jid: ${n2}${guest.jid}${n0}`);
};

function* start(call: Call, guest: Guest): Steps {
  const {n0, n1, n2} = call.paint;
  const {jname} = guest;
  const tell = (line: string): void => {
    if (call.get('quiet') !== '1') call.say(`${n1}${line}${n0}`);
  };
  const address = resolveAddresses(call, guest);
  checkAddresses(call, guest, address, tell);
  readAddresses(call, address);
  if (guest.get('ver') !== 'empty' && !isPopulated(call, guest))
    call.fail(`${n1}No such data structure: ${n2}${guest.get('data')}${n0}`);
  if (guest.get('vnet') === '1') tell(`create epair: ${call.paint.h1}epair0:${n2}${host.nic} `);
  readAddresses(call, address);
  tellJailConf(call, guest, address, call.get('quiet') === '1');
  tell(`set resource limit: ${n2}[ ${limits(call, jname)}]`);
  tell(`jail renice: ${n2}${storedLimit(call, jname, 'nice') || '1'}`);
  tell(`Starting jail: ${n2}${jname}, parallel timeout=5`);
  yield {ms: 0};
  const {jid} = startJail(call.world, {
    name: jname,
    path: rootOf(guest),
    address,
    hostname: guest.get('host_hostname'),
  });
  applyLimits(call.world, jname);
  call.world.change('local', 'UPDATE jails SET jid = ?, status = 1 WHERE jname = ?', jid, jname);
  call.world.write(`${systemFolder(jname)}/locked`, `${host.nodename}\n`);
  if (guest.get('vnet') === '1') tell('late_start in progress...');
  call.say(`${n1}CBSD setup: jail ipfw counters num: ${n2}99/99${n0}`);
  yield* call.run('expose', [`jname=${jname}`, 'mode=apply']);
  if (call.get('quiet') !== '1') sayDone(call, `${n1}jstart`);
  return 0;
}

/** A jail on a shared base lives from it: without the base it cannot start. */
const isPopulated = (call: Call, guest: Guest): boolean => {
  const data = guest.get('data');
  const settings = {arch: guest.get('arch'), ver: guest.get('ver'), basename: guest.get('basename')};
  if (guest.get('baserw') !== '1' && !call.world.exists(baseFolderOf(settings))) return false;
  return call.world.exists(`${data}/etc`) || call.world.exists(`${data}/bin`);
};

/** DHCP that still stands in the row is resolved now, in a list too. */
const resolveAddresses = (call: Call, guest: Guest): string => {
  const {n0, n1} = call.paint;
  const stored = guest.get('ip4_addr');
  const list = stored.split(',').map(one => {
    if (one.toLowerCase() !== 'dhcp') return one;
    const {code, stdout} = call.capture('dhcpd', []);
    if (code === 2) call.fail(`${n1}No free IP address for DHCP in nodeippool${n0}`);
    return stdout.trim();
  });
  const resolved = list.join(',');
  if (resolved !== stored) call.out(call.capture('jset', [`jname=${guest.jname}`, `ip4_addr=${resolved}`]).stdout);
  return resolved;
};

const checkAddresses = (call: Call, guest: Guest, addresses: string, tell: (line: string) => void): void => {
  const {n0, n1, n2} = call.paint;
  if (guest.get('interface') === '0' || guest.get('vnet') === '1') return;
  const {nodeip} = nodeRow(call.world);
  for (const one of addresses.split(',')) {
    const bare = withoutPrefix(one);
    if (ipType(bare) === 0) continue;
    if (bare === nodeip)
      call.fail(`${n1}Error: Jail can not take nodeip when interface is not equal 0: ${n2}${nodeip}${n0}`);
    if (ownAddresses(call.world).includes(bare)) tell(`Ip ${bare} already exists in LAN`);
  }
};

const limits = (call: Call, jname: string): string =>
  ['memoryuse', 'vmemoryuse', 'pcpu', 'maxproc', 'openfiles']
    .map(name => [name, storedLimit(call, jname, name)] as const)
    .filter(([, value]) => value !== '' && value !== '0')
    .map(([name, value]) => `${name}=${value} `)
    .join('');
