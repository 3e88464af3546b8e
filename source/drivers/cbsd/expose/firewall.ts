import type {Listener, LiveRule} from '../../../model/ports.ts';
import {type HostRules, readHostRules, rulesIn} from '../keep/host-rules.ts';
import {type RuleLine, readLines} from './lines.ts';
import {readLiveRules} from './live.ts';

export type Firewall = {
  /** What pf does now; null: it could not be asked. Nothing is live while pf is off. */
  readonly live: readonly LiveRule[] | null;
  /** pf is on, and translates for somebody; null: it could not be asked. */
  readonly translates: boolean | null;
  /** pfrdr.conf as CBSD reads it. */
  readonly lines: readonly RuleLine[];
  /** Loaded rules that CBSD's next load takes away (cbsd-ops 1.8: it replaces the whole ruleset). */
  readonly foreign: readonly string[];
  /** CBSD's own file as pf would print it once it is loaded. */
  readonly wanted: readonly string[];
  readonly host: HostRules;
  /** What pf says against CBSD's own file as it stands; empty when it would load. */
  readonly broken: string;
  /** null: sockstat could not be asked. */
  readonly listeners: readonly Listener[] | null;
  /** The host's own IPv4 addresses, those that jails have on it included. */
  readonly addresses: readonly string[];
};

/** The sections of `firewallScript`. */
export function readFirewall(sections: ReadonlyMap<string, string>): Firewall {
  const text = (name: string) => sections.get(name) ?? '';
  const lines = readLines(text('redirections'));
  const host = readHostRules(sections);
  return {
    lines,
    host,
    wanted: rulesIn(text('wanted')),
    live: readLive(sections, lines),
    translates: readTranslates(sections),
    foreign: host.external ? [] : foreignRules(sections, lines),
    broken: text('wanted-error').split('\n')[0] ?? '',
    listeners: text('listeners') === '' ? null : readListeners(text('listeners')),
    addresses: readAddresses(text('addresses')),
  };
}

/** Live rules from the sections `pf`, `status` and `loaded-nat`; null when pf is there and cannot be asked. */
export function readLive(
  sections: ReadonlyMap<string, string>,
  lines: readonly RuleLine[],
): readonly LiveRule[] | null {
  if (sections.get('pf') === '') return [];
  const loaded = sections.get('loaded-nat') ?? '';
  if (!loaded.endsWith('read')) return null;
  return /^Status: Disabled/m.test(sections.get('status') ?? '') ? [] : readLiveRules(loaded, lines);
}

function readTranslates(sections: ReadonlyMap<string, string>): boolean | null {
  if (sections.get('pf') === '') return false;
  const loaded = sections.get('loaded-nat') ?? '';
  if (!loaded.endsWith('read')) return null;
  return !/^Status: Disabled/m.test(sections.get('status') ?? '') && /^nat /m.test(loaded);
}

function foreignRules(sections: ReadonlyMap<string, string>, lines: readonly RuleLine[]): readonly string[] {
  const rules = (name: string) => rulesIn(sections.get(name) ?? '');
  const wanted = new Set(rules('wanted'));
  const own = new Set(lines.map(line => `${line.hostAddress} ${line.hostPort} ${line.guestAddress}`));
  const isOwn = (rule: string) =>
    readLiveRules(rule, []).some(({hostAddress, hostPort, guestAddress}) =>
      own.has(`${hostAddress} ${hostPort} ${guestAddress}`),
    );
  return [...rules('loaded-nat'), ...rules('loaded-rules')].filter(rule => !wanted.has(rule) && !isOwn(rule));
}

/** `sockstat -46l`: USER COMMAND PID FD PROTO LOCAL FOREIGN. A program may hold a port by several sockets: told once. */
export function readListeners(text: string): readonly Listener[] {
  const found = new Map<string, Listener>();
  for (const line of text.split('\n')) {
    const [, program = '', , , proto = '', local = ''] = line.trim().split(/\s+/);
    const [, protocol, family] = /^(tcp|udp)(4|6|46)$/.exec(proto) ?? [];
    const [, address = '', port = ''] = /^(.*):(\d+)$/.exec(local) ?? [];
    if (protocol === undefined || port === '' || (family === '6' && address !== '*')) continue;
    const listener: Listener = {protocol: protocol === 'udp' ? 'udp' : 'tcp', address, port: Number(port), program};
    found.set(JSON.stringify(listener), listener);
  }
  return [...found.values()];
}

const readAddresses = (text: string): readonly string[] =>
  text.split('\n').flatMap(line => /^\s+inet (\d+\.\d+\.\d+\.\d+)/.exec(line)?.slice(1) ?? []);
