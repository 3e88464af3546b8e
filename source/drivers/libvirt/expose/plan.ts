import {finish, refuse, valueIn, warningsOf, wrongAnswers} from '../../../model/draft.ts';
import type {Answers} from '../../../model/form.ts';
import type {Plan, Refusal} from '../../../model/plan.ts';
import {repairWords, setsOf} from '../../../model/port-fields.ts';
import {everyAddress} from '../../../model/ports.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {parsePorts, portName} from '../../../text/port-specs.ts';
import {parseSources} from '../../../text/sources.ts';
import {domainInWords, type LibvirtContext} from '../context.ts';
import type {Domain} from '../look/domains.ts';
import {operable, stateSeen, toolRefusals} from '../plans/preflight.ts';
import {firewallTouch, guestTouch, portTouch} from '../plans/touches.ts';
import {doorsSeen} from '../stale.ts';
import type {Door} from './doors.ts';
import {exposeForm} from './form.ts';
import {loadStep, notLasting, setUpSteps} from './set-up.ts';
import {doorKey, exposeSteps, inWords} from './steps.ts';

/** A file a door, then one load; a door stands whether its guest runs or not, for its address is reserved. */
export function planExpose(target: string, answers: Answers, context: LibvirtContext): Plan {
  const draft = {action: 'expose', target, title: `Expose ports of ${target}`};
  const {domain, refusals: inoperable} = operable(target, context);
  if (!domain) return finish({...draft, refusals: inoperable});
  const view = resolveForm(exposeForm, answers, context);
  const get = valueIn(view);
  if (get('ports').trim() === repairWords.stored) return planReload(draft, domain, context);
  const ports = parsePorts(get('ports'), setsOf(context));
  if ('kind' in ports && ports.kind === 'tooWide')
    return finish({...draft, refusals: [refuse('unsupported', 'ports', ports.reason)]});
  const sources = parseSources(get('from'));
  const wrong = wrongAnswers(view, 'set');
  if (wrong.length > 0 || 'kind' in ports || 'reason' in sources) return finish({...draft, refusals: wrong});
  const guestAddress = reservedAddress(domain, context);
  const unfit = [
    ...toolRefusals(['nft'], context),
    ...unreadable(context),
    ...(guestAddress === null ? [nowhere(domain)] : []),
  ];
  if (unfit.length > 0 || guestAddress === null) return finish({...draft, refusals: unfit});

  const wished = ports.specs.map(
    (spec): Door => ({...spec, hostAddress: get('address'), guestAddress, from: sources.sources, owner: target}),
  );
  const stored = new Set(context.doors.stored.map(doorKey));
  const doors = wished.filter(door => !stored.has(doorKey(door)));
  const there = wished.filter(door => stored.has(doorKey(door)));
  const [first] = doors;
  return finish({
    ...draft,
    title:
      first && doors.length === 1
        ? `Expose ${inWords(first)} of ${target}`
        : `Expose ${wished.length} ports of ${target}`,
    steps: doors.length === 0 ? [] : [...setUpSteps(context), ...exposeSteps(doors, target)],
    warnings: [
      ...ports.hints,
      ...warningsOf(view, []),
      ...there.map(door => `${inWords(door)} of ${target} is exposed already.`),
      ...(domain.state === 'running'
        ? []
        : [`${target} is ${domain.state}: the port is open and nobody answers until it starts.`]),
      ...closedNetwork(domain, context),
      ...notLasting(context),
    ],
    refusals: doors.flatMap(door => takenBy(door, context)),
    assumptions: [
      stateSeen(domain),
      doorsSeen(target, context),
      ...doors.map(door => ({
        id: 'port-free',
        target: `${door.protocol} ${door.hostAddress} ${door.hostPort}`,
        value: '',
      })),
    ],
    touches: [guestTouch(target, 'read'), firewallTouch, ...doors.map(door => portTouch(door.protocol, door.hostPort))],
    success: successOf(doors, target),
    next: doors.slice(0, 1).flatMap(door => tryIt(door, context)),
  });
}

/** The address that stays its own: what it only leased may be another guest's tomorrow. */
const reservedAddress = ({nics}: Domain, {networks}: LibvirtContext): string | null =>
  networks.flatMap(({reservations}) => reservations).find(each => nics.some(({mac}) => mac === each.mac))?.address ??
  null;

