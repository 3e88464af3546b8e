import type {Preferences} from '../../../settings/preferences.ts';
import {scrollTo, type View} from '../../../terminal/scroll.ts';
import {bodyRows, type Change, type Press, type World} from '../../screen.ts';
import {movesOf} from '../moves.ts';
import {type SettingsRow, settingsRows} from './rows.ts';

export type SettingsScreen = {readonly place: 'settings'; readonly view: View};

/** The cursor stands on the colours that are kept, so that opening the screen changes nothing. */
export function openSettings(world: World): SettingsScreen {
  const kept = settingsRows(world).findIndex(row => row.kind === 'choice' && row.isKept);
  return {place: 'settings', view: {cursor: Math.max(1, kept), top: 0}};
}

export function pressSettings({view}: SettingsScreen, press: Press, world: World): Change {
  const rows = settingsRows(world);
  const move = movesOf(press, view.cursor, rows.length, bodyRows(world.size));
  if (move !== null) {
    const cursor = stop(rows, move, move > view.cursor ? 1 : -1);
    const next = scrollTo(view, cursor, rows.length, bodyRows(world.size));
    return {screen: {place: 'settings', view: cursor === 1 ? {cursor, top: 0} : next}};
  }
  const row = rows[view.cursor];
  if (press.id !== 'pick' || row?.kind !== 'choice') return {};
  return {effects: [{do: 'prefer', name: row.id, value: row.choice.value}]};
}

/** Titles are stepped over; above the first one there is nothing. */
function stop(rows: readonly SettingsRow[], at: number, way: 1 | -1): number {
  if (rows[at]?.kind !== 'group') return at;
  return rows[at + way] ? at + way : at + 1;
}

/** What the screen looks like with the choice under the cursor: shown at once, kept by Enter. */
export function previewed({view}: SettingsScreen, world: World): Preferences {
  const row = settingsRows(world)[view.cursor];
  return row?.kind === 'choice' ? {...world.preferences, [row.id]: row.choice.value} : world.preferences;
}
