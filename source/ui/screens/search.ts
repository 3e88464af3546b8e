import type {Flash, Press} from '../screen.ts';
import {editLine} from './line-edit.ts';
import {matcherOf} from './matcher.ts';

/** What a text is searched for. `typing`: the line while it is typed, else null. `at`: the row that was found last. */
export type Search = {readonly wanted: string; readonly typing: string | null; readonly at: number | null};

export const noSearch: Search = {wanted: '', typing: null, at: null};

/** What a key made of it; `isFound`: `search.at` is a row to go to. */
export type Searched = {readonly search: Search; readonly isFound: boolean; readonly flash?: Flash};

/** null: it is none of a search's keys. `lines` is asked only when there is something to look for. */
export function searchBy(search: Search, press: Press, lines: () => readonly string[]): Searched | null {
  if (search.typing === null) {
    if (press.id === 'search') return {search: {...search, typing: ''}, isFound: false};
    return press.id === 'next-match' ? next(search, lines) : null;
  }
  if (press.name === 'esc') return {search: {...search, typing: null}, isFound: false};
  if (press.name !== 'enter') return {search: {...search, typing: editLine(search.typing, press)}, isFound: false};
  const isNew = search.typing !== '' && search.typing !== search.wanted;
  return next({wanted: search.typing || search.wanted, typing: null, at: isNew ? null : search.at}, lines);
}

/** The match behind the last one, and from the top again behind the last of all. */
function next(search: Search, lines: () => readonly string[]): Searched {
  const {wanted, at} = search;
  const told = (role: Flash['role'], text: string): Searched => ({search, isFound: false, flash: {role, text}});
  if (wanted === '') return told('muted', 'Nothing is searched for: / and a text');
  const matches = matcherOf(wanted);
  const rows = lines().flatMap((text, index) => (matches(text) ? [index] : []));
  const to = rows.find(row => row > (at ?? -1)) ?? rows[0];
  if (to === undefined) return told('warn', `Nowhere here: ${wanted}`);
  const text = `${wanted}: ${rows.indexOf(to) + 1} of ${rows.length}${rows.length > 1 ? ', N goes on' : ''}`;
  return {search: {...search, at: to}, isFound: true, flash: {role: 'muted', text}};
}

/** The line that is typed, where flashes stand. */
export const searchLine = ({typing}: Search, caret: string): string | null =>
  typing === null ? null : `/${typing}${caret}`;
