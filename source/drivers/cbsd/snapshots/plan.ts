import type {Answers, Form} from '../../../model/form.ts';
import type {Check, Plan, Refusal} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {type CbsdContext, type CbsdGuest, type Family, guestInWords} from '../context.ts';
import {cbsd, patience, run} from '../plans/command.ts';
import {finish, refuse, valueIn, wrongAnswers} from '../plans/finish.ts';
import {operable, wrongState} from '../plans/start.ts';
import {guestTouch} from '../plans/touches.ts';
import {chooseForm, createForm, newerInWords} from './form.ts';
import {hangingOn, newerThan, type Place, placeOf, snapshotsSeen} from './place.ts';

export const rollbackForm = chooseForm('snapshot-rollback', 'Roll back to a snapshot', newerInWords);
export const removeForm = chooseForm('snapshot-remove', 'Remove a snapshot', () => '');

/** A form that asks which snapshot; where there is none to choose, the reason. */
export const ofThoseThere =
  (form: typeof rollbackForm) =>
  (target: string, context: CbsdContext): Form<CbsdContext> | Refusal => {
    const {guest, family} = operable(target, context);
    if (!guest || !family) return form(target, context);
    const place = placeOf(guest, context);
    if (!place) return noZfs(target, family, context);
    return place.snapshots.length === 0 ? none(target) : form(target, context);
  };

type Ground = {
  readonly name: string;
  readonly guest: CbsdGuest;
  readonly family: Family;
  readonly place: Place;
  readonly snapname: string;
};

/** A snapshot of a guest as it is now; what runs in it is not asked to hold still. */
export const planSnapshot = (target: string, answers: Answers, context: CbsdContext): Plan =>
  planned(
    'snapshot-create',
    `Take a snapshot of ${target}`,
    target,
    answers,
    createForm(target, context),
    context,
    ground => {
      const {name, guest, place, snapname, family} = ground;
      return {
        title: `Take the snapshot ${snapname} of ${name}`,
        steps: [
          run(`Take the snapshot ${snapname} of ${name}`, snapshot(family, 'create', name, snapname), {
            check: there(ground),
            undo: [snapshot(family, 'destroy', name, snapname)],
            residue: [`the snapshot ${place.dataset}@${snapname}: zfs destroy ${place.dataset}@${snapname}`],
            seconds: 3,
          }),
        ],
        warnings: [
          ...(guest.state === 'running' ? [`${name} runs: its files are in the snapshot as after a power cut.`] : []),
          ...onlyFirst(place),
        ],
        assumptions: [{id: 'path-free', target: `${place.dataset}@${snapname}`, value: ''}],
        success: `${name} has the snapshot ${snapname}`,
        next: [
          {
            kind: 'action' as const,
            title: `Roll ${name} back to a snapshot`,
            action: 'snapshot-rollback',
            target: name,
          },
        ],
      };
    },
  );

/** Back to a snapshot: what was written since is lost, and so are newer snapshots. CBSD does not look whether the guest runs. */
export const planRollback = (target: string, answers: Answers, context: CbsdContext): Plan =>
  planned(
    'snapshot-rollback',
    `Roll ${target} back`,
    target,
    answers,
    rollbackForm(target, context),
    context,
    ground => {
      const {name, guest, place, snapname, family} = ground;
      const newer = newerThan(snapname, place);
      const hanging = newer.flatMap(each => hangingOn(each, context));
      return {
        title: `Roll ${name} back to ${snapname}`,
        steps: [
          run(`Roll ${name} back to ${snapname}`, snapshot(family, 'rollback', name, snapname), {
            check: {
              id: 'snapshot-restored',
              target: name,
              expect: {dataset: place.dataset, snapshot: snapname},
              says: `${place.dataset} is as it was at ${snapname}`,
            },
            residue: [`${place.dataset}, perhaps not rolled back: zfs rollback ${place.dataset}@${snapname}`],
            seconds: 5,
          }),
        ],
        warnings: [
          `What ${name} has written since ${snapname} is lost, and no undo brings it back.`,
          ...(newer.length > 0 ? [`Newer snapshots are destroyed: ${newer.map(each => each.name).join(', ')}.`] : []),
          ...onlyFirst(place),
        ],
        refusals: [
          ...(guest.state === 'running'
            ? [refuse('wrong-state', null, `${guestInWords(guest)} has to be stopped first.`, name)]
            : wrongState(guest, 'stopped')),
          ...hanging
            .slice(0, 1)
            .map(clone =>
              refuse(
                'wrong-state',
                'snapname',
                `${clone} hangs on a newer snapshot: promote or remove it first.`,
                clone,
              ),
            ),
        ],
        assumptions: snapshotsSeen(name, place.dataset, context),
        success: `${name} is as it was at ${snapname}`,
        next: [{kind: 'action' as const, title: `Start ${name}`, action: 'start', target: name}],
      };
    },
  );

