import type {Plan, Refusal} from '../../../model/plan.ts';
import {bareAddress} from '../../../text/address.ts';
import {specText} from '../../../text/port-specs.ts';
import {normalSources} from '../../../text/sources.ts';
import type {CbsdContext} from '../context.ts';
import {planExpose} from '../expose/plan.ts';
import {hostAddressOf, type StoredForward} from '../expose/stored.ts';
import {planUnexpose} from '../expose/unexpose.ts';
import {refuse} from '../plans/finish.ts';
import type {Copy} from './copies.ts';
import type {Source} from './source.ts';

type Part = Pick<Plan, 'steps' | 'refusals' | 'assumptions' | 'touches' | 'warnings'>;

const nothing: Part = {steps: [], refusals: [], assumptions: [], touches: [], warnings: []};

/**
 * The source's forwards for its clones, once these are there: taken from the source, or on other ports of the host. It is what
 * `expose` and `unexpose` would plan on the host as it is then.
 */
export function forwardsPart(
  wish: string,
  source: Source,
  copies: readonly Copy[],
  start: boolean,
  context: CbsdContext,
): Part {
  const rows = context.ports.stored.filter(row => row.guest === source.name);
  if (wish === 'none' || rows.length === 0) return nothing;
  const reasons = cannot(wish, rows, copies, source);
  if (reasons.length > 0) return {...nothing, refusals: reasons};
  const taken = new Set(takenPorts(context));
  const moved = wish === 'move' ? planUnexpose(source.name, {ports: 'all'}, context) : nothing;
  const base = wish === 'move' ? without(source.name, context) : context;
  const plans = copies.map(copy => {
    const ports = rows.map(row => specText(wish === 'move' ? row : {...row, hostPort: nextPort(row, taken)}));
    const [row] = rows;
    const answers = {
      ports: ports.join(' '),
      ...(row && normalSources(row.fromips ?? '').join(',') !== 'any' ? {from: row.fromips ?? ''} : {}),
      ...(row ? {address: hostAddressOf(row, context.node.address)} : {}),
    };
    return planExpose(copy.name, answers, withCopy(copy, source, start, base));
  });
  return {
    steps: [moved, ...plans].flatMap(plan => plan.steps),
    refusals: [moved, ...plans].flatMap(plan => plan.refusals),
    warnings: plans.flatMap(plan => plan.warnings),
    // of the clones nothing can be known before they are there
    assumptions: [...moved.assumptions, ...(wish === 'remap' ? plans.flatMap(portsFree) : [])],
    touches: [moved, ...plans].flatMap(plan => plan.touches).filter(touch => touch.kind !== 'guest'),
  };
}

function cannot(
  wish: string,
  rows: readonly StoredForward[],
  copies: readonly Copy[],
  source: Source,
): readonly Refusal[] {
  const say = (reason: string) => [refuse('unsupported', 'forwards', reason)];
  if (wish === 'move' && copies.length > 1)
    return say('Forwards can be moved to one clone only: clone once, or remap.');
  if (rows.some(row => row.hostPort === 0))
    return say(`${source.name} has every port of an address: withdraw that first, or set forwards=none.`);
  const kinds = new Set(rows.map(({inaddr, fromips}) => `${inaddr} ${fromips}`));
  return kinds.size > 1
    ? say(`${source.name} exposes to different sources or at different addresses: expose the clone afterwards.`)
    : [];
}

const portsFree = (plan: Plan): Plan['assumptions'] => plan.assumptions.filter(({id}) => id === 'port-free');

const takenPorts = ({ports}: CbsdContext): readonly string[] => [
  ...ports.map.map(({protocol, hostPort}) => `${protocol}/${hostPort}`),
  ...(ports.firewall.listeners ?? []).map(({protocol, port}) => `${protocol}/${port}`),
];

/** The next port that nobody has, noted as taken. */
function nextPort({protocol, hostPort}: StoredForward, taken: Set<string>): number {
  let port = hostPort + 1;
  while (taken.has(`${protocol}/${port}`)) port += 1;
  taken.add(`${protocol}/${port}`);
  return port;
}

/** The host without the source's forwards. */
const without = (name: string, context: CbsdContext): CbsdContext => ({
  ...context,
  ports: {
    ...context.ports,
    stored: context.ports.stored.filter(row => row.guest !== name),
    map: context.ports.map.filter(row => row.guest !== name),
    firewall: {
      ...context.ports.firewall,
      live: context.ports.firewall.live?.filter(rule => rule.owner !== name) ?? null,
      lines: context.ports.firewall.lines.filter(line => line.owner !== name),
    },
  },
});

/** The host with the clone on it, as the steps before will have left it. */
const withCopy = (copy: Copy, source: Source, start: boolean, context: CbsdContext): CbsdContext => ({
  ...context,
  guests: [
    ...context.guests,
    {
      name: copy.name,
      emulator: source.guest.emulator,
      state: start ? 'running' : 'stopped',
      addresses: copy.address.split(',').flatMap(member => bareAddress(member) ?? []),
      forwards: [],
    },
  ],
});
