import type {Mending} from '../../../model/doctor.ts';
import type {Check, Step} from '../../../model/plan.ts';
import {run} from '../../../model/step.ts';
import {script, tool} from '../plans/command.ts';
import type {Health} from './facts.ts';
import {activeOf} from './firewalls.ts';
import {isShut, isShutByFirewalld, isShutByIptables, isShutByNft, markOf, type Need, needsOf} from './needs.ts';

const plainBridges = ({context}: Health) =>
  context?.networks.filter(({mode}) => mode === 'open').map(({bridge}) => bridge) ?? [];

export const hasPlainBridges = (health: Health): boolean => plainBridges(health).length > 0;

/** Bridges of ours and what of theirs some firewall of the host keeps out. */
const shut = (health: Health): readonly {readonly bridge: string; readonly need: Need}[] =>
  plainBridges(health).flatMap(bridge =>
    needsOf(bridge)
      .filter(need => isShut(health.found, need, bridge))
      .map(need => ({bridge, need})),
  );

/** What does not pass, in words; empty: everything does. */
export function shutInWords(health: Health): string {
  const of = (hook: Need['hook']) => [
    ...new Set(
      shut(health)
        .filter(({need}) => need.hook === hook)
        .map(({bridge}) => bridge),
    ),
  ];
  const [forward, input] = [of('forward'), of('input')];
  return [
    ...(forward.length > 0 ? [`nothing passes to ${forward.join(', ')}`] : []),
    ...(input.length > 0 ? [`guests on ${input.join(', ')} get no address or name from this host`] : []),
  ].join('; ');
}

type Way = {
  readonly meets: (health: Health, need: Need, bridge: string) => boolean;
  readonly steps: (need: Need, bridge: string, health: Health) => readonly Step[];
  readonly note: string;
};

type Argv = readonly [string, ...string[]];

const passes = ({id, what}: Need, bridge: string, by: 'iptables' | 'nft'): Check => ({
  id: 'passes',
  target: bridge,
  expect: {need: id, by},
  says: `${by} lets ${what} pass at ${bridge}`,
});

const isUfw = ({found}: Health): boolean => activeOf(found).includes('ufw');

/** $1 family, $2 table, $3 chain, $4 the comment of the rules that go. */
const nftGone =
  'nft -a list chain "$1" "$2" "$3" | grep -F "comment \\"$4\\"" | sed -n "s/.*# handle //p" | while read -r h; do nft delete rule "$1" "$2" "$3" handle "$h" || exit 1; done';

/** Whose rules they are says where they last: ufw and firewalld keep theirs, and what is put past them is lost with their next load. */
const ways: readonly Way[] = [
  {
    meets: (health, need, bridge) => isUfw(health) && isShutByIptables(health.found, need, bridge),
    steps: (need, bridge) => {
      const back: Argv =
        need.ufw[0] === 'route'
          ? ['ufw', '--force', 'route', 'delete', ...need.ufw.slice(1)]
          : ['ufw', '--force', 'delete', ...need.ufw];
      return [
        run(`Let ufw pass ${need.what} at ${bridge}`, tool(['ufw', ...need.ufw]), {
          check: passes(need, bridge, 'iptables'),
          undo: [tool(back)],
          seconds: 1,
        }),
      ];
    },
    note: 'ufw keeps its rules over a restart. It cannot tell doors from other ways: who has a route to the guests’ network reaches them.',
  },
  {
    meets: (health, need, bridge) => !isUfw(health) && isShutByIptables(health.found, need, bridge),
    steps: (need, bridge) => {
      const chain = need.hook.toUpperCase();
      return [
        run(`Let ${need.what} pass at ${bridge}`, tool(['iptables', '-I', chain, ...need.iptables, '-j', 'ACCEPT']), {
          check: passes(need, bridge, 'iptables'),
          undo: [tool(['iptables', '-D', chain, ...need.iptables, '-j', 'ACCEPT'])],
          seconds: 1,
        }),
      ];
    },
    note: 'The rules of iptables are gone when the host starts again: keep them where its firewall is kept.',
  },
  {
    meets: ({found}, need, bridge) => isShutByNft(found, need, bridge),
    steps: (need, bridge, {found}) => {
      const chains = (found.closed ?? []).filter(({hook}) => hook === need.hook);
      const mark = markOf(need, bridge);
      const rules = chains.flatMap(({family, table, chain}) =>
        need.nft.map(rule => `insert rule ${family} ${table} ${chain} ${rule.join(' ')} accept comment "${mark}"`),
      );
      return [
        run(
          `Let ${need.what} pass at ${bridge} in ${chains.map(each => `${each.family} ${each.table} ${each.chain}`).join(', ')}`,
          tool(['nft', rules.join('; ')]),
          {
            check: passes(need, bridge, 'nft'),
            undo: chains.map(({family, table, chain}) => script(nftGone, [family, table, chain, mark])),
            seconds: 1,
          },
        ),
      ];
    },
    note: 'The rules of nft are gone when nftables is loaded again: write them into its file too.',
  },
];

/** firewalld's zone has all of it. */
const zoneSteps = (bridge: string): readonly Step[] =>
  [['--permanent'], []].map(lasting => {
    const from = lasting.length > 0 ? ', from every start on' : '';
    return run(
      `Put ${bridge} into firewalld’s zone libvirt${from}`,
      tool(['firewall-cmd', ...lasting, '--zone=libvirt', `--add-interface=${bridge}`]),
      {
        check: {
          id: 'zoned',
          target: bridge,
          expect: {lasting: lasting.join('')},
          says: `${bridge} is in the zone libvirt${from}`,
        },
        undo: [tool(['firewall-cmd', ...lasting, '--zone=libvirt', `--remove-interface=${bridge}`])],
        seconds: 1,
      },
    );
  });

const zoneNote =
  'firewalld keeps it over a restart. Ports that are exposed pass it whichever zone they come in by; who may use them is said by expose (from).';

/** What lets packets pass, by each firewall that keeps them out. */
export function letThrough(health: Health): Mending {
  const zones = plainBridges(health).filter(bridge =>
    needsOf(bridge).some(need => isShutByFirewalld(health.found, need, bridge)),
  );
  const chosen = shut(health).flatMap(({bridge, need}) =>
    ways.filter(({meets}) => meets(health, need, bridge)).map(way => ({way, need, bridge})),
  );
  return {
    steps: [...zones.flatMap(zoneSteps), ...chosen.flatMap(({way, need, bridge}) => way.steps(need, bridge, health))],
    warnings: [...(zones.length > 0 ? [zoneNote] : []), ...new Set(chosen.map(({way}) => way.note))],
  };
}
