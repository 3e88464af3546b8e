import type {Call} from '../call.ts';
import {host, paths} from '../host.ts';
import {origins, promoteDataset} from '../zfs/datasets.ts';
import {createDataset, type Dataset, destroyDataset, madeDatasets} from '../zfs/made.ts';
import {datasetOf, pool, snapshots, written} from '../zfs/snapshots.ts';
import {hostPath} from './paths.ts';

type Entry = {
  readonly name: string;
  readonly type: 'filesystem' | 'volume' | 'snapshot';
  readonly values: Readonly<Record<string, string>>;
};

const guestDatasets = (call: Call): Entry[] =>
  call.world.list(paths.data).flatMap(folder => {
    const jname = folder.replace(/-data$/, '');
    const mountpoint = `${paths.data}/${folder}`;
    const origin = origins(call.world)[datasetOf(jname)] ?? '-';
    const values = {used: '96K', avail: '410G', refer: '96K', mountpoint, origin, mounted: 'yes', encryption: 'off'};
    const disks = call.world.list(mountpoint).filter(name => /^dsk\d+\.vhd$/.test(name));
    const volumes = disks.map(disk => ({
      name: `${datasetOf(jname)}/${disk}`,
      type: 'volume' as const,
      values: {
        ...values,
        ...{mountpoint: '-', volsize: String(call.world.size(`${mountpoint}/${disk}`) ?? 0), origin: '-'},
        written: String(written(call.world, `${datasetOf(jname)}/${disk}`, mountpoint) ?? 8192),
      },
    }));
    const since = String(written(call.world, datasetOf(jname), mountpoint) ?? 8192);
    return [{name: datasetOf(jname), type: 'filesystem' as const, values: {...values, written: since}}, ...volumes];
  });

const fileSystem = ({name, mountpoint}: Dataset): Entry => ({
  name,
  type: 'filesystem',
  values: {
    used: '96K',
    avail: '410G',
    refer: '96K',
    mountpoint,
    origin: '-',
    mounted: mountpoint === 'none' ? 'no' : 'yes',
  },
});

/** A host that began blank has its own file systems; its guests' own hang on one more as soon as there are any. */
const hostDatasets = (call: Call): Entry[] => {
  const guests = {name: pool, mountpoint: paths.data};
  const made = madeDatasets(call.world);
  if (made === null)
    return [{name: 'zroot', mountpoint: '/'}, {name: 'zroot/usr/jails', mountpoint: host.workdir}, guests].map(
      fileSystem,
    );
  return [...made, ...(call.world.list(paths.data).length > 0 ? [guests] : [])].map(fileSystem);
};

const entries = (call: Call): Entry[] => [
  ...hostDatasets(call),
  ...guestDatasets(call),
  ...snapshots(call.world).map(one => ({
    name: `${one.dataset}@${one.name}`,
    type: 'snapshot' as const,
    values: {
      used: '0B',
      avail: '-',
      refer: '96K',
      mountpoint: '-',
      origin: '-',
      creation: String(Math.floor(one.at / 1000)),
      'cbsdsnap:jname': one.jname ?? '-',
      'cbsdsnap:snapname': one.jname === null ? '-' : one.name,
    },
  })),
];

/** Options with their arguments, and what is left; `-Ho name` is `-H -o name`. */
const parse = (words: readonly string[], withArgument: string): {options: Record<string, string>; rest: string[]} => {
  const options: Record<string, string> = {};
  const rest: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!/^-\w/.test(word)) {
      rest.push(word);
      continue;
    }
    for (const [index, letter] of [...word.slice(1)].entries()) {
      if (!withArgument.includes(letter)) options[letter] = '';
      else {
        const glued = word.slice(index + 2);
        options[letter] = glued || (words[at + 1] ?? '');
        if (glued === '') at += 1;
        break;
      }
    }
  }
  return {options, rest};
};

const inside = (entry: Entry, names: readonly string[], deep: boolean): boolean =>
  names.length === 0 ||
  names.some(
    name =>
      entry.name === name ||
      entry.values.mountpoint === name ||
      (deep && (entry.name.startsWith(`${name}/`) || entry.name.startsWith(`${name}@`))),
  );

