import {clamp} from '../../../terminal/scroll.ts';
import type {Change, Press, World} from '../../screen.ts';
import {follow, type Intent} from '../intent.ts';

export type MenuRow = {readonly label: string; readonly note?: string; readonly leadsTo: Intent};

export type MenuScreen = {
  readonly place: 'picker';
  readonly kind: 'menu';
  readonly title: string;
  /** The hosts that it asks about, where that is not the one in front. */
  readonly hosts?: readonly string[] | undefined;
  readonly rows: readonly MenuRow[];
  readonly cursor: number;
};

export const openMenu = (title: string, rows: readonly MenuRow[], hosts?: readonly string[]): MenuScreen => ({
  place: 'picker',
  kind: 'menu',
  title,
  hosts,
  rows,
  cursor: 0,
});

/** A menu is short, so its rows can also be chosen by their number; the number only moves the cursor, Enter takes it. */
export function pressMenu(screen: MenuScreen, press: Press, world: World): Change {
  const last = screen.rows.length - 1;
  const to = (cursor: number): Change => ({screen: {...screen, cursor: clamp(cursor, 0, last)}});
  if (press.name === 'down' || press.name === 'j') return to(screen.cursor + 1);
  if (press.name === 'up' || press.name === 'k') return to(screen.cursor - 1);
  if (press.name === 'home' || press.name === 'pageup') return to(0);
  if (press.name === 'end' || press.name === 'pagedown') return to(last);
  if (/^[1-9]$/.test(press.name) && Number(press.name) <= screen.rows.length) return to(Number(press.name) - 1);
  const row = screen.rows[screen.cursor];
  return press.id === 'pick' && row ? follow(row.leadsTo, world) : {};
}
