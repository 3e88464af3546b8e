import type {Answers, FormView} from '../../../model/form.ts';
import type {Plan, Refusal, Step} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {inNetwork} from '../../../text/address.ts';
import {namesIn} from '../../../text/names.ts';
import {type CbsdContext, guestInWords} from '../context.ts';
import {finish, given, refuse, valueIn, warningsOf, wrongAnswers} from '../plans/finish.ts';
import {
  addressesFree,
  addressRefusals,
  nameFree,
  nameRefusal,
  placeRefusals,
  spaceRefusal,
} from '../plans/preflight.ts';
import {lacks, operable, startStep, stopStep} from '../plans/start.ts';
import {type Copy, copiesOf} from './copies.ts';
import {cloneForm} from './form.ts';
import {type Choices, checklist} from './identity.ts';
import {insideSteps} from './inside.ts';
import {cloneNext, cloneSuccess, cloneTitle} from './sentences.ts';
import {type Source, sourceOf} from './source.ts';
import {backStep, closeStep, copyStep, passwordSteps, seedSteps, settleStep, snapshotsOf} from './steps.ts';
import {touchesOf} from './touches.ts';

/** One guest as one or several others: copied, closed, settled, looked at, and only then started. Pure. */
export function planClone(target: string, answers: Answers, context: CbsdContext): Plan {
  const draft = {action: 'clone', target: (namesIn(answers.new ?? '') ?? []).join(','), title: `Clone ${target}`};
  const {guest, family, refusals: inoperable} = operable(target, context);
  if (!guest || !family) return finish({...draft, refusals: inoperable});
  const source = sourceOf(guest, context);
  const form = cloneForm(target, context);
  if ('reason' in form) return finish({...draft, refusals: [form]});
  const view = resolveForm(form, answers, context);
  const get = valueIn(view);
  const named = {...draft, target: (namesIn(get('new')) ?? []).join(',')};
  const wrong = [...placeRefusals(context), ...wrongAnswers(view, 'new')];
  if (wrong.length > 0) return finish({...named, refusals: wrong});

  const {copies, refusals} = copiesOf(get, source, context);
  const start = get('start') === '1';
  const choices: Choices = {inside: get('inside'), forwards: get('forwards'), autostart: get('astart')};
  const stopped = source.running && get('running') === 'stop';
  return finish({
    ...named,
    title: cloneTitle(source, copies, start),
    steps: [
      ...(stopped ? [stopStep(target, family)] : []),
      ...copies.flatMap(copy => copySteps(copy, source, choices, view, context)),
      ...(stopped ? [backStep(source)] : []),
      ...copies.flatMap(copy => startSteps(copy, source, choices, start)),
    ],
    warnings: [
      ...checklist(source, choices),
      ...warningsOf(view, ['new', 'ip4_addr', 'inside']),
      ...(choices.inside === 'keep'
        ? view.fields.flatMap(each => (each.id === 'inside' ? (each.warning ?? []) : []))
        : []),
      ...runningInWords(source, get('running')),
      ...otherNetwork(source, copies),
      ...dependsOn(source),
      ...(start || !source.vm || context.missing.length === 0 ? [] : [lacks(context).reason]),
    ],
    refusals: [
      ...refusals,
      ...copies.flatMap(copy => taken(copy.name, context)),
      ...copies.flatMap(copy => addressRefusals('ip4_addr', copy.address.split(','), context)),
      ...addressesMissing(source, copies),
      ...wrongState(source, get('running')),
      ...copyable(source, copies.length, context),
      ...(start && source.vm && context.missing.length > 0 ? [lacks(context)] : []),
    ],
    assumptions: [
      {id: 'guest-state', target, value: guest.state},
      ...copies.flatMap(copy => [
        nameFree(copy.name),
        ...addressesFree(copy.address.split(',')),
        {id: 'path-free', target: `jails-data/${copy.name}-data`, value: ''},
        ...snapshotsOf(source, copy.name).map(snapshot => ({id: 'path-free', target: snapshot, value: ''})),
      ]),
    ],
    touches: touchesOf(source, copies, stopped),
    success: cloneSuccess(source, copies, start),
    next: cloneNext(source, copies, start),
  });
}