const value = (entry: Entry, column: string): string =>
  column === 'name' ? entry.name : column === 'type' ? entry.type : (entry.values[column] ?? '-');

/** `-p`: sizes as bytes. */
const inBytes = (text: string): string => {
  const [, number, unit = ''] = /^(\d+)([BKMGT])$/.exec(text) ?? [];
  return number === undefined ? text : String(Number(number) * 1024 ** 'BKMGT'.indexOf(unit));
};

const list = (call: Call, words: readonly string[]): number => {
  const {options, rest} = parse(words, 'otsSd');
  const types = (options.t ?? 'filesystem,volume')
    .replace('snap,', 'snapshot,')
    .replace(/^snap$/, 'snapshot')
    .split(',');
  const columns = (options.o ?? 'name,used,avail,refer,mountpoint').split(',');
  const all = entries(call);
  const names = rest.map(name => (name.startsWith('/') ? hostPath(call, name) : name));
  const unknown = names.find(name => !all.some(entry => inside(entry, [name], false)));
  if (unknown !== undefined) {
    call.err(`cannot open '${unknown}': dataset does not exist\n`);
    return 1;
  }
  const deep = options.r !== undefined || options.d !== undefined || types.includes('snapshot');
  const found = all.filter(
    entry =>
      names.includes(entry.name) ||
      ((types.includes('all') || types.includes(entry.type)) && inside(entry, names, deep)),
  );
  const exact = options.p === undefined ? (text: string) => text : inBytes;
  const rows = found.map(entry => columns.map(column => exact(value(entry, column))));
  if (options.H !== undefined) for (const row of rows) call.say(row.join('\t'));
  else
    for (const row of [columns.map(one => one.toUpperCase()), ...rows])
      call.say(
        row
          .map(one => one.padEnd(28))
          .join(' ')
          .trimEnd(),
      );
  return 0;
};

const get = (call: Call, words: readonly string[]): number => {
  const {options, rest} = parse(words, 'otsd');
  const [properties = '', ...names] = rest;
  const columns = (options.o ?? 'name,property,value').split(',');
  for (const name of names) {
    const entry = entries(call).find(one => inside(one, [name], false));
    if (entry === undefined) {
      call.err(`cannot open '${name}': dataset does not exist\n`);
      return 1;
    }
    for (const property of properties.split(',')) {
      const cells: Readonly<Record<string, string>> = {
        name: entry.name,
        property,
        value: value(entry, property),
        source: '-',
      };
      call.say(columns.map(column => cells[column] ?? '-').join('\t'));
    }
  }
  return 0;
};

/** zfs for looking, for the one file system that a set-up makes, and for promoting a clone. A UFS world has no pool; guests' changes go through CBSD. */
export const zfs = (call: Call): number => {
  const [verb = '', ...words] = call.argv;
  if (!call.world.settings.zfs) {
    if (verb === 'list' && words.every(word => word.startsWith('-'))) call.err('no datasets available\n');
    else call.err(`cannot open '${words.at(-1) ?? ''}': dataset does not exist\n`);
    return verb === 'list' && words.every(word => word.startsWith('-')) ? 0 : 1;
  }
  if (verb === 'list') return list(call, words);
  if (verb === 'get') return get(call, words);
  if (verb === 'promote') return promoteDataset(call, words[0] ?? '');
  if (verb === 'create') return createDataset(call, words);
  if (verb === 'destroy')
    return destroyDataset(
      call,
      words.at(-1) ?? '',
      entries(call).map(({name}) => name),
    );
  call.err(`practice: not simulated: zfs ${verb}\n`);
  return 127;
};

/** The pool that datasets lie in. */
export const zpool = (call: Call): number => {
  if (!call.world.settings.zfs || call.argv[0] !== 'list') {
    call.err('no pools available\n');
    return call.world.settings.zfs ? 127 : 0;
  }
  call.say('zroot');
  return 0;
};
