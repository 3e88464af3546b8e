import {scrollBy} from '../../../terminal/scroll.ts';
import type {Ground} from '../../keymap.ts';
import {bodyRows, type Change, type Press, type World} from '../../screen.ts';
import {movesOf} from '../moves.ts';
import {helpText} from './lines.ts';

export type HelpScreen = {readonly place: 'help'; readonly about: Ground; readonly top: number};

export const openHelp = (about: Ground): HelpScreen => ({place: 'help', about, top: 0});

export function pressHelp(screen: HelpScreen, press: Press, world: World): Change {
  const height = bodyRows(world.size);
  const count = helpText(screen.about, world.size.columns).length;
  const move = movesOf(press, screen.top, Math.max(1, count - height + 1), height);
  return move === null ? {} : {screen: {...screen, top: scrollBy(0, move, count, height)}};
}
