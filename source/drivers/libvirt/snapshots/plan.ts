import {finish, refuse, valueIn, wrongAnswers} from '../../../model/draft.ts';
import type {Answers, Form} from '../../../model/form.ts';
import type {Check, Plan, Refusal} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {run} from '../../../model/step.ts';
import {nextFreeName} from '../../../text/names.ts';
import {ownDisks} from '../clone/source.ts';
import {domainInWords, type LibvirtContext} from '../context.ts';
import {always, basic, fieldsOf, plain} from '../forms/row.ts';
import type {Domain} from '../look/domains.ts';
import {patience, virsh} from '../plans/command.ts';
import {domainOf, operable, stateSeen} from '../plans/preflight.ts';
import {guestTouch} from '../plans/touches.ts';

const field = fieldsOf('snapshot');

type Act = {
  readonly title: (guest: string, name: string) => string;
  readonly says: (guest: string, name: string) => string;
  readonly words: (guest: string, name: string) => readonly string[];
  readonly check: (guest: string, name: string) => Check;
  readonly warnings: (domain: Domain) => readonly string[];
};

const isThere = (guest: string, name: string): Check => ({
  id: 'snapshot-there',
  target: guest,
  expect: {snapname: name},
  says: `${guest} has a snapshot ${name}`,
});

/**
 * Snapshots within the disk's own file, with the memory of a running guest (libvirt, 2.8). libvirt can neither go back to one
 * that is a file of its own nor remove it, so those stand behind quick clones only.
 */
const acts: Readonly<Record<string, Act>> = {
  'snapshot-create': {
    title: (guest, name) => `Take snapshot ${name} of ${guest}`,
    says: (guest, name) => `${guest} has a snapshot ${name}`,
    words: (guest, name) => ['snapshot-create-as', guest, name, '--atomic'],
    check: isThere,
    warnings: ({name, state}) => (state === 'running' ? [`${name} stands still while its memory is written.`] : []),
  },
  'snapshot-rollback': {
    title: (guest, name) => `Take ${guest} back to snapshot ${name}`,
    says: (guest, name) => `${guest} is as it was at ${name}`,
    words: (guest, name) => ['snapshot-revert', guest, name],
    check: (guest, name) => ({
      id: 'snapshot-current',
      target: guest,
      expect: {snapname: name},
      says: `${guest} goes on from ${name}`,
    }),
    warnings: ({name}) => [`What ${name} has written since is lost, and no undo brings it back.`],
  },
  'snapshot-remove': {
    title: (guest, name) => `Remove snapshot ${name} of ${guest}`,
    says: (guest, name) => `${guest} has no snapshot ${name}`,
    words: (guest, name) => ['snapshot-delete', guest, name],
    check: (guest, name) => ({...isThere(guest, name), id: 'snapshot-gone', says: `${guest} has no snapshot ${name}`}),
    warnings: ({name}) => [`There is no way back to that state of ${name} then.`],
  },
};

/** The name of a new snapshot, or which one is meant. */
export function snapshotForm(action: string) {
  return (target: string, context: LibvirtContext): Form<LibvirtContext> => {
    const taken = domainOf(target.split(',')[0] ?? '', context)?.snapshots ?? [];
    const isNew = action === 'snapshot-create';
    const title = {'snapshot-create': 'Take a snapshot', 'snapshot-rollback': 'Roll back to a snapshot'}[action];
    return {
      action,
      title: `${title ?? 'Remove a snapshot'}${target === '' ? '' : ` of ${target}`}`,
      groups: [{id: 'snapshot', title: 'Snapshot'}],
      fields: [
        isNew
          ? field('snapname', 'text', 'Name', 'What the snapshot is called.', {
              ...basic,
              initial: always(nextFreeName('s', new Set(taken)), 'next free'),
              refuse: value => nameProblem(value, taken),
            })
          : field('snapname', 'choice', 'Snapshot', 'Which one.', {
              ...basic,
              initial: always(taken.at(-1) ?? '', 'last'),
              allowed: () => plain(taken),
            }),
      ],
    };
  };
}

function nameProblem(value: string, taken: readonly string[]): string | null {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/.test(value))
    return 'A snapshot’s name is 1 to 63 letters, digits, _, . and -, and begins with a letter or a digit.';
  return taken.includes(value) ? `There is a snapshot ${value} already: choose another name.` : null;
}

export const planSnapshot =
  (action: string) =>
  (target: string, answers: Answers, context: LibvirtContext): Plan => {
    const act = acts[action];
    const draft = {action, target, title: `${action} ${target}`};
    const {domain, refusals} = operable(target, context);
    if (!domain || !act) return finish({...draft, refusals});
    const view = resolveForm(snapshotForm(action)(target, context), answers, context);
    const unfit = unfitFor(action, domain);
    const wrong = unfit.length > 0 ? unfit : wrongAnswers(view, '');
    if (wrong.length > 0) return finish({...draft, refusals: wrong});
    const name = valueIn(view)('snapname');
    const undo = action === 'snapshot-create' ? {undo: [virsh(['snapshot-delete', target, name], patience.start)]} : {};
    return finish({
      ...draft,
      title: act.title(target, name),
      steps: [
        run(act.title(target, name), virsh(act.words(target, name), patience.copy), {
          check: act.check(target, name),
          seconds: 5,
          ...undo,
        }),
      ],
      warnings: act.warnings(domain),
      assumptions: [stateSeen(domain)],
      touches: [guestTouch(target)],
      success: act.says(target, name),
    });
  };

function unfitFor(action: string, domain: Domain): readonly Refusal[] {
  const {name, state, snapshots} = domain;
  if (state !== 'running' && state !== 'stopped')
    return [refuse('wrong-state', null, `${domainInWords(domain)} is neither running nor stopped.`, name)];
  if (action !== 'snapshot-create' && snapshots.length === 0)
    return [refuse('missing', 'snapname', `${name} has no snapshots.`, name)];
  const raw = ownDisks(domain).find(({format}) => format !== 'qcow2');
  return raw
    ? [refuse('unsupported', null, `Disk ${raw.target} of ${name} is ${raw.format}, which holds no snapshots.`, name)]
    : [];
}
