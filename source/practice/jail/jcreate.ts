import {sayDone} from '../bhyve/names.ts';
import type {Call, Steps} from '../call.ts';
import {readAddresses} from './addresses.ts';
import {needBase} from './base.ts';
import {lookUp, rcFile} from './guest.ts';
import {applyLimits} from './jrctl.ts';
import {installKey} from './key.ts';
import {storeLimits} from './limits.ts';
import {furnish, makeFolders} from './populate.ts';
import {makeNics, register} from './register.ts';
import {readSettings, type Settings} from './settings.ts';

/** `cbsd jcreate`: checks neither names nor addresses (cbsd-observed, traps 4 and 5). */
export function* jcreate(call: Call): Steps {
  const {settings, jconf, text} = readSettings(call);
  if (jconf !== '') call.world.write(jconf, text);
  try {
    return yield* create(call, settings);
  } finally {
    if (jconf !== '' && settings.removejconf === '1') call.world.remove(jconf);
  }
}

function* create(call: Call, settings: Settings): Steps {
  const {n0, n1, n2} = call.paint;
  const tell = (line: string): void => {
    if (settings.quiet !== '1') call.say(line);
  };
  const jname = settings.jname ?? '';
  if (jname === '') call.fail(`${n1}No such jname variable${n0}`);
  if (lookUp(call.world, jname) !== null) return yield* existing(call, jname, settings);
  if ((yield* needBase(call, settings)) !== 0) return 1;
  tell(`${n1}Please wait: ${n2}this will take a while...${n0}`);
  makeFolders(call, jname, settings);
  if ((yield* lease(call, jname, settings)) !== 0) return 1;
  writeRcFile(call, jname, settings);
  if (!register(call, jname, settings)) return unregistered(call, jname, settings);
  switchStatus(call, jname, 3, 'Jail Initialization...');
  const furnished = yield* furnish(call, jname, settings);
  if (furnished !== 0) return furnished;
  for (const line of hints(call, jname)) tell(line);
  call.world.remove(rcFile(jname));
  call.world.change('local', "UPDATE jails SET state_time = strftime('%s','now') WHERE jname = ?", jname);
  yield {ms: 0};
  makeNics(call, jname, settings);
  storeLimits(call, jname, settings);
  applyLimits(call.world, jname);
  if ((yield* installKey(call, jname, settings)) !== 0) return 1;
  switchStatus(call, jname, 0, '0');
  if (settings.runasap === '1') yield* call.run('jstart', [`jname=${jname}`, `quiet=${settings.quiet ?? '0'}`]);
  if (settings.etcupdate_init === '1') tellOfEtcupdate(call, settings.ver ?? '');
  if (settings.quiet !== '1') sayDone(call, `${n1}jcreate`);
  readAddresses(call, settings.ip4_addr ?? '', 2);
  return 0;
}

function* existing(call: Call, jname: string, settings: Settings): Steps {
  const {n0, n1} = call.paint;
  if (settings.autorestart !== '1')
    call.fail(`${n1}jail ${jname} already exist, use autorestart=1 for updating via jset${n0}`);
  const changes = Object.entries(settings).filter(([name]) => call.given.has(name) && name !== 'jname');
  yield* call.run('jset', [`jname=${jname}`, 'autorestart=1', ...changes.map(([name, value]) => `${name}=${value}`)]);
  return 0;
}

/** DHCP is resolved only when it is the whole value; the pool's next address is leased for half a minute. */
function* lease(call: Call, jname: string, settings: Settings): Steps {
  const {n0, n1, n2, w1} = call.paint;
  const wish = settings.ip4_addr?.toLowerCase() ?? '';
  if (wish !== 'dhcp' && wish !== 'dhcpv6') return 0;
  const {code, stdout} = call.capture(wish === 'dhcp' ? 'dhcpd' : 'dhcpdv6', []);
  const [pool, kind] = wish === 'dhcp' ? ['nodeippool', 'DHCP'] : ['nodeip6pool', 'DHCPv6'];
  if (code === 2) {
    const hint = `please check: ${n2}cbsd initenv-tui${n0}`;
    call.fail(`${w1}jcreate error: ${n1}${jname}: no free IP address for ${kind} in '${pool}', ${hint}`);
  }
  settings.ip4_addr = stdout.trim();
  yield {ms: 0};
  return 0;
}

const writeRcFile = (call: Call, jname: string, settings: Settings): void => {
  const lines = Object.entries(settings).map(([name, value]) => `${name}="${value}"\n`);
  if (!call.world.write(rcFile(jname), lines.join('')))
    call.err(`/bin/cp: cannot create regular file '${rcFile(jname)}': No such file or directory\n`);
};

const unregistered = (call: Call, jname: string, settings: Settings): number => {
  const {n0, n1, n2} = call.paint;
  call.say(`\n${n1}Creating ${jname} failed: ${n2}cbsd jregister${n0}`);
  call.say(`${n1}Please review bad config file: ${n2}/tmp/rc.conf_${jname}${n0}`);
  call.err(`/bin/mv: cannot stat '${rcFile(jname)}': No such file or directory\n`);
  if (settings.data !== undefined) call.world.remove(settings.data);
  return 1;
};

const switchStatus = (call: Call, jname: string, status: number, why: string): void => {
  call.world.change('local', 'UPDATE jails SET status = ?, maintenance = ? WHERE jname = ?', status, why, jname);
};

const hints = (call: Call, jname: string): string[] => {
  const {n0, n1, n2} = call.paint;
  const command = (what: string, text: string): string => `${n1}${what} use: ${n2}cbsd ${text}${n0}`;
  return [
    '',
    command('To edit VM properties', `jconfig jname=${jname}`),
    command('To start VM', `jstart ${jname}`),
    command('To stop VM', `jstop ${jname}`),
    command('To remove VM', `jremove ${jname}`),
    command('For attach VM console', `jlogin ${jname}`),
    '',
    `${n1}Creating ${jname} complete: ${n2}Enjoy!${n0}`,
  ];
};

/** Only where no sources of that version lie, which is every node that did not fetch them. */
const tellOfEtcupdate = (call: Call, ver: string): void => {
  const {n0, n1, n2} = call.paint;
  const folder = `/usr/jails/src/src_${ver}/etcupdate/current`;
  if (call.world.exists(folder)) return;
  call.say(`${n1}etcupdate error: no such ${n2}${folder}${n0}`);
  call.say(`${n1}etcupdate: please run for init: ${n2}cbsd etcupdate mode=extract ver=${ver}${n0}`);
};
