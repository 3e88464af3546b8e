import type {Operator, Probe} from '../../model/driver.ts';
import type {Guest} from '../../model/guest.ts';
import type {Transport} from '../../model/transport.ts';
import {remembering} from '../../text/remembering.ts';
import {copiesScript, readCopies} from './clone/facts.ts';
import {familiesOf, linksOf} from './clone/families.ts';
import type {Base, CbsdContext} from './context.ts';
import {readFirewall} from './expose/firewall.ts';
import {readPorts, withForwards} from './expose/ports.ts';
import {readHardware} from './hardware/disks.ts';
import {hostFile} from './keep/host-rules.ts';
import {readAsleep, readGuests, readJails} from './look/guests.ts';
import {
  readImages,
  readInterfaces,
  readLeases,
  readMedia,
  readNeighbours,
  readNode,
  readPackages,
  readTopologies,
} from './look/host-facts.ts';
import {inspectScript, profilesScript} from './look/scripts.ts';
import {cell, type Row, readSections, readTables} from './look/sections.ts';
import {distdir, shareFolder, shell, vmmFolder} from './paths.ts';
import {type ProfileFile, readProfiles} from './profiles/read.ts';

export type Look = {
  readonly guests: readonly Guest[];
  readonly problems: readonly string[];
  /** null: CBSD's database could not be read, so nothing can be planned. */
  readonly context: CbsdContext | null;
};

/** A whole node may be told in this many bytes; 10,000 guests take about 10 MB. */
const outputLimit = 64 * 1024 * 1024;

/** The whole host in three commands, whatever the number of guests. */
export async function inspect(transport: Transport, probe: Probe, operator: Operator): Promise<Look> {
  const workdir = probe.features.workdir ?? '';
  const [state, texts, copies] = await Promise.all([
    transport.read({argv: shell(inspectScript, workdir, vmmFolder, shareFolder), outputLimit}),
    transport.read({argv: shell(profilesScript, workdir, hostFile), outputLimit}),
    transport.read({argv: shell(copiesScript, workdir), outputLimit}),
  ]);
  if (state.exitCode === null || state.exitCode === 3) {
    return {
      guests: [],
      context: null,
      problems: [`${workdir} cannot be read (${state.stderr.trim().split('\n')[0] || state.ending})`],
    };
  }
  const {context, ...look} = readLook(state.stdout, texts.stdout, workdir, probe, operator);
  if (!context) return {...look, context};
  const whole = {...context, copies: readCopies(copies.stdout)};
  const families = familiesOf(linksOf(whole));
  return {...look, guests: look.guests.map(guest => ({...guest, ...families.get(guest.name)})), context: whole};
}

/** Recorded text in, records out. */
export function readLook(state: string, texts: string, workdir: string, probe: Probe, operator: Operator): Look {
  const sections = readSections(state);
  const text = (name: string) => sections.get(name) ?? '';
  const lines = (name: string) => text(name).split('\n').filter(Boolean);
  const tables = readTables(text('databases'));
  const rows = (name: string): readonly Row[] => tables.get(name)?.[0] ?? [];
  if (tables.get('local')?.[0]?.[0]?.guests === undefined) {
    return {
      guests: [],
      context: null,
      problems: [`${workdir}/var/db/local.sqlite cannot be read: it is missing, damaged or not ours to read`],
    };
  }
  const release = probe.features.release ?? '';
  const node = readNode(rows('node')[0], sections, workdir, release);
  const firewall = readFirewall(readSections(texts));
  const kernel = {
    jails: readJails(text('jails')),
    vms: new Set(lines('vms')),
    asleep: readAsleep(text('processes')),
  };
  const named = (prefix: string) =>
    new Map(
      [...tables].flatMap(([name, results]) =>
        name.startsWith(prefix) ? [[name.slice(prefix.length), results] as const] : [],
      ),
    );
  const own = named('settings ');
  const exposed = named('expose ');
  const limits = named('limits ');
  const stored = readGuests({jails: rows('jails'), own, exposed}, kernel, node.address);
  const ports = readPorts(stored, exposed, firewall, text('version'));
  const guests = withForwards(stored, ports.map);
  const profiles = profilesOf(texts.split('\u001E', 1)[0] ?? '', workdir, node.arch, text('skeletons'));
  const context: CbsdContext = {
    node,
    guests: guests.map(({name, state: guestState, stateReason, addresses, settings, forwards, diskBytes}) => ({
      name,
      emulator: settings.emulator ?? 'jail',
      state: guestState,
      stateReason,
      addresses,
      ...vncPortOf(own.get(name)),
      ...readHardware(own.get(name)),
      row: {...settings, ...ownSettings(own.get(name)?.[0]?.[0]), ...limitsIn(limits.get(name)?.[0])},
      forwards,
      diskBytes,
    })),
    leftovers: lines('leftovers').map(path => `${workdir}/${path}`),
    jailProfiles: profiles.jail,
    vmProfiles: profiles.vm,
    bases: readBases(rows('bases'), text('bases')),
    media: readMedia(rows('media')),
    isoFiles: readImages(text('images')),
    packages: readPackages(rows('packages')),
    topologies: readTopologies(rows('topologies')),
    interfaces: readInterfaces(text('interfaces')),
    leases: readLeases(text('leases')),
    claimed: operator.claimed ?? [],
    neighbours: readNeighbours(text('neighbours')),
    operator,
    missing: missingParts(text('modules'), text('tmux')),
    ports,
  };
  return {guests, context, problems: problemsOf(firewall.live, probe, context)};
}

