import type {Press} from '../screen.ts';

/** A line without a cursor of its own, as filters are: typed at its end. */
export function editLine(text: string, {name, text: typed}: Press): string {
  if (typed !== null) return text + typed;
  if (name === 'backspace') return [...text].slice(0, -1).join('');
  if (name === 'ctrl-u') return '';
  if (name === 'ctrl-w') return text.replace(/\S+\s*$/, '');
  return text;
}
