import {scrollTo, type View} from '../../terminal/scroll.ts';
import {line, type Paint, span} from '../paint.ts';
import {bodyRows, type Line, type Press, type World} from '../screen.ts';
import {editLine} from './line-edit.ts';
import {movesOf} from './moves.ts';

/** A list that a cursor moves over and `/` filters. */
export type ListState = {readonly view: View; readonly filter: string; readonly isFiltering: boolean};

export const freshList: ListState = {view: {cursor: 0, top: 0}, filter: '', isFiltering: false};

/** Rows for the list itself: the table's head takes one, the filter another while it is typed. */
export const listRows = ({isFiltering}: ListState, {size}: World): number => bodyRows(size) - 1 - (isFiltering ? 1 : 0);

/** Moving and filtering; null: the key is the place's own. `count`: the rows that match now. */
export function pressList<State extends ListState>(
  screen: State,
  press: Press,
  count: number,
  height: number,
): State | null {
  const {view, filter, isFiltering} = screen;
  const {cursor} = scrollTo(view, view.cursor, count, height);
  const move = movesOf(press, cursor, count, height);
  if (move !== null) return {...screen, view: scrollTo(view, move, count, height)};
  if (isFiltering) return typed(screen, press);
  if (press.id === 'filter') return {...screen, isFiltering: true};
  return press.name === 'esc' && filter !== '' ? {...screen, filter: ''} : null;
}

/** A filter that became another one begins at the top again. */
function typed<State extends ListState>(screen: State, press: Press): State {
  if (press.name === 'enter') return {...screen, isFiltering: false};
  if (press.name === 'esc') return {...screen, isFiltering: false, filter: ''};
  const filter = editLine(screen.filter, press);
  return filter === screen.filter ? screen : {...screen, filter, view: freshList.view};
}

/** The line that is typed, above the list. */
export const filterLines = ({filter, isFiltering}: ListState, {glyphs}: Paint): readonly Line[] =>
  isFiltering ? [line(span('/', 'key'), filter, span(glyphs.caret, 'accent'))] : [];