/** Some 150 files, which are the same at nearly every look. */
const profilesOf = remembering((texts: string, workdir: string, arch: string, skeletons: string) =>
  readProfiles(readProfileFiles(texts, workdir), {workdir, distdir, arch, skeletons: readSkeletons(skeletons)}),
);

/** `PATH:LINE`, in the order of the files; a path of ours holds no colon before `.conf:`. */
function readProfileFiles(texts: string, workdir: string): readonly ProfileFile[] {
  const files = new Map<string, string[]>();
  for (const line of texts.split('\n')) {
    const end = line.indexOf('.conf:');
    if (end < 0) continue;
    const path = `${workdir}/${line.slice(0, end + 5)}`;
    const lines = files.get(path) ?? [];
    lines.push(line.slice(end + 6));
    files.set(path, lines);
  }
  return [...files].map(([path, lines]) => ({path, text: lines.join('\n')}));
}

/** Registered bases whose folder really holds a system; one that lost its files is as good as none. */
function readBases(rows: readonly Row[], folders: string): readonly Base[] {
  const there = new Set(folders.split('\n').filter(Boolean));
  const folderOf = (row: Row) => {
    const basename = cell(row, 'basename');
    const prefix = basename && basename !== '0' && basename !== '-' ? `base_${basename}` : 'base';
    return `${prefix}_${cell(row, 'arch')}_${cell(row, 'targetarch')}_${cell(row, 'ver')}`;
  };
  return rows.map(row => ({
    arch: cell(row, 'arch'),
    version: cell(row, 'ver'),
    platform: cell(row, 'platform'),
    basename: ['0', '-'].includes(cell(row, 'basename')) ? '' : cell(row, 'basename'),
    status: there.has(folderOf(row)) ? Number(cell(row, 'status')) || 0 : 2,
  }));
}

/** What `bstart` wants of the node (cbsd-ops 1.1). */
function missingParts(modules: string, tmux: string): readonly string[] {
  const loaded = new Set(modules.split('\n'));
  return [
    ...['vmm', 'nmdm', 'if_bridge', 'if_tuntap'].filter(module => !loaded.has(module)),
    ...(tmux.trim() === '' ? ['tmux'] : []),
  ];
}

const problemsOf = (live: unknown, probe: Probe, context: CbsdContext): readonly string[] => [
  ...(live === null ? ['The firewall could not be read: whether a forward is live is not known'] : []),
  ...(probe.rights === 'none' ? ['Without root nothing can be changed here'] : []),
  ...(context.node.name === '' ? ['The node has no row in its own inventory: cbsd initenv has not finished'] : []),
];

/** null where there is no such folder to look into: then nothing is said of a profile's skeleton. */
function readSkeletons(text: string): ReadonlySet<string> | null {
  const names = text.split('\n').filter(Boolean);
  return names.length === 0 ? null : new Set(names.map(name => `${shareFolder}/${name}`));
}

/** A VM's own table, whose word counts more than that of the table jails (cbsd-ops 4.4); never its secrets. */
const ownSettings = (row: Row | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(row ?? {}).flatMap(([key, value]) =>
      key === 'vnc_password' || key === 'ip4_addr' ? [] : [[key, value === null ? '' : String(value)]],
    ),
  );

/** Limits of a jail by their own names, as jrctl keeps them (cbsd-ops 4.4). */
const limitsIn = (rows: readonly Row[] | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries((rows ?? []).map(row => [cell(row, 'param'), cell(row, 'cur')]));

/** CBSD keeps the port of a stopped VM and gives it to no other (cbsd-ops 5.9). */
function vncPortOf(own: readonly (readonly Row[])[] | undefined): {vncPort?: number} {
  const port = Number(cell(own?.[0]?.[0], 'vnc_port'));
  return port > 0 ? {vncPort: port} : {};
}
