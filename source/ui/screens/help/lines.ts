import {fit, wrap} from '../../../terminal/fit.ts';
import {keyLabel, textOf} from '../../../terminal/keys.ts';
import {type Ground, inOrder} from '../../keymap.ts';

export type HelpRow = {readonly keys: string; readonly text: string};

/** What typing does where letters are text; the table has rows for keys that do one thing everywhere in a place. */
const editing: readonly HelpRow[] = [
  {keys: 'letters', text: 'Typed into the field; on a list they look for a row'},
  {keys: 'Space', text: 'Switches a yes/no field, opens a list'},
  {keys: 'Left Right', text: 'Move within the text; Right opens a list'},
  {keys: 'Ctrl-U Ctrl-W', text: 'Delete to the start, delete a word'},
];

/** The keys of a place, from the table that dispatches them: those of its footer first, in the same order. */
export function helpText(about: Ground, columns: number): readonly HelpRow[] {
  const rows = inOrder(about.place).flatMap(({keys, help}) => {
    const valid = keys.filter(key => !about.isTyping || textOf(key) === null);
    return valid.length > 0 ? [{keys: valid.map(keyLabel).join(' '), text: help}] : [];
  });
  return [...rows, ...(about.place === 'form' ? editing : [])].flatMap(({keys, text}) =>
    wrap(text, Math.max(10, columns - keyColumn)).map((part, index) => ({keys: index === 0 ? keys : '', text: part})),
  );
}

export const keyColumn = 20;

export const helpLine = ({keys}: HelpRow): string => fit(keys, keyColumn - 2, '~');