const copySteps = (
  copy: Copy,
  source: Source,
  choices: Choices,
  view: FormView,
  context: CbsdContext,
): readonly Step[] => {
  const away = source.running && valueIn(view)('running') === 'stop';
  return [
    copyStep(copy, source, source.running && !away, context),
    ...(source.forwards.length > 0 ? [closeStep(copy, source, context)] : []),
    ...seedSteps(copy, source, context),
    ...passwordSteps(copy, source, given(view, 'vnc_password'), context),
    settleStep(copy, source, choices, away ? null : rulesOf(source)),
  ];
};

/** A jail that is to be changed inside has to run for that, whether it is wanted running or not. */
function startSteps(copy: Copy, source: Source, {inside}: Choices, start: boolean): readonly Step[] {
  const change = source.inside === 'jail' && inside === 'new';
  if (!start && !change) return [];
  return [startStep(copy.name, source.vm ? 'vm' : 'jail'), ...(change ? insideSteps(copy, source, start) : [])];
}

/** The source's own forwards that are live now: afterwards they must be so still. */
const rulesOf = ({forwards}: Source): string =>
  forwards
    .filter(forward => forward.live)
    .map(
      ({protocol, hostAddress, hostPort, guestAddress, guestPort}) =>
        `${protocol} ${hostAddress}:${hostPort} ${guestAddress}:${guestPort}`,
    )
    .join(', ');

const taken = (name: string, context: CbsdContext): readonly Refusal[] =>
  nameRefusal(name, context).map(refusal => ({...refusal, field: 'new'}));

function wrongState(source: Source, running: string): readonly Refusal[] {
  const {guest, name} = source;
  if (guest.state === 'stopped') return [];
  if (guest.state !== 'running')
    return [refuse('wrong-state', null, `${guestInWords(guest)} cannot be copied as it is.`, name)];
  const ways = source.dataset ? 'set running=snapshot or running=stop' : 'stop it first, or set running=stop';
  return running === 'refuse' ? [refuse('wrong-state', 'running', `${name} runs: ${ways}.`, name)] : [];
}

/** Without rsync and without ZFS CBSD says "ok" and copies nothing (cbsd-observed, trap 9). */
function copyable(source: Source, count: number, context: CbsdContext): readonly Refusal[] {
  if (source.dataset) return [];
  return [
    ...(context.copies?.rsync === false
      ? [refuse('missing', null, 'CBSD copies by rsync, which this node lacks: pkg install rsync.')]
      : []),
    ...spaceRefusal(null, (source.bytes ?? 0) * count, count === 1 ? 'The clone' : 'The clones', context),
  ];
}

/** Every static address of a seed needs one that takes its place. */
const addressesMissing = (source: Source, copies: readonly Copy[]): readonly Refusal[] =>
  source.inside === 'cloud-init' && copies.some(copy => copy.moved.size < source.guest.addresses.length)
    ? [
        refuse(
          'invalid',
          'ip4_addr',
          `${source.name} has the addresses ${source.guest.addresses.join(', ')}: write one for each, or DHCP.`,
        ),
      ]
    : [];

function runningInWords(source: Source, running: string): readonly string[] {
  if (!source.running) return [];
  if (running === 'stop') return [`${source.name} is stopped, copied and started again: its users lose it meanwhile.`];
  if (running !== 'snapshot') return [];
  return [
    `${source.name} runs: the clone begins as after a power cut at the moment of the snapshot${
      source.vm ? ', and several disks are not one moment' : ''
    }.`,
  ];
}

function otherNetwork(source: Source, copies: readonly Copy[]): readonly string[] {
  const odd = copies.flatMap(({moved}) =>
    [...moved].flatMap(([old, fresh]) => (inNetwork(fresh, `${old}/24`) || fresh.includes(':') ? [] : [fresh])),
  );
  return source.inside === 'cloud-init' && odd.length > 0
    ? [`${odd.join(', ')}: in another network than ${source.name}, and the gateway in its cloud-init seed stays.`]
    : [];
}

const dependsOn = ({dataset, name}: Source): readonly string[] =>
  dataset
    ? [`The clone shares ${name}’s blocks: ${dataset.name} cannot be destroyed before the clone is promoted.`]
    : [];
