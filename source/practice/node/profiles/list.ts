import type {Call} from '../../call.ts';
import {host, paths} from '../../host.ts';
import {columns} from '../columns.ts';
import {grepped} from './read.ts';

const keys = [
  'jail_profile',
  'vm_profile',
  'bhyve_active',
  'qemu_active',
  'xen_active',
  'jail_active',
  'is_cloud',
  'vm_arch',
];
const engines = ['bhyve', 'qemu', 'xen', 'jail'] as const;

/** `cbsd show_profile_list`: what the dialogs offer. The operator's files come before those that CBSD ships. */
export const showProfileList = (call: Call): number => {
  const display = (call.get('display') || 'path,name,active').split(',');
  const seen = new Set<string>();
  const rows = files(call).flatMap(path => {
    const row = candidate(call, path);
    if (row === null || (call.get('uniq') === '1' && seen.has(row.name ?? ''))) return [];
    seen.add(row.name ?? '');
    return [display.map(column => row[column] || '\\-').join(' ')];
  });
  const nameColumn = Math.max(display.indexOf('name'), 0);
  const number = (line: string): number => Number.parseFloat(line.split(' ')[nameColumn] ?? '') || 0;
  rows.sort((left, right) => number(left) - number(right) || (left < right ? -1 : 1));
  const header = call.get('header') === '0' ? [] : [display.join(' ').toUpperCase()];
  call.out(columns([...header, ...rows]));
  return 0;
};

const files = (call: Call): string[] =>
  [`${paths.etc}/defaults`, paths.etc]
    .flatMap(folder => call.world.list(folder).map(file => `${folder}/${file}`))
    .filter(path => (path.split('/').at(-1) ?? '').startsWith(call.get('search_profile')) && !call.world.isFolder(path))
    .sort()
    .reverse();

const candidate = (call: Call, path: string): Record<string, string> | null => {
  const found = grepped(call.world, path, keys);
  const cloud = found.is_cloud || '0';
  const wanted = call.get('show_cloud') || '0';
  if ((wanted === '0' && cloud === '1') || (wanted === '1' && cloud === '0')) return null;
  for (const engine of engines) {
    if (call.get(`show_${engine}`) !== '1') continue;
    if (engine !== 'jail' && !found.vm_profile) return null;
    if (found[`${engine}_active`] !== '1') return null;
  }
  const arch = call.get('arch_only') === 'native' || call.get('arch_only') === '' ? host.arch : call.get('arch_only');
  // A profile without an architecture counts as amd64, jails among them (cbsd-create 6.2).
  if ((found.vm_arch || 'amd64') !== arch) return null;
  return {
    ...found,
    path,
    name: found.vm_profile || found.jail_profile || '',
    contrib: path.startsWith(`${paths.etc}/defaults/`) ? '1' : '0',
  };
};
