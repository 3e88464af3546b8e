import type {Command} from '../../../model/command.ts';
import type {Answers} from '../../../model/form.ts';
import type {Assumption, Plan, Step} from '../../../model/plan.ts';
import {repairWords, setsOf} from '../../../model/port-fields.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {parsePorts, specText} from '../../../text/port-specs.ts';
import {parseSources} from '../../../text/sources.ts';
import type {CbsdContext, CbsdGuest} from '../context.ts';
import {finish, refuse, valueIn, warningsOf, wrongAnswers} from '../plans/finish.ts';
import {operable} from '../plans/start.ts';
import {firewallTouch, guestTouch, portTouch} from '../plans/touches.ts';
import {type About, forwardsCheck} from './check.ts';
import {type Choice, chooseRows} from './choose.ts';
import {afterAdd} from './foresee.ts';
import {exposeForm} from './form.ts';
import type {RuleLine} from './lines.ts';
import {doorOfOperator} from './own-way.ts';
import {foreignRefusals, forwardsSeen, ownersOf, placeOf} from './place.ts';
import {guestRefusals, natRefusals, takenBy, vanishing} from './preflight.ts';
import {planRepair} from './repair.ts';
import {claimOf, liveOf, settleSteps} from './settle.ts';
import {addStep, applyStep, inWords} from './steps.ts';
import {hostAddressOf, rowText, type StoredForward} from './stored.ts';

/** A rule a step, each stored and live before the next begins; of a stopped guest stored, and nothing live at the end. */
export function planExpose(target: string, answers: Answers, context: CbsdContext): Plan {
  const draft = {action: 'expose', target, title: `Expose ports of ${target}`};
  const {guest, refusals: inoperable} = operable(target, context);
  if (!guest || inoperable.length > 0) return finish({...draft, refusals: inoperable});
  const view = resolveForm(exposeForm, answers, context);
  const get = valueIn(view);
  if (get('ports').trim() === repairWords.stored)
    return planRepair('expose', target, get('replace_rules') === '1', context);
  const ports = parsePorts(get('ports'), setsOf(context));
  if ('kind' in ports && ports.kind === 'tooWide')
    return finish({...draft, refusals: [refuse('unsupported', 'ports', ports.reason)]});
  const sources = parseSources(get('from'));
  const wrong = wrongAnswers(view, 'set');
  if (wrong.length > 0 || 'kind' in ports || 'reason' in sources) return finish({...draft, refusals: wrong});
  const unfit = [...natRefusals(context), ...guestRefusals(guest)];
  if (unfit.length > 0) return finish({...draft, refusals: unfit});

  const inaddr = get('address') === context.node.address ? '0' : get('address');
  const own = context.ports.stored.filter(row => row.guest === target);
  const choice = chooseRows({guest: target, specs: ports.specs, from: sources.sources, inaddr}, own, context);
  const dead = deadOnes(choice, guest, context);
  const title = titleOf(choice, target, context);
  return finish({
    ...draft,
    title,
    steps: [...exposeSteps(choice.rows, own, guest, context, dead.length > 0)],
    warnings: [
      ...ports.hints,
      ...warningsOf(view, ['replace_rules']),
      ...choice.there.filter(row => !dead.includes(row)).map(row => `${inWords(row)} of ${target} is exposed already.`),
      ...(guest.state === 'stopped' ? [`${target} is stopped: what is stored becomes live when it starts.`] : []),
      ...(get('replace_rules') === '1' && vanishing(context).rules.length > 0
        ? [`${vanishing(context).says}. They go.`]
        : []),
    ],
    refusals: [
      ...choice.refusals,
      ...choice.rows.flatMap(row => [...takenBy(row, context), ...doorOfOperator(row, context)]),
      ...foreignRefusals(get('replace_rules') === '1', context),
    ],
    assumptions: assumptionsOf(guest, own, choice.rows, context),
    touches: [guestTouch(target), firewallTouch, ...choice.rows.map(row => portTouch(row.protocol, row.hostPort))],
    success: successOf(choice.rows, guest, context),
    next: choice.rows.slice(0, 1).flatMap(row => tryIt(row, guest, context)),
  });
}

