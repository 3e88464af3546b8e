import {copyFileSync, existsSync, rmSync, symlinkSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {Call, Steps} from '../call.ts';
import {host} from '../host.ts';
import {binFolder} from '../world.ts';
import {accountOf, addAccount} from './accounts.ts';
import {packagesFolder, repository} from './packages.ts';

const record = (name: string): string => `/var/db/pkg/${name}`;
const isThere = (call: Call, name: string): boolean => call.world.exists(record(name));

const whole = (names: readonly string[]): readonly string[] => [
  ...new Set(names.flatMap(name => [...whole(repository[name]?.needs ?? []), name])),
];

/** pkg(8), as far as a set-up needs it. Its database is a file a package. */
export function* pkg(call: Call): Steps {
  const words = call.argv.filter(word => !word.startsWith('-'));
  const flags = call.argv.filter(word => word.startsWith('-')).join('');
  const [verb = '', ...names] = words;
  if (verb === '' && flags.includes('N')) return 0;
  switch (verb) {
    case 'info': {
      const found = names.length === 0 ? call.world.list('/var/db/pkg') : names.filter(name => isThere(call, name));
      if (!flags.includes('e')) for (const name of found) call.say(`${name}-${repository[name]?.version ?? ''}`);
      return found.length > 0 || names.length === 0 ? 0 : 1;
    }
    case 'query':
    case 'rquery': {
      const [format = '', name = ''] = names;
      const row = repository[name];
      if (row === undefined || (verb === 'query' ? !isThere(call, name) : call.world.offline)) return 1;
      const values: Readonly<Record<string, string>> = {
        '%v': row.version,
        '%n': name,
        '%c': row.comment,
        '%sb': String(row.bytes),
      };
      call.say(format.replace(/%sb|%[vnc]/g, word => values[word] ?? word));
      return 0;
    }
    case 'install':
      return yield* install(call, names, flags);
    case 'delete':
      return remove(call, names);
    default:
      call.err(`practice: not simulated: pkg ${verb}\n`);
      return 127;
  }
}

function* install(call: Call, names: readonly string[], flags: string): Steps {
  call.say('Updating FreeBSD repository catalogue...');
  yield {ms: 50};
  if (call.world.offline) {
    call.err('pkg: https://pkg.freebsd.org/FreeBSD:14:amd64/quarterly/meta.txz: No address record\n');
    call.err('pkg: Cannot update repository FreeBSD: the catalogue cannot be fetched\n');
    return 1;
  }
  const unknown = names.find(name => repository[name] === undefined);
  if (unknown !== undefined) {
    call.err(`pkg: No packages available to install matching '${unknown}' have been found in the repositories\n`);
    return 70;
  }
  const wanted = whole(names).filter(name => !isThere(call, name));
  if (wanted.length === 0) {
    call.say('Checking integrity... done (0 conflicting)\nThe most recent versions of packages are already installed');
    return 0;
  }
  if (!flags.includes('y')) {
    call.err('pkg: the question whether to proceed needs a terminal: nothing was installed (-y answers it)\n');
    return 1;
  }
  for (const [index, name] of wanted.entries()) {
    yield {ms: 60};
    call.say(`[${index + 1}/${wanted.length}] Installing ${name}-${repository[name]?.version}...`);
    put(call, name);
  }
  return 0;
}

/** The programs of a package wait beside the world's own, and are copied as the package is unpacked. */
const put = (call: Call, name: string): void => {
  const {world} = call;
  for (const [program, place] of Object.entries(repository[name]?.programs ?? {})) {
    world.makeFolder(dirname(place));
    const from = join(packagesFolder(world.folder), program);
    copyFileSync(from, join(binFolder(world.folder), program));
    if (!existsSync(world.path(place))) symlinkSync(from, world.path(place));
  }
  if (name === 'cbsd') {
    call.say("===> Creating users\nCreating user 'cbsd' with uid '150'.");
    if (accountOf(world, 'cbsd') === undefined) addAccount(world, 'cbsd', '/nonexistent', 'Cbsd user');
    world.write(`${host.distdir}/cbsd.conf`, `myversion="${host.version}"\n`);
    world.makeFolder('/usr/local/etc/sudoers.d');
  }
  world.write(record(name), '');
};

const remove = (call: Call, names: readonly string[]): number => {
  for (const name of names) {
    if (!isThere(call, name)) {
      call.err(`pkg: No packages matched for pattern '${name}'\n`);
      return 1;
    }
    call.say(`Deinstalling ${name}-${repository[name]?.version}...`);
    for (const [program, place] of Object.entries(repository[name]?.programs ?? {})) {
      call.world.remove(place);
      rmSync(join(binFolder(call.world.folder), program), {force: true});
    }
    if (name === 'cbsd') call.world.remove(host.distdir);
    call.world.remove(record(name));
  }
  return 0;
};
