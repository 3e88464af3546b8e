import type {Choice, FieldView} from '../../../model/form.ts';
import {kinds} from '../../../model/kinds.ts';

/** Whether the rows of its list are entries of a list. Addresses are one too, but their rows stand for the whole value. */
export const takesSeveral = ({kind, allowed}: FieldView): boolean =>
  allowed !== null && kinds[kind].between !== undefined && kind !== 'ip-list';

export const entriesOf = ({kind, value}: FieldView): readonly string[] => {
  const {between} = kinds[kind];
  return between === undefined ? [value] : value.split(between).filter(Boolean);
};

/** Entries that are no row of the list: typed by hand, or a default of the profile. They stand first and can be taken off. */
export const ownEntries = (field: FieldView): readonly Choice[] =>
  takesSeveral(field)
    ? entriesOf(field)
        .filter(value => !field.allowed?.some(choice => choice.value === value))
        .map(value => ({value, label: value}))
    : [];

/** The value with this entry, or without it where it was one. */
export function toggled(field: FieldView, entry: string): string {
  const entries = entriesOf(field);
  const next = entries.includes(entry) ? entries.filter(other => other !== entry) : [...entries, entry];
  return next.join(kinds[field.kind].between);
}
