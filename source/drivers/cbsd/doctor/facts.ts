import type {Dataset} from '../clone/copy-facts.ts';
import type {CbsdContext} from '../context.ts';
import {readAssignments} from '../profiles/shell.ts';

/** What every check judges by: the doctor's own script, and the look at the node where there is a node. */
export type Facts = {
  readonly rights: 'root' | 'platform-user' | 'sudo' | 'doas' | 'none';
  /** `FreeBSD`. */
  readonly system: string;
  /** The running kernel, the installed one, the userland: `14.1-RELEASE-p5`; empty where nobody told. */
  readonly releases: {readonly running: string; readonly installed: string; readonly userland: string};
  readonly cbsd: {
    readonly installed: boolean;
    /** The account that the package makes. */
    readonly account: boolean;
    /** Version of the distribution and that of the workdir (`W/ver`); empty where there is none. */
    readonly distribution: string;
    readonly initialised: string;
  };
  /** Empty: rc.conf names none. */
  readonly workdir: string;
  /** Of the files that initenv leaves there, those that can be read. */
  readonly files: ReadonlySet<string>;
  /** The dataset that holds the workdir; null: none, so no ZFS there. */
  readonly dataset: Dataset | null;
  readonly modules: ReadonlySet<string>;
  /** Modules that are loaded at every start, by loader.conf or kld_list. */
  readonly atBoot: ReadonlySet<string>;
  readonly rcConf: ReadonlyMap<string, string>;
  /** nc.inventory, which CBSD's commands source. */
  readonly inventory: ReadonlyMap<string, string>;
  readonly loaderConf: ReadonlyMap<string, string>;
  /** sysctl values as text; empty where the kernel knows no such name. */
  readonly sysctl: (name: string) => string;
  /** What the kernel said when it started, of the processor too. */
  readonly bootMessages: string;
  readonly swap: readonly {readonly device: string; readonly bytes: number; readonly usedBytes: number}[];
  readonly diskBytes: number | null;
  readonly diskFreeBytes: number | null;
  readonly programs: ReadonlySet<string>;
  /** What cmd.subr says of the programs that CBSD calls; an empty path: there was none when initenv ran. */
  readonly noted: readonly {readonly name: string; readonly path: string; readonly isThere: boolean}[];
  /** Daemons that run, by their program; cbsdd by its own word. */
  readonly services: ReadonlySet<string>;
  /** Seconds by which the host's clock is at least ahead of ours (negative: behind); null: it told none. */
  readonly clockAhead: number | null;
  /** Command lines of everything that runs. */
  readonly processes: readonly string[];
  /** Locks whose holder is gone, or that name none; paths of the host. */
  readonly locks: readonly string[];
  /** null: no node could be read. */
  readonly node: CbsdContext | null;
  /** What the look could not read, each a sentence. */
  readonly problems: readonly string[];
};

