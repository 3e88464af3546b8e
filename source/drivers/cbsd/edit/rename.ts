import type {Answers, Form} from '../../../model/form.ts';
import {jname} from '../../../model/kinds/value.ts';
import type {Plan} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import type {CbsdContext} from '../context.ts';
import {settleSteps} from '../expose/settle.ts';
import {always, tableOf} from '../forms/row.ts';
import {nameTaken} from '../forms/shared.ts';
import {cbsd, patience, run} from '../plans/command.ts';
import {finish, refuse, valueIn, wrongAnswers} from '../plans/finish.ts';
import {nameFree, nameRefusal, placeRefusals} from '../plans/preflight.ts';
import {operable, wrongState} from '../plans/start.ts';
import {firewallTouches, guestTouch, nameTouch, registrationTouch} from '../plans/touches.ts';

const {field} = tableOf('rename', () => undefined);

export const renameForm = (target: string): Form<CbsdContext> => ({
  action: 'rename',
  title: target === '' ? 'Rename a guest' : `Rename ${target}`,
  groups: [{id: 'rename', title: 'Rename'}],
  fields: [
    field('new', 'text', 'New name', '', 'Letters, digits and _; its host name stays as it is.', {
      ...{speed: 'basic', required: true},
      initial: always('', ''),
      refuse: value => jname(value),
      warn: (value, _, context) => nameTaken(value, context),
    }),
  ],
});

/** Only a stopped guest: the firewall keeps rules by the old name for ever (cbsd-observed, trap 6), so none may be live. */
export function planRename(target: string, answers: Answers, context: CbsdContext): Plan {
  const draft = {action: 'rename', target, title: `Rename ${target}`};
  const {guest, family, refusals} = operable(target, context);
  if (!guest || !family) return finish({...draft, refusals});
  const view = resolveForm(renameForm(target), answers, context);
  const wrong = [...placeRefusals(context), ...wrongAnswers(view, '')];
  if (wrong.length > 0) return finish({...draft, refusals: wrong});
  const fresh = valueIn(view)('new');
  const command = (from: string, to: string) =>
    cbsd([family === 'vm' ? 'brename' : 'jrename', `old=${from}`, `new=${to}`], patience.stop);
  const rows = context.ports.stored.filter(row => row.guest === target);
  return finish({
    ...draft,
    title: `Rename ${target} to ${fresh}`,
    steps: [
      ...settleSteps(target, rows, context.ports.firewall.lines, context),
      run(`Rename ${target} to ${fresh}`, command(target, fresh), {
        check: {
          id: 'guest-renamed',
          target: fresh,
          expect: {old: target, emulator: guest.emulator},
          says: `${fresh} is in the database with its folders, and nothing is left of ${target}`,
        },
        undo: [command(fresh, target)],
        residue: [`${target}, perhaps with a part under the name ${fresh}: look at cbsd jls and cbsd bls`],
        seconds: 15,
      }),
    ],
    warnings: [
      ...(rows.length === 0 ? [] : [forwardsGo(rows.length)]),
      `Hooks, files inside it and other guests that name ${target} are not changed.`,
    ],
    refusals: [
      ...(guest.state === 'running'
        ? [refuse('wrong-state', null, `${target} runs: stop it first.`, target)]
        : wrongState(guest, 'stopped')),
      ...nameRefusal(fresh, context).map(each => ({...each, field: 'new'})),
    ],
    assumptions: [
      {id: 'guest-state', target, value: guest.state},
      nameFree(fresh),
      ...['jails-data/NAME-data', 'jails-system/NAME'].map(path => ({
        id: 'path-free',
        target: path.replace('NAME', fresh),
        value: fresh,
      })),
    ],
    touches: [
      guestTouch(target),
      guestTouch(fresh),
      nameTouch(fresh),
      registrationTouch(family, 'remove'),
      ...firewallTouches(guest),
    ],
    success: `${target} is ${fresh} now`,
    next: [{kind: 'action', title: `Start ${fresh}`, action: 'start', target: fresh}],
  });
}

const forwardsGo = (count: number): string =>
  count === 1
    ? 'Its forward goes with it, and is live again from its next start.'
    : `Its ${count} forwards go with it, and are live again from its next start.`;
