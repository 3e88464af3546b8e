import {type Call, drain} from '../call.ts';
import {host} from '../host.ts';
import {ipType, withoutPrefix} from '../node/ip.ts';
import {type Guest, lookUp, masked, nicDatabase} from './guest.ts';
import {jailParameters} from './parameters.ts';

/** Set while it runs; everything else waits for the next start. */
const live =
  /^(astart|applytpl|floatresolv|exec_consolelog|devfs_ruleset|protected|hidden|boot_delay|cpuset|host_hostname|allow_(mount|raw_sockets|nullfs|fusefs|linprocfs|linsysfs|tmpfs|read_msgbuf|vmm|mlock|nfsd|procfs|fdescfs)|mount_(src|ports|kernel|fdescfs|procfs|linprocfs|linsysfs))$/;

const skipped = ['jconf', 'autorestart', 'jname', 'exec_poststop', 'exec_poststart'];

/** Everybody who has the address too gets a line; it is set all the same. Only the first 256 guests are looked at. */
const warnOfAddress = (call: Call, jname: string, address: string): void => {
  const {w1, n0, n1, n2} = call.paint;
  const bare = withoutPrefix(address);
  if (ipType(bare) === 0) return;
  const rows = call.world.query('local', "SELECT jname, ip4_addr FROM jails WHERE ip4_addr != '0' LIMIT 256");
  for (const row of rows) {
    if (row.jname === jname) continue;
    const taken = String(row.ip4_addr).split(',').map(withoutPrefix);
    if (taken.includes(bare))
      call.say(`${w1}jset warning: ${n1}IP address ${n2}${bare}${n1} already assigned to jail: ${n2}${row.jname}${n0}`);
  }
};

const isNic = (name: string): boolean => name === 'nic_address' || name === 'nic_hwaddr';

const storedValue = (call: Call, jname: string, name: string): string => {
  if (isNic(name)) {
    const row = call.world.query(nicDatabase(jname), `SELECT ${name} AS value FROM jailnic LIMIT 1`)[0];
    return String(row?.value ?? '0') || '0';
  }
  const row = call.world.query('local', `SELECT ${name} AS value FROM jails WHERE jname = ? LIMIT 1`, jname)[0];
  return row === undefined ? '' : String(row.value);
};

const wanted = (call: Call, name: string): string => {
  const value = call.get(name);
  if (value !== 'native') return value;
  if (name === 'arch') return host.arch;
  return name === 'ver' ? host.ver : value;
};

const update = (call: Call, jname: string, name: string): void => {
  const value = wanted(call, name);
  if (name === 'ip4_addr') warnOfAddress(call, jname, value);
  if (isNic(name)) call.world.change(nicDatabase(jname), `UPDATE jailnic SET ${name} = ? WHERE name = 'epairb'`, value);
  else if (storedValue(call, jname, name) === value) return;
  else call.world.change('local', `UPDATE jails SET ${name} = ? WHERE jname = ?`, value, jname);
  call.say(`${name}: ${call.paint.n1}${value}${call.paint.n0}`);
};

/** Why an address cannot change while the jail runs; '' when it can. */
const fixedAddress = (call: Call, guest: Guest): string => {
  if (guest.get('interface') === '0') return 'on-the-fly currently disabled because option interface is 0';
  const hasSystem = call.world.exists(`${guest.get('data')}/etc/rc.conf`);
  return hasSystem ? '' : 'on-the-fly disabled because jail option empty is 1';
};

const updateRunning = (call: Call, guest: Guest, name: string): void => {
  const {n0, n1, n2} = call.paint;
  const settable = live.test(name) || name === 'ip4_addr' || call.get('autorestart') === '1';
  const why = name === 'ip4_addr' ? fixedAddress(call, guest) : settable ? '' : 'on-the-fly currently unimplemented';
  if (why !== '') {
    call.say(`${name}: ${n1}${why}${n0}`);
    return;
  }
  if (name === 'ip4_addr') {
    for (const old of guest.get(name).split(','))
      call.say(`${n1}Remove old IP: ${n2}/sbin/ifconfig ${host.nic} inet ${withoutPrefix(old)} -alias${n0}`);
  }
  update(call, guest.jname, name);
};

/** `cbsd jset`: no value is checked, unknown names and equal values say nothing, it ends 0 in all cases but a missing guest. */
export const jset = (call: Call): number => {
  const {n0, n1, n2} = call.paint;
  const jname = call.get('jname');
  const rest = call.argv.filter(word => !word.startsWith('jname'));
  if (jname.includes('*')) {
    for (const one of masked(call, jname)) drain(call.run('jset', [`jname=${one}`, ...rest]));
    return 0;
  }
  const guest = lookUp(call.world, jname);
  if (guest === null) return call.fail(`${n1}No such jail: ${n2}${jname}${n0}`);
  for (const word of call.argv.flatMap(one => one.split(/\s+/))) {
    const name = word.split('=')[0] ?? '';
    if (skipped.includes(name) || !(jailParameters.includes(name) || name === 'nic_address')) continue;
    if (storedValue(call, jname, name) === call.get(name)) continue;
    if (guest.jid === 0) update(call, jname, name);
    else updateRunning(call, guest, name);
  }
  return 0;
};