/** The rows one after the other; pfrdr.conf is followed along, so that each claim is what CBSD's way really gives. */
function exposeSteps(
  rows: readonly StoredForward[],
  own: readonly StoredForward[],
  guest: CbsdGuest,
  context: CbsdContext,
  reload: boolean,
): readonly Step[] {
  const place = placeOf(guest, context);
  const running = guest.state === 'running';
  let lines = context.ports.firewall.lines;
  const steps: Step[] = [];
  const claimed = (stored: readonly StoredForward[], says: string, about?: About) =>
    forwardsCheck(guest.name, claimOf(guest.name, stored, running ? lines : null, context), says, about);
  if (reload) {
    lines = own.reduce((now, row) => afterAdd(now, row, place), lines);
    steps.push(applyStep(guest.name, claimed(own, `every stored forward of ${guest.name} is live`)));
  }
  for (const [index, row] of rows.entries()) {
    const before: readonly RuleLine[] = lines;
    lines = afterAdd(lines, row, place);
    const stored = [...own, ...rows.slice(0, index + 1)];
    const says = `${inWords(row)} is stored${running ? ' and live' : ''}, everything else as before`;
    const settle = index === 0 && !running ? settleUndone(guest, own, context) : [];
    const about = {
      row: rowText(row),
      made: true,
      ...(settle.length > 0 && {still: liveOf(before, ownersOf(guest.name, context))}),
    };
    steps.push(addStep(row, claimed(stored, says, about), before, settle));
  }
  if (rows.length > 0 && !running) steps.push(...settleSteps(guest.name, [...own, ...rows], lines, context));
  return steps;
}

/** `mode=delete` makes every row that is left live (cbsd-ops 2.1): the last one undone takes a stopped guest's out again. */
function settleUndone(guest: CbsdGuest, own: readonly StoredForward[], context: CbsdContext): readonly Command[] {
  const lines = own.reduce((now, row) => afterAdd(now, row, placeOf(guest, context)), context.ports.firewall.lines);
  return settleSteps(guest.name, own, lines, context).flatMap(({command}) => command ?? []);
}

/** Stored as wished, of a guest that runs, and not live. */
const deadOnes = (choice: Choice, guest: CbsdGuest, context: CbsdContext): readonly StoredForward[] =>
  guest.state !== 'running'
    ? []
    : choice.there.filter(row =>
        context.ports.map.some(
          each => each.guest === guest.name && each.live === false && specText(each) === specText(row),
        ),
      );

function assumptionsOf(
  guest: CbsdGuest,
  own: readonly StoredForward[],
  rows: readonly StoredForward[],
  {node}: CbsdContext,
): readonly Assumption[] {
  return [
    {id: 'guest-state', target: guest.name, value: guest.state},
    ...rows.map(row => ({
      id: 'port-free',
      target: `${row.protocol} ${hostAddressOf(row, node.address)} ${row.hostPort}`,
      value: '',
    })),
    forwardsSeen(guest.name, own),
  ];
}

const titleOf = ({rows, there}: Choice, target: string, context: CbsdContext): string => {
  const [first, ...more] = [...rows, ...there];
  if (!first) return `Expose ports of ${target}`;
  const address = hostAddressOf(first, context.node.address);
  return more.length === 0
    ? `Expose ${inWords(first)} of ${target} at ${address}`
    : `Expose ${more.length + 1} ports of ${target} at ${address}`;
};

function successOf(rows: readonly StoredForward[], guest: CbsdGuest, context: CbsdContext): string {
  const [first, ...more] = rows;
  if (!first) return `${guest.name}: its forwards are stored and live`;
  const what =
    more.length === 0
      ? `${hostAddressOf(first, context.node.address)}:${first.hostPort}/${first.protocol} → ${guest.name}:${first.guestPort} is`
      : `${rows.length} ports of ${guest.name} are`;
  return guest.state === 'running'
    ? `${what} stored and live`
    : `${what} stored, not live: ${guest.name} is stopped, and its start makes ${more.length === 0 ? 'it' : 'them'} live`;
}

/** A host's own connection does not pass its redirections. */
const tryIt = (row: StoredForward, guest: CbsdGuest, context: CbsdContext): Plan['next'] =>
  guest.state === 'running' && row.protocol === 'tcp'
    ? [
        {
          kind: 'copy',
          title: 'Try it, from another machine',
          text: `nc -zv ${hostAddressOf(row, context.node.address)} ${row.hostPort}`,
        },
      ]
    : [{kind: 'action', title: `Start ${guest.name}`, action: 'start', target: guest.name} as const].filter(
        () => guest.state === 'stopped',
      );
