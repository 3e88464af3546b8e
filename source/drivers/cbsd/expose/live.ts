import {type LiveRule, ruleKey} from '../../../model/ports.ts';
import {normalSources} from '../../../text/sources.ts';
import type {RuleLine} from './lines.ts';

const redirection =
  /^rdr (?:pass )?(?:log (?:\(.*?\) )?)?(?:on \S+ )?(?:inet )?(?:proto (tcp|udp) )?from (.+?) to (\S+)(?: port (?:= )?(\d+))? -> (\S+)(?: port (\d+))?(?: |$)/;

/**
 * `pfctl -P -s nat`: `rdr pass on em0 inet proto tcp from any to 192.0.2.10 port = 8080 -> 10.0.0.11 port 80`. pf makes a
 * rule of each member of a list; they are one here again. Rules with ranges and tables are nobody's forward.
 */
export function readLiveRules(text: string, lines: readonly RuleLine[]): readonly LiveRule[] {
  const owners = new Map(lines.flatMap(line => rulesOfLine(line).map(rule => [ruleKey(rule), line.owner] as const)));
  const sources = new Map<string, string[]>();
  const found = new Map<string, LiveRule>();
  for (const line of text.split('\n')) {
    const [match, protocol, from = '', to = '', port, target = '', inner] = redirection.exec(line) ?? [];
    if (match === undefined) continue;
    const hostPort = Number(port ?? 0);
    for (const each of protocol === undefined
      ? (['tcp', 'udp'] as const)
      : ([protocol === 'udp' ? 'udp' : 'tcp'] as const)) {
      const rule = {
        protocol: each,
        hostAddress: bare(to),
        hostPort,
        guestAddress: bare(target),
        guestPort: Number(inner ?? hostPort),
      };
      const key = ruleKey(rule);
      sources.set(key, [...(sources.get(key) ?? []), from]);
      found.set(key, {...rule, from: [], owner: owners.get(key) ?? null});
    }
  }
  return [...found].map(([key, rule]) => ({...rule, from: normalSources((sources.get(key) ?? []).join(','))}));
}

/** What a line of pfrdr.conf becomes in pf. */
export const rulesOfLine = (line: RuleLine): readonly LiveRule[] =>
  line.protocols.map(protocol => ({
    protocol,
    hostAddress: line.hostAddress,
    hostPort: line.hostPort,
    guestAddress: line.guestAddress,
    guestPort: line.guestPort,
    from: normalSources(line.from),
    owner: line.owner,
  }));

const bare = (address: string): string => address.replace(/^\{(.*)\}$/, '$1').replace(/\/32$/, '');
