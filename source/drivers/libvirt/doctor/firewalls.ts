import {section} from '../../../text/sections.ts';

/** What the firewalls of the host let through, as they tell it themselves. Every one of them has to accept a packet (libvirt, 2.9). */
export type Firewalls = {
  /** Policies and rules of iptables' own chains, ufw's and Docker's for the operator among them; empty: it cannot be asked. */
  readonly rules: readonly string[];
  /** Chains that drop by their policy; null: nft cannot be asked. */
  readonly closed: readonly ClosedChain[] | null;
  /** Rules of ours within them. */
  readonly passes: readonly string[];
  /** Interfaces in firewalld's zones of libvirt's; null: firewalld does not run. */
  readonly zoned: ReadonlySet<string> | null;
};

export type Hook = 'input' | 'forward';
export type ClosedChain = {
  readonly family: string;
  readonly table: string;
  readonly chain: string;
  readonly hook: Hook;
};

export const firewallsScript = [
  section('rules'),
  'iptables -S 2>/dev/null | grep -E "^-P (INPUT|FORWARD) |^-A (INPUT|FORWARD|DOCKER-USER|ufw-user-input|ufw-user-forward) "',
  section('chains'),
  'nft -j list chains 2>/dev/null',
  section('passes'),
  'nft list ruleset 2>/dev/null | grep "comment .construct-tui "',
  section('zones'),
  'firewall-cmd --state 2>/dev/null && firewall-cmd --get-active-zones 2>/dev/null',
].join('\n');

export function readFirewalls(text: (section: string) => string): Firewalls {
  const lines = (name: string) => text(name).split('\n').filter(Boolean);
  const rules = lines('rules');
  return {
    rules,
    closed: readClosed(text('chains'), rules.length > 0),
    passes: lines('passes'),
    zoned: readZoned(text('zones')),
  };
}

/** `running`, then zones with their interfaces. */
export const readZoned = (text: string): ReadonlySet<string> | null =>
  text.startsWith('running')
    ? new Set(
        text
          .split(/^(?=\S)/m)
          .filter(zone => zone.startsWith('libvirt'))
          .flatMap(zone => (/^ +interfaces: (.*)$/m.exec(zone)?.[1] ?? '').split(' ').filter(Boolean)),
      )
    : null;

/** `nft -j list chains`; those that iptables keeps are told by iptables, where that can be asked. */
export function readClosed(text: string, hasIptables: boolean): readonly ClosedChain[] | null {
  try {
    const {nftables} = JSON.parse(text) as {
      readonly nftables: readonly {readonly chain?: Readonly<Record<string, string>>}[];
    };
    return nftables.flatMap(({chain}) => {
      const {family = '', table = '', name = '', hook, policy} = chain ?? {};
      if ((hook !== 'forward' && hook !== 'input') || policy !== 'drop') return [];
      return hasIptables && table === 'filter' && name === hook.toUpperCase()
        ? []
        : [{family, table, chain: name, hook}];
    });
  } catch {
    return null;
  }
}

const marks = [
  ['firewalld', ({zoned}: Firewalls) => zoned !== null],
  ['ufw', ({rules}: Firewalls) => rules.some(rule => rule.includes(' -j ufw-'))],
  ['docker', ({rules}: Firewalls) => rules.some(rule => rule.includes(' -j DOCKER-'))],
] as const;

/** Those that rule now, by what they have loaded: a unit of ufw's is active on hosts where ufw is not. */
export const activeOf = (found: Firewalls): readonly string[] =>
  marks.filter(([, rules]) => rules(found)).map(([name]) => name);
