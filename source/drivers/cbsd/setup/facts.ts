import type {Operator} from '../../../model/driver.ts';
import {parseAddress} from '../../../text/address.ts';
import {readSections} from '../../../text/sections.ts';
import {readAssignments} from '../profiles/shell.ts';
import {hostFiles} from './paths.ts';

export type Interface = {
  readonly name: string;
  readonly addresses: readonly {readonly address: string; readonly prefix: number}[];
};

/** What a set-up has to know of a host, with CBSD on it or not; read once, and everything made of it is pure. */
export type HostFacts = {
  readonly system: string;
  /** As uname -r has it: `14.1-RELEASE-p5`. */
  readonly release: string;
  readonly arch: string;
  readonly hostname: string;
  readonly isRoot: boolean;
  /** The host's files by path, to the byte; null: there is none. */
  readonly files: Readonly<Record<string, string | null>>;
  /** Version of CBSD as it is installed; empty: it is not. */
  readonly distribution: string;
  /** `cbsd` and `tmux`, as far as they are here. */
  readonly packages: ReadonlySet<string>;
  /** Home of the user cbsd; null: there is no such user. */
  readonly home: string | null;
  readonly workdir: string;
  /** What lies at the top of the workdir; null: there is no such folder. */
  readonly names: readonly string[] | null;
  /** Version that the workdir was made for; empty: it is not a node yet. */
  readonly nodeVersion: string;
  /** A node whose set-up has come to its end (cbsd-ops 1.2). */
  readonly isNode: boolean;
  /** Parts that every node has and this one lost. */
  readonly lacking: readonly string[];
  /** Its own settings, by CBSD's names. */
  readonly settings: ReadonlyMap<string, string>;
  readonly guests: number;
  /** `base_amd64_amd64_14.1`, … */
  readonly bases: readonly string[];
  readonly datasets: readonly {readonly name: string; readonly mountpoint: string}[];
  readonly modules: ReadonlySet<string>;
  readonly interfaces: readonly Interface[];
  /** Interface and address of the way out; empty where there is none. */
  readonly uplink: string;
  readonly gateway: string;
  readonly nameServers: readonly string[];
  readonly forwarding: readonly string[];
  readonly pf: {readonly enabled: boolean; readonly nat: readonly string[]; readonly rules: readonly string[]};
  readonly daemonRuns: boolean;
  readonly diskFreeBytes: number | null;
  readonly operator: Operator;
};

/** Recorded text in, facts out. */
export function readFacts(stdout: string, workdir: string, operator: Operator): HostFacts {
  const sections = readSections(stdout);
  const text = (name: string) => sections.get(name)?.trim() ?? '';
  const lines = (name: string) => text(name).split('\n').filter(Boolean);
  const [system = '', release = '', arch = '', hostname = '', uid = ''] = text('system').split('\n');
  const inventory = readAssignments(text('inventory'), {}).values;
  const row = rowOf(text('databases'));
  const nodeVersion = text('version');
  return {
    ...{system, release, arch, hostname, operator, nodeVersion, workdir},
    isRoot: uid === '0',
    files: Object.fromEntries(fileSections.map(([name, path]) => [path, fileOf(sections.get(name))])),
    distribution: /^myversion="?([^"\n]*)/m.exec(text('distribution'))?.[1] ?? '',
    packages: new Set(lines('packages')),
    home: text('account').split(':').at(-2) ?? null,
    names: text('names') === '' ? null : lines('names').filter(name => name !== '.' && name !== '..'),
    isNode: nodeVersion !== '' && inventory.size > 0 && row !== null,
    lacking: ['nodename', 'cmd.subr'].filter(part => !lines('parts').includes(part)),
    settings: new Map([
      ...inventory,
      ...Object.entries(row ?? {}).map(([key, value]) => [key, String(value ?? '')] as const),
    ]),
    guests: Number(text('guests')) || 0,
    bases: lines('bases'),
    datasets: lines('datasets').flatMap(line => {
      const [name, mountpoint] = line.split('\t');
      return name && mountpoint ? [{name, mountpoint}] : [];
    }),
    modules: new Set(lines('modules')),
    interfaces: readInterfaces(sections.get('interfaces') ?? ''),
    uplink: /^\s*interface:\s*(\S+)/m.exec(text('route'))?.[1] ?? '',
    gateway: /^\s*gateway:\s*(\S+)/m.exec(text('route'))?.[1] ?? '',
    nameServers: [...text('resolv').matchAll(/^nameserver\s+(\S+)/gm)].map(([, server = '']) => server),
    forwarding: lines('values'),
    pf: {enabled: /Status: Enabled/.test(text('pf-state')), nat: lines('pf-nat'), rules: lines('pf-rules')},
    daemonRuns: text('service') === 'running',
    diskFreeBytes: diskFree(text('disk')),
  };
}

