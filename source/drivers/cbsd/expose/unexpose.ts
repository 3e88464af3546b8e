import type {Answers} from '../../../model/form.ts';
import type {Plan, Refusal, Step} from '../../../model/plan.ts';
import {repairWords, setsOf} from '../../../model/port-fields.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {type PortSpec, parsePorts, portName} from '../../../text/port-specs.ts';
import {normalSources} from '../../../text/sources.ts';
import type {CbsdContext, CbsdGuest} from '../context.ts';
import {finish, given, refuse, valueIn, wrongAnswers} from '../plans/finish.ts';
import {operable} from '../plans/start.ts';
import {firewallTouch, guestTouch, portTouch} from '../plans/touches.ts';
import {forwardsCheck} from './check.ts';
import {afterDelete} from './foresee.ts';
import {unexposeForm} from './form.ts';
import {wayThrough} from './own-way.ts';
import {foreignRefusals, forwardsSeen, placeOf} from './place.ts';
import {natRefusals} from './preflight.ts';
import {planRepair} from './repair.ts';
import {claimOf, liveOf, settleSteps} from './settle.ts';
import {deletedMark, deleteStep, inWords} from './steps.ts';
import {hostAddressOf, rowText, type StoredForward} from './stored.ts';

/** A row a step, by the values that it is stored with. CBSD loads what is left again; of a stopped guest nothing stays live. */
export function planUnexpose(target: string, answers: Answers, context: CbsdContext): Plan {
  const draft = {action: 'unexpose', target, title: `Withdraw ports of ${target}`};
  const view = resolveForm(unexposeForm, answers, context);
  const get = valueIn(view);
  const accepted = get('replace_rules') === '1';
  if (get('ports').trim() === repairWords.leftOver) return planRepair('unexpose', target, accepted, context);
  const {guest, refusals: inoperable} = operable(target, context);
  if (!guest || inoperable.length > 0) return finish({...draft, refusals: inoperable});
  const wrong = wrongAnswers(view, 'set');
  const ports = get('ports').trim() === 'all' ? null : parsePorts(get('ports'), setsOf(context));
  if (ports && 'kind' in ports && ports.kind === 'tooWide')
    return finish({...draft, refusals: [refuse('unsupported', 'ports', ports.reason)]});
  if (wrong.length > 0 || (ports && 'kind' in ports)) return finish({...draft, refusals: wrong});

  const own = context.ports.stored.filter(row => row.guest === target);
  const asked = own
    .filter(row => !given(view, 'from') || sourcesOf(row) === normalSources(get('from')).join(','))
    .filter(row => !given(view, 'address') || hostAddressOf(row, context.node.address) === get('address'));
  const rows = distinct(ports ? asked.filter(row => ports.specs.some(spec => isMeant(row, spec))) : asked);
  const [only, ...others] = rows;
  return finish({
    ...draft,
    title:
      only && others.length === 0
        ? `Withdraw ${inWords(only)} of ${target}`
        : `Withdraw ${rows.length} ports of ${target}`,
    steps: withdrawSteps(rows, own, guest, context),
    warnings: staysDead(rows, own, guest, context),
    refusals: [
      ...(context.node.nat === '' ? [] : natRefusals(context)),
      ...(ports ? ports.specs.filter(spec => !asked.some(row => isMeant(row, spec))) : []).map(spec =>
        unknown(spec, own, target),
      ),
      ...(ports === null && rows.length === 0 ? [refuse('missing', 'ports', `${target} exposes nothing.`)] : []),
      ...rows.flatMap(unreachable),
      ...wayThrough(rows, context),
      ...foreignRefusals(accepted, context),
    ],
    assumptions: [{id: 'guest-state', target, value: guest.state}, forwardsSeen(target, own)],
    touches: [guestTouch(target), firewallTouch, ...rows.map(row => portTouch(row.protocol, row.hostPort))],
    success:
      only && others.length === 0
        ? `${inWords(only)} of ${target} is neither stored nor live`
        : `${rows.length} ports of ${target} are neither stored nor live`,
    next: [{kind: 'action', title: `Expose a port of ${target}`, action: 'expose', target}],
  });
}

function withdrawSteps(
  rows: readonly StoredForward[],
  own: readonly StoredForward[],
  guest: CbsdGuest,
  context: CbsdContext,
): readonly Step[] {
  const place = placeOf(guest, context);
  const follows = guest.state === 'running' && context.node.nat === 'pf';
  let lines = context.ports.firewall.lines;
  let left = own;
  const steps = rows.map(row => {
    const mark = deletedMark(row, lines);
    const before = lines;
    left = left.filter(each => rowText(each) !== rowText(row));
    lines = afterDelete(lines, {mark, left}, place);
    const claim = claimOf(guest.name, left, follows ? lines : null, context);
    const gone = `${inWords(row)} is no longer stored${follows ? ' nor live' : ''}, everything else as before`;
    return deleteStep(row, forwardsCheck(guest.name, claim, gone, {row: rowText(row), made: false}), before);
  });
  return guest.state === 'running' || steps.length === 0
    ? steps
    : [...steps, ...settleSteps(guest.name, left, lines, context)];
}

/** Rows that one mark stands for: CBSD keeps one of them live. */
function staysDead(
  rows: readonly StoredForward[],
  own: readonly StoredForward[],
  guest: CbsdGuest,
  context: CbsdContext,
): readonly string[] {
  if (guest.state !== 'running') return [];
  const left = own.filter(row => !rows.some(each => rowText(each) === rowText(row)));
  const place = placeOf(guest, context);
  const mark = '';
  const live = liveOf(afterDelete([], {mark, left}, place), [guest.name]);
  return left
    .filter(
      row =>
        !live.some(each =>
          each.includes(`${row.protocol} ${hostAddressOf(row, context.node.address)}:${row.hostPort} `),
        ),
    )
    .map(
      row => `${inWords(row)} of ${guest.name} stays stored and not live: another one takes its place in the firewall.`,
    );
}

const isMeant = (row: StoredForward, {protocol, hostPort, guestPort}: PortSpec): boolean =>
  row.protocol === protocol && row.hostPort === hostPort && (guestPort === hostPort || guestPort === row.guestPort);

const distinct = (rows: readonly StoredForward[]): readonly StoredForward[] => [
  ...new Map(rows.map(row => [rowText(row), row] as const)).values(),
];

const sourcesOf = ({fromips}: StoredForward): string => normalSources(fromips ?? '').join(',');

function unknown(spec: PortSpec, own: readonly StoredForward[], target: string): Refusal {
  const has = own.length === 0 ? 'nothing' : own.map(inWords).join(', ');
  return refuse('missing', 'ports', `${target} does not expose ${portName(spec)}; it exposes ${has}.`);
}

/** An empty value cannot be told to CBSD: it would take its default and find nothing. */
const unreachable = (row: StoredForward): readonly Refusal[] =>
  row.fromips === ''
    ? [refuse('unsupported', 'ports', `${inWords(row)} is stored without sources, and CBSD’s delete cannot name that.`)]
    : [];
