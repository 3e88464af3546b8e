import type {Choice, Form} from '../../../model/form.ts';
import type {Refusal} from '../../../model/plan.ts';
import {nextFreeName} from '../../../text/names.ts';
import {formatBytes} from '../../../text/units.ts';
import type {Snapshot} from '../clone/copy-facts.ts';
import type {CbsdContext} from '../context.ts';
import {always, type Row, tableOf} from '../forms/row.ts';
import {operable} from '../plans/start.ts';
import {hangingOn, newerThan, type Place, placeOf} from './place.ts';

const {field} = tableOf('snapshot', () => undefined);

/** A snapshot's name as it can stand in an argument of CBSD's, in a ZFS name and in a pattern alike. */
export const snapshotName = (value: string): string | null =>
  !/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/.test(value)
    ? 'A snapshot’s name is 1 to 63 letters, digits, _, . and -, and begins with a letter or a digit.'
    : value.startsWith('cbsd-original-') || value === 'gettimeofday'
      ? 'CBSD keeps this name for itself.'
      : null;

/** The form of `snapshot create` for one guest or several (their names with commas between); with no guest its bare fields. */
export function createForm(target: string, context: CbsdContext): Form<CbsdContext> | Refusal {
  const taken = new Set(places(target, context).flatMap(({snapshots}) => snapshots.map(({name}) => name)));
  return formOf('snapshot-create', target === '' ? 'Take a snapshot' : `Take a snapshot of ${target}`, [
    field('snapname', 'text', 'Name', '', 'What the snapshot is called; the guest’s name goes without saying.', {
      ...{speed: 'basic', required: true},
      initial: always(nextFreeName('s', taken), 'next free'),
      refuse: value =>
        snapshotName(value) ?? (taken.has(value) ? `There is a snapshot ${value} already: choose another name.` : null),
    }),
  ]);
}

/** The form that asks which snapshot: for `snapshot rollback` and `snapshot remove`. */
export const chooseForm =
  (action: string, title: string, help: (snapshot: Snapshot, place: Place) => string) =>
  (target: string, context: CbsdContext): Form<CbsdContext> => {
    const [place] = places(target, context);
    const choices = (place?.snapshots ?? []).map(snapshot => choiceOf(snapshot, place, context, help));
    return formOf(action, target === '' ? title : `${title} of ${target}`, [
      field('snapname', 'choice', 'Snapshot', '', 'Which one; the newest is offered first.', {
        ...{speed: 'basic', required: true},
        initial: always(choices.findLast(({disabled}) => disabled === undefined)?.value ?? '', 'newest'),
        allowed: () => choices.toReversed(),
        note: value => choices.find(choice => choice.value === value)?.note ?? null,
      }),
    ]);
  };

function choiceOf(
  snapshot: Snapshot,
  place: Place | undefined,
  context: CbsdContext,
  help: (snapshot: Snapshot, place: Place) => string,
): Choice {
  const [clone] = hangingOn(snapshot, context);
  const size = snapshot.bytes === null ? '' : `holds ${formatBytes(snapshot.bytes)}`;
  const note = [when(snapshot), size, place ? help(snapshot, place) : ''].filter(Boolean).join(', ');
  const disabled = !snapshot.marked
    ? 'CBSD did not take this snapshot, and touches no other.'
    : clone
      ? `${clone} was cloned from it and hangs on it.`
      : undefined;
  return {value: snapshot.name, label: snapshot.name, note, ...(disabled && {disabled})};
}

/** `2026-11-20 09:15`, in UTC: a look knows nothing of the operator's clock. */
export const when = ({takenAt}: Snapshot): string =>
  takenAt === null ? '' : `${new Date(takenAt * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

export const newerInWords = (snapshot: Snapshot, place: Place): string => {
  const newer = newerThan(snapshot.name, place);
  return newer.length === 0 ? 'the newest' : `destroys ${newer.map(({name}) => name).join(', ')}`;
};

const places = (target: string, context: CbsdContext): readonly Place[] =>
  target
    .split(',')
    .filter(Boolean)
    .flatMap(name => {
      const {guest, family} = operable(name, context);
      return guest && family ? (placeOf(guest, context) ?? []) : [];
    });

const formOf = (action: string, title: string, fields: readonly Row[]): Form<CbsdContext> => ({
  action,
  title,
  groups: [{id: 'snapshot', title: 'Snapshot'}],
  fields,
});