/** Facts out of the sections of `doctorScript`. `asked`: when it began and ended by our clock, milliseconds since the epoch. */
export function readFacts(
  sections: ReadonlyMap<string, string>,
  look: {readonly context: CbsdContext | null; readonly problems: readonly string[]} | null,
  asked: {readonly startedAt: number; readonly endedAt: number},
): Facts {
  const text = (name: string) => sections.get(name)?.trim() ?? '';
  const lines = (name: string) => text(name).split('\n').filter(Boolean);
  const workdir = text('workdir');
  const rcConf = readAssignments(text('rcconf'), {}).values;
  const loaderConf = readLoaderConf(text('loader'));
  const figures = new Map(lines('figures').map(line => [line.replace(/=.*$/, ''), line.replace(/^[^=]*=/, '')]));
  const [total, , free] = numbersOf(lines('disk').at(-1) ?? '');
  const clock = Number(text('clock'));
  return {
    rights: rightsOf(text('uid'), text('user'), lines('elevation')),
    system: text('system'),
    releases: {running: text('release'), installed: text('installed'), userland: text('userland')},
    cbsd: {
      installed: text('cbsd') !== '',
      account: text('account') !== '',
      distribution: readAssignments(text('distribution'), {}).values.get('myversion') ?? '',
      initialised: text('version'),
    },
    workdir,
    files: new Set(lines('files')),
    dataset: holderOf(workdir, look?.context?.copies?.datasets ?? []),
    modules: new Set(lines('modules')),
    atBoot: modulesAtBoot(rcConf, loaderConf),
    rcConf,
    inventory: readAssignments(text('inventory'), {}).values,
    loaderConf,
    sysctl: name => figures.get(name) ?? '',
    bootMessages: text('boot-messages'),
    swap: lines('swap').flatMap(readSwap),
    diskBytes: total === undefined ? null : total * 1024,
    diskFreeBytes: free === undefined ? null : free * 1024,
    programs: new Set(lines('programs')),
    noted: lines('noted').map(line => {
      const [sign, name = '', path = ''] = line.split(' ');
      return {name: name.replace(/_CMD$/, '').toLowerCase(), path, isThere: sign === '+'};
    }),
    services: new Set([...lines('processes').map(programOf), ...(text('cbsdd') === '' ? [] : ['cbsdd'])]),
    clockAhead: clock > 0 ? outside(clock, asked.startedAt / 1000, asked.endedAt / 1000) : null,
    processes: lines('processes'),
    locks: [...lines('stray'), ...lines('locks').map(line => `${workdir}/${line.replace(/^\d+ /, '')}`)],
    node: look?.context ?? null,
    problems: look?.problems ?? [],
  };
}

function rightsOf(uid: string, user: string, elevation: readonly string[]): Facts['rights'] {
  if (uid === '0') return 'root';
  if (user === 'cbsd') return 'platform-user';
  return elevation.includes('sudo') ? 'sudo' : elevation.includes('doas') ? 'doas' : 'none';
}

/** loader.conf's names have dots (`kern.racct.enable=1`), which no shell's assignment has. */
const readLoaderConf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split('\n').flatMap(line => {
      const [, name, value] = /^\s*([\w.-]+)\s*=\s*"?([^"#]*?)"?\s*(?:#.*)?$/.exec(line) ?? [];
      return name !== undefined && value !== undefined ? [[name, value] as const] : [];
    }),
  );

function modulesAtBoot(
  rcConf: ReadonlyMap<string, string>,
  loaderConf: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const loaded = [...loaderConf].filter(([name, value]) => name.endsWith('_load') && /^yes$/i.test(value));
  return new Set([
    ...loaded.map(([name]) => name.replace(/_load$/, '')),
    ...(rcConf.get('kld_list') ?? '').split(/\s+/).map(name => name.replace(/^.*\//, '').replace(/\.ko$/, '')),
  ]);
}

/** `swapinfo -k`: device, KiB, used, available, capacity; the heading and a total have no device. */
function readSwap(line: string): Facts['swap'] {
  const [device = '', kilobytes, used] = line.trim().split(/\s+/);
  return device.startsWith('/dev/') ? [{device, bytes: Number(kilobytes) * 1024, usedBytes: Number(used) * 1024}] : [];
}

/** `df -k`: the last line, without the device, which may end in a digit. */
const numbersOf = (line: string): readonly number[] =>
  line.trim().split(/\s+/).slice(1).map(Number).filter(Number.isFinite);

/** How far a moment is outside of a span, in whole seconds; 0: within. */
const outside = (at: number, from: number, to: number): number =>
  at > to ? Math.round(at - to) : at + 1 < from ? Math.round(at - from) : 0;

/** The dataset that a path lies on: the one with the longest mountpoint above it. */
const holderOf = (path: string, datasets: readonly Dataset[]): Dataset | null =>
  datasets
    .filter(({mountpoint}) => mountpoint.startsWith('/') && `${path}/`.startsWith(mountpoint.replace(/\/?$/, '/')))
    .toSorted((one, other) => other.mountpoint.length - one.mountpoint.length)[0] ?? null;

/** `sshd: /usr/sbin/sshd [listener] …` and `/usr/sbin/ntpd -p …` alike. */
const programOf = (command: string): string => (command.split(/[\s:]/)[0] ?? '').replace(/^.*\//, '');
