import type {FieldView} from '../model/form.ts';
import {kinds} from '../model/kinds.ts';

/** Lines of ours in a file that the operator edits begin so; they are no part of the value. */
const mark = '#: ';

/** A field as a file: what it is and what is wrong with it as comments, a list an entry to a line. */
export function toFile({kind, label, help}: FieldView, value: string, error: string | null): string {
  const {between, isBlock} = kinds[kind];
  const lines = isBlock || between === undefined ? [value] : value.split(between).filter(Boolean);
  const told = [
    `${label}: ${help}`,
    ...(error === null ? [] : [`NOT VALID: ${error}`, 'Save it again as it is to keep it anyway.']),
  ];
  return [...told.flatMap(text => text.split('\n')).map(text => mark + text), ...lines, ''].join('\n');
}

/** Lines of a list are its entries, a block keeps its own, and others are put together with blanks. */
export function fromFile({kind}: FieldView, text: string): string {
  const lines = text.split(/\r?\n/).filter(line => !line.startsWith(mark.trim()));
  if (kinds[kind].isBlock) return lines.join('\n').replace(/\n+$/, '');
  const words = lines.map(line => line.trim()).filter(Boolean);
  return words.join(kinds[kind].between ?? ' ');
}
