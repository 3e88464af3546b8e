import {sayDone} from '../bhyve/names.ts';
import type {Call, Steps} from '../call.ts';
import {host} from '../host.ts';
import {human} from '../node/human.ts';
import {dataFolder, lookUp} from './guest.ts';

/** Bytes in an archive: a header and whole blocks for each file. */
const archived = (call: Call, folder: string): number =>
  call.world.list(folder).reduce((sum, name) => {
    const path = `${folder}/${name}`;
    const inner = call.world.isFolder(path)
      ? archived(call, path)
      : Math.ceil((call.world.size(path) ?? 0) / 512) * 512;
    return sum + 512 + inner;
  }, 0);

/** tar writes records of 10 KB. */
const record = 10_240;

/** `cbsd jexport`: settings and data in one file under W/export; a practice image holds the settings and the size alone. */
export function* jexport(call: Call): Steps {
  const {n0, n1, n2} = call.paint;
  const jname = call.get('jname') || (call.positional[0] ?? '') || call.fail(`${n1}Give me jname${n0}`);
  const guest = lookUp(call.world, jname);
  if (guest === null) return call.fail(`${n1}No such jail: ${n2}${jname}${n0}`);
  if (guest.jid !== 0 && guest.get('emulator') === 'bhyve') call.fail(`${n1}VM is online${n0}`);
  const level = call.get('compress') || '6';
  call.say(`${n1}Exporting (with compress level:${n2}${level}${n1}), please stand by: ${n2}${jname}${n0}`);
  if (!call.world.exists(guest.get('data'))) {
    call.say(`${n1}No jail data for ${jname}: ${n2}${guest.get('data')}${n0}`);
    return 1;
  }
  yield {ms: 0};
  const row = call.world.query('local', 'SELECT * FROM jails WHERE jname = ?', jname)[0];
  const name = `${call.get('imgname') || jname}.img`;
  const image = `${call.get('dstdir') || `${host.workdir}/export`}/${name}`;
  const bytes = Math.ceil((archived(call, guest.get('data')) + 1024) / record) * record;
  // Settings, fstab and package list take about 6 KB in front of the data.
  const text = JSON.stringify({practice: 'image', settings: row}).padEnd(6144);
  call.world.write(image, text);
  call.say(
    `${n1}environment flat size: ${n2}${human(bytes)}${n1}, images size ${name}: ${n2}${human(text.length)}${n0}`,
  );
  call.say(`${n1}exported image file: ${n2}${image}${n0}`);
  sayDone(call, `${n1}jexport`);
  return 0;
}

const imageOf = (call: Call, jname: string): string | null =>
  [`${host.workdir}/import/${jname}.img`, jname].find(path => path.startsWith('/') && call.world.exists(path)) ?? null;

/** `cbsd jimport`: of images that `jexport` made here. It ends 0 when there is none. */
export function* jimport(call: Call): Steps {
  const {n0, n1, n2} = call.paint;
  const folder = `${host.workdir}/import`;
  const stored = call.world.list(folder).filter(name => name.endsWith('.img'));
  const jname = call.get('jname') || (call.positional[0] ?? '');
  if (jname === '' || call.get('list') !== '') {
    if (call.get('list') === '') {
      call.say(`${n1}Give me jname or full path${n0}`);
      call.say(`${n1}Content of ${n2}${folder}${n1}:${n0}`);
    }
    for (const name of stored) call.say(name.replace(/\.img$/, ''));
    return 0;
  }
  const image = imageOf(call, jname);
  if (image === null) {
    call.say(`${n1}No such jail or image here: ${n2}${jname}${n0}`);
    return 0;
  }
  call.say(`${n1}Importing image, please stand by: ${n2}${jname}${n0}`);
  const {settings = {}}: {settings?: Record<string, string | number>} = JSON.parse(call.received(image) ?? '{}');
  const made = call.get('new_jname') || String(settings.jname ?? jname.replace(/^.*\/|\.img$/g, ''));
  if (lookUp(call.world, made) !== null) call.fail(`${n1}Jail already exist: ${n2}${made}${n0}`);
  yield {ms: 0};
  const given: Readonly<Record<string, string>> = {
    jname: made,
    ip4_addr: call.get('new_ip4_addr') || String(settings.ip4_addr ?? 'DHCP'),
    host_hostname: call.get('new_host_hostname') || String(settings.host_hostname ?? `${made}.my.domain`),
    ver: String(settings.ver ?? 'empty'),
    baserw: String(settings.baserw ?? '1'),
    astart: String(settings.astart ?? '0'),
    applytpl: '0',
    floatresolv: '0',
  };
  const created = call.capture(
    'jcreate',
    Object.entries(given).map(([name, value]) => `${name}=${value}`),
  );
  if (created.code !== 0) call.fail(created.stdout.trim());
  if (!call.world.exists(dataFolder(made))) call.world.makeFolder(dataFolder(made));
  sayDone(call, `${n1}jimport`);
  return 0;
}
