import {createHash} from 'node:crypto';
import {lstatSync} from 'node:fs';
import {sizeInBytes} from '../../bhyve/bytes.ts';
import type {Call} from '../../call.ts';
import {host, paths} from '../../host.ts';
import {columns} from '../columns.ts';
import {human} from '../human.ts';
import {nodeRow} from '../node-row.ts';
import {grepped, profilePaths, sourced} from './read.ts';

type Listed = {
  readonly name: string;
  readonly cloud: string;
  readonly profile: string;
  readonly type: string;
} & Readonly<Record<'jname' | 'size' | 'least' | 'image' | 'iso', string>>;

const limits = ['vm_cpus_max', 'vm_ram_max', 'imgsize_max'] as const;

/** Not shown as text, though they are in the JSON (cbsd-create 6.1). */
const hidden = ['default', 'puppet', 'trusted', 'vnet', 'cbsdpuppet'].map(name => `jail-freebsd-${name}.conf`);

/** `cbsd get-profiles`: names and sizes of VM or jail profiles, the broken and the foreign ones among them. */
export const getProfiles = (call: Call): number => {
  const {n0, n1, n2} = call.paint;
  const source = call.get('src');
  if (!['cloud', 'iso', 'jail'].includes(source))
    call.fail(`${n1}${call.name}: unknown filter: ${source}, valid: ${n2}'cloud', 'iso', 'jail'${n0}`);
  const type = call.get('vm_os_type');
  const prefix = `${source === 'jail' ? 'jail-freebsd' : 'vm'}-${type === '' ? '' : `${type}-`}`;
  const all = profilePaths(call.world, prefix);
  if (call.get('cache_sum') === '1') return checksum(call, all);
  const cloud = source === 'cloud' ? '1' : '0';
  const files = all.filter(path => (grepped(call.world, path, ['is_cloud']).is_cloud || '0') === cloud);
  if (files.length === 0) call.fail('{}', 0);
  const text = call.get('json') !== '1';
  const shown = files.filter(path => !text || !hidden.includes(path.split('/').at(-1) ?? ''));
  const rows = shown
    .flatMap(path => listed(call, path) ?? [])
    .sort((left, right) => (sortKey(left) < sortKey(right) ? -1 : 1));
  call.out(text ? table(call, rows) : json(call, rows));
  return 0;
};

const checksum = (call: Call, files: readonly string[]): number => {
  const md5 = (content: string | Uint8Array): string => createHash('md5').update(content).digest('hex');
  call.say(md5(files.map(path => `${md5(call.world.bytes(path) ?? '')}\n`).join('')));
  return 0;
};

/** null: this call does not want it. */
const listed = (call: Call, path: string): Listed | null => {
  const flag = (name: string): boolean => call.get(name) === '1';
  const keys = [
    'long_description',
    'vm_os_type',
    'clonos_active',
    'is_cloud',
    'imgsize',
    'imgsize_min',
    'default_jailname',
  ];
  const jail = call.get('src') === 'jail';
  const found = grepped(call.world, path, [
    ...keys,
    jail ? 'jail_profile' : 'vm_profile',
    ...(flag('show_iso') ? ['iso_img', 'register_iso_name'] : []),
    ...(flag('myb') ? ['myb_image'] : []),
  ]);
  const named = found.register_iso_name && found.iso_img;
  const iso = named ? `${paths.iso}/${found.register_iso_name}${found.iso_img}` : found.iso_img || '-';
  if (flag('warmed') && !(named && isLink(call, iso))) return null;
  if (flag('clonos') && found.clonos_active !== '1') return null;
  if (flag('myb') && !found.myb_image) return null;
  return {
    name: found.long_description || '-',
    cloud: found.is_cloud ?? '',
    profile: (jail ? found.jail_profile : found.vm_profile) || 'unkpro',
    type: jail ? 'jail' : found.vm_os_type || 'unktype',
    jname: found.default_jailname ?? '',
    size: found.imgsize || '0',
    least: found.imgsize_min ?? '',
    image: found.myb_image ?? '',
    iso,
  };
};

/** A link to an image counts as warm, the image itself does not: CBSD looks at a variable that only links set. */
const isLink = ({world}: Call, path: string): boolean =>
  world.exists(path) && lstatSync(world.path(path)).isSymbolicLink();

/** sort(1) without numbers in its key compares whole lines, byte by byte. */
const sortKey = ({name, cloud, profile}: Listed): string => `${name}" is_cloud="${cloud}" profile="${profile}"`;

const table = (call: Call, rows: readonly Listed[]): string => {
  const {bold, n0} = call.paint;
  const [iso, image] = [call.get('show_iso') === '1', call.get('myb') === '1'];
  const line = (cells: readonly (string | false)[]): string => cells.filter(cell => cell !== false).join('|');
  return columns(
    [
      line([`${bold}VM_PROFILE`, 'VM_OS_TYPE', iso && 'ISO_IMG', image && 'IMAGE', 'NAME', n0]),
      ...rows.map(row => line([n0 + row.profile, row.type, iso && row.iso, image && row.image, row.name + n0])),
    ],
    '|',
  );
};

const json = (call: Call, rows: readonly Listed[]): string => {
  const {cpus, ram, disk} = maxima(call);
  const lines = rows.map(row => {
    const size = bytes(row.size);
    const least = bytes(row.least === '' || row.least === '0' ? String(size) : row.least);
    const pairs = [
      ...Object.entries({name: row.name, profile: row.profile, type: row.type, default_jname: row.jname}),
      ...[['imgsize', row.size] as const, ['imgsize_bytes', size] as const],
      ...[['imgsize_min', human(least)] as const, ['imgsize_min_bytes', least] as const],
      ['vm_cpus_max', cpus] as const,
      ...[['vm_ram_max', ram.text] as const, ['vm_ram_max_bytes', ram.bytes] as const],
      ...[['imgsize_max', disk.text] as const, ['imgsize_max_bytes', disk.bytes] as const],
      ...(call.get('show_iso') === '1' ? [['iso_img', row.iso] as const] : []),
      ...(call.get('myb') === '1' ? [['image', row.image] as const] : []),
    ];
    return ` {${pairs.map(([key, value]) => `"${key}": ${typeof value === 'number' ? value : `"${value}"`}`).join(', ')} }`;
  });
  return `[${lines.map((line, index) => `${line}${index < lines.length - 1 ? ', ' : ' '}\n`).join('')}]\n`;
};

/** Arguments win over etc/get-profiles.conf, and that over what the node has. */
const maxima = (call: Call) => {
  const node = nodeRow(call.world);
  const file = sourced(call.world, `${paths.etc}/get-profiles.conf`);
  const [cpus = '', ram = '', disk = ''] = limits.map(limit => call.get(limit) || file[limit] || '');
  return {
    cpus: Number(cpus || node.cpus),
    ram: limit(ram || String(node.memory)),
    disk: limit(disk || String(host.diskBytes)),
  };
};

const limit = (text: string) => ({text: /^\d+$/.test(text) ? human(Number(text)) : text, bytes: bytes(text)});

const bytes = (size: string): number => Number(sizeInBytes(size) ?? 0);
