import type {CbsdNode, Medium, Topology, VmPackage} from '../context.ts';
import {distdir} from '../paths.ts';
import {cell, type Row} from './sections.ts';

/** The node from its row in table `local` and from what the kernel says; figures are null where it said nothing. */
export function readNode(
  row: Row | undefined,
  sections: ReadonlyMap<string, string>,
  workdir: string,
  release: string,
): CbsdNode {
  const figures = readFigures(sections.get('figures') ?? '');
  const pages = sum(figures.get('vm.stats.vm.v_free_count'), figures.get('vm.stats.vm.v_inactive_count'));
  const pageSize = figures.get('hw.pagesize') ?? null;
  const words = (column: string) =>
    cell(row, column)
      .split(/\s+/)
      .filter(word => word !== '' && word !== '(null)');
  return {
    name: cell(row, 'nodename'),
    address: cell(row, 'nodeip'),
    pools: words('nodeippool'),
    pools6: words('nodeip6pool'),
    cpus: figures.get('hw.ncpu') ?? numberOf(cell(row, 'ncpu')),
    memoryBytes: figures.get('hw.physmem') ?? numberOf(cell(row, 'physmem')),
    memoryFreeBytes: pages === null || pageSize === null ? null : pages * pageSize,
    diskFreeBytes: readDiskFree(sections.get('disk') ?? ''),
    load: readLoad(sections.get('figures') ?? ''),
    arch: cell(row, 'hostarch') || 'amd64',
    release: cell(row, 'osrelease') || release,
    zfs: cell(row, 'zfsfeat') === '1',
    vnet: cell(row, 'vimage_feature') === '1' || figures.get('kern.features.vimage') === 1,
    // a GENERIC kernel has the feature, and limits nothing unless it was booted with this
    limits:
      (figures.get('kern.racct.enable') ?? (cell(row, 'racct') === '1' ? 1 : figures.get('kern.features.racct'))) === 1,
    nat: natOf(cell(row, 'nat_enable')),
    workdir,
    distdir,
  };
}

/** A nat_enable of `0` or `disable` means none (cbsd-ops 2.5). */
const natOf = (value: string): string => (['', '0', 'disable', 'off', '(null)'].includes(value) ? '' : value);

/** Pseudo devices are no place for a guest's address (cbsd-create 1.2, row 9). */
export const readInterfaces = (text: string): readonly string[] =>
  text
    .split(/\s+/)
    .filter(
      name =>
        /^[a-z][a-z0-9_.]*\d+$/.test(name) &&
        !/^(tap|lo|epair|vboxnet|tun|pflog|pfsync|enc|gif|stf|ipfw|wlan|xnb)\d/.test(name),
    );

/** `arp -an`: `? (10.0.0.9) at 58:9c:… on em0`; an address without a machine behind it says `(incomplete)`. */
export const readNeighbours = (text: string): readonly string[] =>
  text
    .split('\n')
    .flatMap(line => (line.includes('(incomplete)') ? [] : (/\(([0-9a-f.:]+)\) at /.exec(line)?.slice(1) ?? [])));

/** Names of the lease files of dhcpd and freejname (cbsd-ops 0.8); only addresses matter here. */
export const readLeases = (text: string): readonly string[] =>
  text.split('\n').flatMap(line => /(\d+\.\d+\.\d+\.\d+)/.exec(line)?.slice(1) ?? []);

/** `BYTES PATH` lines of `stat`, by file name. */
export const readImages = (text: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    text.split('\n').flatMap(line => {
      const [, bytes, path] = /^(\d+) (.+)$/.exec(line) ?? [];
      return bytes && path ? [[path.replace(/^.*\//, ''), Number(bytes)] as const] : [];
    }),
  );

export const readPackages = (rows: readonly Row[]): readonly VmPackage[] =>
  rows.map(row => ({
    name: cell(row, 'name'),
    cpus: cell(row, 'pkg_vm_cpus'),
    ram: cell(row, 'pkg_vm_ram'),
    disk: cell(row, 'pkg_vm_disk'),
  }));

export const readTopologies = (rows: readonly Row[]): readonly Topology[] =>
  rows.map(row => ({
    name: cell(row, 'name'),
    sockets: Number(cell(row, 'sockets')) || 1,
    cores: Number(cell(row, 'cores')) || 1,
    threads: Number(cell(row, 'threads')) || 1,
  }));

export const readMedia = (rows: readonly Row[]): readonly Medium[] =>
  rows.map(row => ({
    name: cell(row, 'name'),
    path: cell(row, 'path'),
    type: cell(row, 'type'),
    guest: cell(row, 'jname') === '-' ? '' : cell(row, 'jname'),
  }));

function readFigures(text: string): ReadonlyMap<string, number> {
  const figures = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [key = '', value = ''] = line.split('=');
    if (/^\d+$/.test(value)) figures.set(key, Number(value));
  }
  return figures;
}

/** `vm.loadavg={ 0.21 0.18 0.15 }`: the first one is that of the last minute. */
const readLoad = (figures: string): number | null => {
  const [, load] = /^vm\.loadavg=\{ (\d+\.\d+) /m.exec(figures) ?? [];
  return load === undefined ? null : Number(load);
};

/** `df -k`: the last line's fourth column, in KiB. */
function readDiskFree(text: string): number | null {
  const columns = text.split('\n').at(-1)?.trim().split(/\s+/) ?? [];
  const free = numberOf(columns[3] ?? '');
  return free === null ? null : free * 1024;
}

const numberOf = (text: string): number | null => (/^\d+$/.test(text) ? Number(text) : null);

const sum = (a: number | undefined, b: number | undefined): number | null =>
  a === undefined && b === undefined ? null : (a ?? 0) + (b ?? 0);
