import {scrollTo, type View} from '../../../terminal/scroll.ts';
import type {Ground} from '../../keymap.ts';
import {bodyRows, type Change, type Press, type World} from '../../screen.ts';
import {editLine} from '../line-edit.ts';
import {movesOf} from '../moves.ts';
import {paletteRows} from './rows.ts';

/** Actions and guests in one list that filters as one types. */
export type PaletteScreen = {
  readonly place: 'palette';
  /** Where it was asked for: what is valid there can be done from here. */
  readonly about: Ground;
  /** The guest that was in front there. */
  readonly guest: string | null;
  readonly filter: string;
  readonly view: View;
};

export const openPalette = (about: Ground, guest: string | null): PaletteScreen => ({
  place: 'palette',
  about,
  guest,
  filter: '',
  view: {cursor: 0, top: 0},
});

/** One row is the filter's. */
export const listRows = ({size}: World): number => bodyRows(size) - 1;

export function pressPalette(screen: PaletteScreen, press: Press, world: World): Change {
  const rows = paletteRows(screen, world);
  const {cursor} = scrollTo(screen.view, screen.view.cursor, rows.length, listRows(world));
  const move = movesOf(press, cursor, rows.length, listRows(world));
  if (move !== null) return {screen: {...screen, view: scrollTo(screen.view, move, rows.length, listRows(world))}};
  const row = rows[cursor];
  if (press.id === 'pick') {
    return row?.leads(world) ?? {flash: {role: 'warn', text: `Nothing is called ${screen.filter}; nothing was done`}};
  }
  const filter = press.id === 'complete' ? (row?.label ?? screen.filter) : editLine(screen.filter, press);
  return filter === screen.filter ? {} : {screen: {...screen, filter, view: {cursor: 0, top: 0}}};
}