const nowhere = (domain: Domain): Refusal =>
  refuse(
    'missing',
    null,
    `No address is reserved for ${domain.name}, so there is nowhere to lead a port to.`,
    domain.name,
  );

const unreadable = ({doors}: LibvirtContext): readonly Refusal[] =>
  doors.live === null
    ? [refuse('unreadable', null, 'The firewall cannot be read, so nothing could be said of what came of it.')]
    : [];

/** A network of libvirt's with NAT rejects every new connection from outside, and no other table can let it in (libvirt, 2.9). */
const closedNetwork = ({nics}: Domain, {networks}: LibvirtContext): readonly string[] =>
  networks
    .filter(({name, mode}) => nics.some(({network}) => network === name) && ['nat', 'isolated'].includes(mode))
    .map(
      ({name, mode}) =>
        `Network ${name} is ${mode}: libvirt’s own rules reject connections from other machines, whatever leads there. One with <forward mode='open'/> does not.`,
    );

function takenBy(door: Door, {doors, domains, host}: LibvirtContext): readonly Refusal[] {
  const name = portName(door);
  const meets = (address: string) =>
    [address, door.hostAddress].includes(everyAddress) || address === '*' || address === door.hostAddress;
  const rivals = doors.stored.filter(
    each => each.protocol === door.protocol && each.hostPort === door.hostPort && meets(each.hostAddress),
  );
  const programs = (host.listeners ?? []).filter(
    each => each.protocol === door.protocol && each.port === door.hostPort && meets(each.address),
  );
  return [
    ...rivals.map(rival => {
      const owner = domains.find(domain => domain.name === rival.owner);
      const who = owner ? domainInWords(owner) : rival.owner;
      const why =
        rival.owner === door.owner ? `${who} has it, as ${inWords(rival)}: withdraw that first.` : `${who} has it.`;
      return refuse('port-in-use', 'ports', `${name} is taken: ${why}`, rival.owner);
    }),
    ...programs.slice(0, 1).map(({program, address}) => {
      const way =
        address === '*' || door.hostAddress !== everyAddress
          ? ''
          : ` at ${address}: choose one other address of the host (address)`;
      const why =
        program === 'sshd' ? 'a forward there would lock its operators out' : 'a forward would take its connections';
      return refuse(
        'port-in-use',
        'ports',
        `${name} is taken: ${program} of this host listens there${way}; ${why}.`,
        program,
      );
    }),
  ];
}

/** Everything that is stored, loaded again: after a flush of all rules by somebody else, for one. */
function planReload(draft: Pick<Plan, 'action' | 'target' | 'title'>, domain: Domain, context: LibvirtContext): Plan {
  const own = context.doors.stored.filter(({owner}) => owner === domain.name);
  const refusals = own.length === 0 ? [refuse('missing', 'ports', `${domain.name} exposes nothing.`)] : [];
  return finish({
    ...draft,
    title: `Load the stored forwards of ${domain.name} again`,
    steps:
      refusals.length > 0
        ? []
        : [loadStep({there: own.map(doorKey).join('; ')}, 'every stored door is live', domain.name)],
    refusals: [...refusals, ...toolRefusals(['nft'], context)],
    assumptions: [doorsSeen(domain.name, context)],
    touches: [guestTouch(domain.name, 'read'), firewallTouch],
    success: `${domain.name}: its forwards are stored and live`,
  });
}

const successOf = (doors: readonly Door[], target: string): string => {
  const [first] = doors;
  if (!first) return `${target}: its forwards are stored and live`;
  return doors.length === 1
    ? `${first.hostAddress}:${first.hostPort}/${first.protocol} → ${target}:${first.guestPort} is stored and live`
    : `${doors.length} ports of ${target} are stored and live`;
};

const tryIt = ({protocol, hostPort, hostAddress}: Door, {host}: LibvirtContext): Plan['next'] =>
  protocol === 'tcp'
    ? [
        {
          kind: 'copy',
          title: 'Try it, from another machine',
          text: `nc -zv ${hostAddress === everyAddress ? host.name : hostAddress} ${hostPort}`,
        },
      ]
    : [];
