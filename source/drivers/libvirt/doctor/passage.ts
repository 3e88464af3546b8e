import type {Mending} from '../../../model/doctor.ts';
import type {Step} from '../../../model/plan.ts';
import {run} from '../../../model/step.ts';
import {tool} from '../plans/command.ts';
import type {Health} from './facts.ts';

/** A chain of nft's own that drops what the host passes on: every table has to accept a packet (libvirt, 2.9). */
export type ClosedChain = {readonly family: string; readonly table: string; readonly chain: string};

/** `firewall-cmd --get-active-zones`: interfaces of libvirt's own zones. */
export const readZoned = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .split(/^(?=\S)/m)
      .filter(zone => zone.startsWith('libvirt'))
      .flatMap(zone => (/^ +interfaces: (.*)$/m.exec(zone)?.[1] ?? '').split(' ').filter(Boolean)),
  );

/** `nft -j list chains`; those that iptables keeps are told by iptables. */
export function readClosed(text: string): readonly ClosedChain[] {
  try {
    const {nftables} = JSON.parse(text) as {
      readonly nftables: readonly {readonly chain?: Readonly<Record<string, string>>}[];
    };
    return nftables.flatMap(({chain}) =>
      chain?.hook === 'forward' && chain.policy === 'drop' && !(chain.table === 'filter' && chain.name === 'FORWARD')
        ? [{family: chain.family ?? '', table: chain.table ?? '', chain: chain.name ?? ''}]
        : [],
    );
  } catch {
    return [];
  }
}

export const plainBridges = ({context}: Health) =>
  context?.networks.filter(({mode}) => mode === 'open').map(({bridge}) => bridge) ?? [];

const isIptablesShut = ({forward}: Health, bridge: string): boolean =>
  forward[0] === '-P FORWARD DROP' &&
  !forward.some(rule => rule.includes(`-o ${bridge} `) && rule.endsWith('-j ACCEPT'));

const isNftShut = ({closed, passes}: Health, bridge: string): boolean =>
  closed.length > 0 && !passes.some(rule => rule.includes(`"${markOf(bridge)}"`));

/** Its zones reject at the end of a chain whose policy accepts, so only they can tell. */
const isFirewalldShut = ({firewalls, zoned}: Health, bridge: string): boolean =>
  firewalls.includes('firewalld') && !zoned.has(bridge);

const markOf = (bridge: string): string => `construct-tui ${bridge}`;

/** Bridges of ours to which some firewall of the host lets nothing through. */
export const shut = (health: Health): readonly string[] =>
  plainBridges(health).filter(bridge =>
    [isFirewalldShut, isIptablesShut, isNftShut].some(isShut => isShut(health, bridge)),
  );

type Way = {
  readonly meets: (health: Health, bridge: string) => boolean;
  readonly steps: (bridge: string, health: Health) => readonly Step[];
  readonly note: string;
};

type Argv = readonly [string, ...string[]];

const step = (title: string, argv: Argv, back: Argv | null): Step =>
  run(title, tool(argv), {check: null, undo: back && [tool(back)], seconds: 1});

const iptablesRules = (bridge: string) =>
  [
    ['to doors', ['-o', bridge, '-m', 'conntrack', '--ctstate', 'DNAT,RELATED,ESTABLISHED', '-j', 'ACCEPT']],
    ['of guests', ['-i', bridge, '-j', 'ACCEPT']],
  ] as const;

/** Whose rules they are says where they last: ufw and firewalld keep theirs, and what is put past them is lost with their next load. */
const ways: readonly Way[] = [
  {
    meets: (health, bridge) => health.firewalls.includes('ufw') && isIptablesShut(health, bridge),
    steps: bridge =>
      (['in', 'out'] as const).map(way =>
        step(
          `Let ufw pass what goes ${way === 'in' ? 'out of' : 'to'} ${bridge}`,
          ['ufw', 'route', 'allow', way, 'on', bridge],
          ['ufw', '--force', 'route', 'delete', 'allow', way, 'on', bridge],
        ),
      ),
    note: 'ufw keeps its rules over a restart.',
  },
  {
    meets: isFirewalldShut,
    steps: bridge =>
      [['--permanent'], []].map(lasting =>
        step(
          `Put ${bridge} into firewalld’s zone libvirt${lasting.length > 0 ? ', from every start on' : ''}`,
          ['firewall-cmd', ...lasting, '--zone=libvirt', `--add-interface=${bridge}`],
          ['firewall-cmd', ...lasting, '--zone=libvirt', `--remove-interface=${bridge}`],
        ),
      ),
    note: 'What may come in through firewalld’s other zones is theirs to say: try the port from another machine.',
  },
  {
    meets: isIptablesShut,
    steps: bridge =>
      iptablesRules(bridge).map(([what, rule]) =>
        step(
          `Let connections ${what} pass ${bridge}`,
          ['iptables', '-I', 'FORWARD', ...rule],
          ['iptables', '-D', 'FORWARD', ...rule],
        ),
      ),
    note: 'The rules are gone when the host starts again: keep them where its firewall is kept.',
  },
  {
    meets: isNftShut,
    steps: (bridge, {closed}) =>
      closed.flatMap(({family, table, chain}) =>
        [
          ['to doors', ['oifname', bridge, 'ct', 'status', 'dnat', 'accept']],
          ['that are open', ['oifname', bridge, 'ct', 'state', 'established,related', 'accept']],
          ['of guests', ['iifname', bridge, 'accept']],
        ].map(([what, rule]) =>
          step(
            `Let connections ${what} pass ${bridge} in ${family} ${table} ${chain}`,
            ['nft', 'insert', 'rule', family, table, chain, ...(rule ?? []), 'comment', `"${markOf(bridge)}"`],
            null,
          ),
        ),
      ),
    note: 'The rules are gone when nftables is loaded again: write them into its file too.',
  },
];

/** What lets connections pass, by the firewall that keeps them out; the first way that meets each bridge, and nft’s own chains beside it. */
export function letThrough(health: Health): Mending {
  const chosen = shut(health).flatMap(bridge => {
    const [first, ...others] = ways.filter(({meets}) => meets(health, bridge));
    const nft = others.filter(({meets}) => meets === isNftShut);
    return [...(first ? [first] : []), ...nft].map(way => ({way, bridge}));
  });
  return {
    steps: chosen.flatMap(({way, bridge}) => way.steps(bridge, health)),
    warnings: [...new Set(chosen.map(({way}) => way.note))],
  };
}
