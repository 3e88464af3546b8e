import type {Firewalls, Hook} from './firewalls.ts';

/** A kind of packet that guests of an open network cannot do without; no rule of libvirt's own lets it pass there (libvirt, 2.2). */
export type Need = {
  readonly id: string;
  readonly hook: Hook;
  readonly what: string;
  /** As words of each tool's own. */
  readonly iptables: readonly string[];
  readonly ufw: readonly string[];
  readonly nft: readonly (readonly string[])[];
  /** Which rule of iptables', at its interface, lets it pass. */
  readonly side: '-i' | '-o';
  readonly port?: readonly [protocol: string, port: string];
};

const asked =
  (id: string, what: string, protocol: string, port: string) =>
  (bridge: string): Need => ({
    ...{id, hook: 'input', what, side: '-i', port: [protocol, port]},
    iptables: ['-i', bridge, '-p', protocol, '--dport', port],
    ufw: ['allow', 'in', 'on', bridge, 'to', 'any', 'port', port, 'proto', protocol],
    nft: [['iifname', bridge, protocol, 'dport', port]],
  });

const needs: readonly ((bridge: string) => Need)[] = [
  bridge => ({
    ...{id: 'doors', hook: 'forward', what: 'connections to doors', side: '-o'},
    iptables: ['-o', bridge, '-m', 'conntrack', '--ctstate', 'DNAT,RELATED,ESTABLISHED'],
    ufw: ['route', 'allow', 'out', 'on', bridge],
    nft: [
      ['oifname', bridge, 'ct', 'status', 'dnat'],
      ['oifname', bridge, 'ct', 'state', 'established,related'],
    ],
  }),
  bridge => ({
    ...{id: 'guests', hook: 'forward', what: 'connections of guests', side: '-i'},
    iptables: ['-i', bridge],
    ufw: ['route', 'allow', 'in', 'on', bridge],
    nft: [['iifname', bridge]],
  }),
  asked('dhcp', 'guests’ requests for an address', 'udp', '67'),
  asked('dns', 'guests’ questions for names', 'udp', '53'),
  asked('dns-tcp', 'guests’ long questions for names', 'tcp', '53'),
];

export const needsOf = (bridge: string): readonly Need[] => needs.map(need => need(bridge));

export const needOf = (bridge: string, id: string): Need | undefined => needsOf(bridge).find(need => need.id === id);

/** iptables drops what no rule accepts, by its policy or by a last rule without a condition. */
export function isShutByIptables({rules}: Firewalls, {hook, side, port}: Need, bridge: string): boolean {
  const name = hook.toUpperCase();
  if (
    !rules.includes(`-P ${name} DROP`) &&
    !rules.some(rule => rule.startsWith(`-A ${name} -j REJECT`) || rule === `-A ${name} -j DROP`)
  )
    return false;
  const chains = hook === 'input' ? /^-A (?:INPUT|ufw-user-input) / : /^-A (?:FORWARD|DOCKER-USER|ufw-user-forward) /;
  return !rules.some(
    rule =>
      chains.test(rule) &&
      rule.endsWith(' -j ACCEPT') &&
      rule.includes(` ${side} ${bridge} `) &&
      (!/ -p | --dport /.test(rule) || (rule.includes(` -p ${port?.[0]} `) && rule.includes(` --dport ${port?.[1]} `))),
  );
}

/** As often as there are chains to pass and rules in each. */
export const isShutByNft = ({closed, passes}: Firewalls, need: Need, bridge: string): boolean => {
  const chains = (closed ?? []).filter(({hook}) => hook === need.hook).length;
  return passes.filter(rule => rule.includes(`"${markOf(need, bridge)}"`)).length < chains * need.nft.length;
};

/** Its zones reject at the end of a chain whose policy accepts, so only they can tell. */
export const isShutByFirewalld = ({zoned}: Firewalls, _: Need, bridge: string): boolean =>
  zoned !== null && !zoned.has(bridge);

export const isShut = (found: Firewalls, need: Need, bridge: string): boolean =>
  [isShutByFirewalld, isShutByIptables, isShutByNft].some(by => by(found, need, bridge));

/** In the comment of a rule of ours. */
export const markOf = ({id}: Need, bridge: string): string => `construct-tui ${bridge} ${id}`;