/** What `.mode json` printed of the one row; null: there is none. */
export function rowOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(text)[0] ?? null;
  } catch {
    return null;
  }
}

const fileSections = [
  ['rc', hostFiles.rc],
  ['loader', hostFiles.loader],
  ['sysctl', hostFiles.sysctl],
  ['sudoers', hostFiles.sudoers],
  ['pf', hostFiles.pf],
  ['old-sudoers', hostFiles.oldSudoers],
] as const;

/** The dot that ends it is not its own. */
const fileOf = (section: string | undefined): string | null =>
  section === undefined || section === '' ? null : section.replace(/\.\n?$/, '');

/** ifconfig(8): `em0: flags=…` begins an interface, `inet ADDRESS netmask 0xffffff00` is one of its addresses. */
function readInterfaces(text: string): readonly Interface[] {
  return text.split(/^(?=\S)/m).flatMap(block => {
    const name = /^([a-z][\w.]*): /.exec(block)?.[1];
    if (name === undefined) return [];
    const addresses = [...block.matchAll(/^\s+inet (\S+) netmask 0x([0-9a-f]{8})/gm)].map(
      ([, address = '', mask = '']) => ({
        address,
        prefix: [...Number.parseInt(mask, 16).toString(2)].filter(bit => bit === '1').length,
      }),
    );
    return [{name, addresses: addresses.filter(({address}) => parseAddress(address) !== null)}];
  });
}

function diskFree(text: string): number | null {
  const free = text.split('\n').at(-1)?.trim().split(/\s+/)[3] ?? '';
  return /^\d+$/.test(free) ? Number(free) * 1024 : null;
}

/** The address by which the host is known: the first on its way out, else the first at all. */
export const ownAddress = ({interfaces, uplink}: HostFacts): string =>
  interfaces.find(({name}) => name === uplink)?.addresses[0]?.address ?? ownAddresses({interfaces})[0] ?? '';

export const ownAddresses = ({interfaces}: Pick<HostFacts, 'interfaces'>): readonly string[] =>
  interfaces
    .flatMap(({addresses}) => addresses.map(({address}) => address))
    .filter(address => !address.startsWith('127.'));

/** `192.0.2.10/24` of each interface but the loopback. */
export const ownNetworks = ({interfaces}: HostFacts): readonly string[] =>
  interfaces.flatMap(({addresses}) =>
    addresses.filter(({address}) => !address.startsWith('127.')).map(({address, prefix}) => `${address}/${prefix}`),
  );

/** `14.1` of `14.1-RELEASE-p5`. */
export const releaseNumber = ({release}: HostFacts): string => release.replace(/-.*$/, '');

const ownNat = /^nat on \S+( inet6?)? from (10\.0\.0\.0\/8|172\.16\.0\.0\/12|192\.168\.0\.0\/16) to ! /;

/** Why CBSD's NAT would take rules of the operator's away (cbsd-ops 1.8); null: there are none. */
export function foreignFirewall(facts: HostFacts): string | null {
  const {pf, files, settings} = facts;
  const isOn = (settings.get('nat_enable') ?? '0') !== '0';
  const written = (files[hostFiles.pf] ?? '').split('\n').filter(line => /^\s*[^#\s]/.test(line));
  if (written.length > 0)
    return `${hostFiles.pf} holds ${written.length} ${written.length === 1 ? 'line' : 'lines'} of rules`;
  if (pf.rules.length > 0) return `pf holds ${pf.rules.length} rules`;
  // a set-up that ended between loading its rules and writing them down has left rules of CBSD's form on a node without NAT
  const strange = pf.nat.filter(rule => !(facts.isNode && ownNat.test(rule)) && !(isOn && rule.startsWith('rdr')));
  if (strange.length > 0) return `pf holds ${strange.length} rules of translation`;
  const rc = readAssignments(files[hostFiles.rc] ?? '', {}).values;
  const on = ['firewall_enable', 'ipfilter_enable'].find(name => /^yes$/i.test(rc.get(name) ?? ''));
  return on ? `${hostFiles.rc} turns another firewall on (${on})` : null;
}
