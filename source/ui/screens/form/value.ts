import type {FieldView} from '../../../model/form.ts';
import type {Paint} from '../../paint.ts';

/** A value as the operator should read it; a secret only as that many signs. */
export function shownValue(field: FieldView, isEdited: boolean, {glyphs}: Paint): string {
  if (field.secret) return glyphs.mask.repeat([...field.value].length);
  if (field.kind === 'bool') return field.value === '1' ? '[x] yes' : '[ ] no';
  const shown = isEdited ? field.value : chosenLabel(field);
  return shown.replaceAll('\n', ' | ');
}

/** The words of the row that was chosen from its list; else the value itself. */
export const chosenLabel = ({allowed, value}: FieldView): string =>
  allowed?.find(choice => choice.value === value)?.label ?? value;

/** Nobody has said anything yet where something has to be said: that is no mistake so far. */
export const isToFillIn = ({answered, value, error}: FieldView): boolean => !answered && value === '' && error !== null;

/** What stands behind the value: where it is from, or in short what is wrong with it. */
export function remark(field: FieldView): string {
  if (isToFillIn(field)) return 'to fill in';
  if (field.error) return field.error;
  if (field.warning) return field.warning;
  if (field.answered) return 'yours';
  return field.value === '' && !field.required ? `${field.fallback.origin || 'empty'}` : field.fallback.origin;
}