export const planSnapshotRemoval = (target: string, answers: Answers, context: CbsdContext): Plan =>
  planned(
    'snapshot-remove',
    `Remove a snapshot of ${target}`,
    target,
    answers,
    removeForm(target, context),
    context,
    ground => {
      const {name, place, snapname, family} = ground;
      return {
        title: `Remove the snapshot ${snapname} of ${name}`,
        steps: [
          run(`Remove the snapshot ${snapname} of ${name}`, snapshot(family, 'destroy', name, snapname), {
            check: {...there(ground), id: 'snapshot-gone', says: `there is no ${place.dataset}@${snapname}`},
            residue: [`the snapshot ${place.dataset}@${snapname}: zfs destroy ${place.dataset}@${snapname}`],
            seconds: 3,
          }),
        ],
        warnings: [`${name} cannot be rolled back to ${snapname} any more.`],
        success: `${name} has no snapshot ${snapname} any more`,
      };
    },
  );

type Wish = Pick<Plan, 'title' | 'steps' | 'warnings' | 'success'> &
  Partial<Pick<Plan, 'refusals' | 'assumptions' | 'next'>>;

function planned(
  action: string,
  title: string,
  target: string,
  answers: Answers,
  form: Form<CbsdContext> | Refusal,
  context: CbsdContext,
  wish: (ground: Ground) => Wish,
): Plan {
  const draft = {action, target, title};
  const {guest, family, refusals} = operable(target, context);
  if (!guest || !family) return finish({...draft, refusals});
  const place = placeOf(guest, context);
  if (!place) return finish({...draft, refusals: [noZfs(target, family, context)]});
  if ('reason' in form) return finish({...draft, refusals: [form]});
  const view = resolveForm(form, answers, context);
  const wrong =
    action !== 'snapshot-create' && place.snapshots.length === 0 ? [none(target)] : wrongAnswers(view, 'snapname');
  if (wrong.length > 0) return finish({...draft, refusals: wrong});
  const {assumptions = [], ...plan} = wish({name: target, guest, family, place, snapname: valueIn(view)('snapname')});
  return finish({
    ...draft,
    ...plan,
    assumptions: [{id: 'guest-state', target, value: guest.state}, ...assumptions],
    touches: [guestTouch(target)],
  });
}

const snapshot = (family: Family, mode: string, name: string, snapname: string) =>
  cbsd(
    [family === 'vm' ? 'bsnapshot' : 'jsnapshot', `mode=${mode}`, `jname=${name}`, `snapname=${snapname}`],
    patience.quick,
  );

const there = ({name, place, snapname}: Ground): Check => ({
  id: 'snapshot-there',
  target: name,
  expect: {dataset: place.dataset, snapshot: snapname},
  says: `${place.dataset}@${snapname} is there, with CBSD's mark`,
});

const onlyFirst = ({source, besides}: Place): readonly string[] =>
  besides.length === 0
    ? []
    : [`CBSD takes the first disk of ${source.name} alone: ${besides.join(', ')} is not part of it.`];

const none = (name: string): Refusal =>
  refuse('missing', 'snapname', `${name} has no snapshots: take one first.`, name);

const noZfs = (name: string, family: Family, {node}: CbsdContext): Refusal =>
  node.zfs
    ? refuse(
        'unsupported',
        null,
        `${family === 'vm' ? `The disk of ${name} is no ZFS volume` : `${name} has no dataset of its own`}, and CBSD takes snapshots of ZFS alone.`,
        name,
      )
    : refuse('unsupported', null, `CBSD takes snapshots on ZFS alone, and the guests of this node lie on UFS.`, name);
