import type {Answers, FormView} from '../../../model/form.ts';
import type {Plan, Step} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {namesIn} from '../../../text/names.ts';
import type {CbsdContext} from '../context.ts';
import {finish, given, valueIn, wrongAnswers} from '../plans/finish.ts';
import {addressesFree, nameFree, placeRefusals} from '../plans/preflight.ts';
import {operable, stopStep} from '../plans/start.ts';
import {type Copy, copiesOf} from './copies.ts';
import {cloneForm} from './form.ts';
import {forwardsPart} from './forwards.ts';
import type {Choices} from './identity.ts';
import {cloneRefusals} from './refusals.ts';
import {cloneNext, cloneSuccess, cloneTitle} from './sentences.ts';
import {type Source, sourceOf} from './source.ts';
import {copyStep, snapshotsOf} from './steps/copy.ts';
import {seedSteps} from './steps/seed.ts';
import {closeStep, passwordSteps, settleStep} from './steps/settle.ts';
import {backStep, insideSteps, startCloneStep} from './steps/start.ts';
import {inLane, sideBySide, touchesOf} from './touches.ts';
import {cloneWarnings} from './warnings.ts';

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
  const laned = sideBySide(source, copies) ? inLane : (_: Copy, steps: readonly Step[]) => steps;
  const doors = forwardsPart(choices.forwards, source, copies, start, context);
  return finish({
    ...named,
    title: cloneTitle(source, copies, start),
    steps: [
      ...(stopped ? [stopStep(target, family)] : []),
      ...copies.flatMap(copy => laned(copy, copySteps(copy, source, choices, view, context))),
      ...(stopped ? [backStep(source)] : []),
      ...copies.flatMap(copy => laned(copy, startSteps(copy, source, choices, start))),
      ...doors.steps,
    ],
    warnings: [...cloneWarnings(view, source, copies, choices, context), ...doors.warnings],
    refusals: [...refusals, ...cloneRefusals(view, source, copies, context), ...doors.refusals],
    assumptions: [
      {id: 'guest-state', target, value: guest.state},
      ...copies.flatMap(copy => [
        nameFree(copy.name),
        ...addressesFree(copy.address.split(',')),
        {id: 'path-free', target: `jails-data/${copy.name}-data`, value: copy.name},
        ...snapshotsOf(source, copy.name).map(snapshot => ({id: 'path-free', target: snapshot, value: copy.name})),
      ]),
      ...doors.assumptions,
    ],
    touches: [...touchesOf(source, copies, stopped, choices.forwards === 'move'), ...doors.touches],
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
    settleStep(copy, source, choices, away ? '' : rulesOf(source)),
  ];
};

/** A jail that is to be changed inside has to run for that, whether it is wanted running or not. */
function startSteps(copy: Copy, source: Source, {inside}: Choices, start: boolean): readonly Step[] {
  const change = source.inside === 'jail' && inside === 'new';
  if (!start && !change) return [];
  const rules = rulesOf(source);
  return [startCloneStep(copy, source, rules), ...(change ? insideSteps(copy, source, start, rules) : [])];
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
