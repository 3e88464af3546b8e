import type {PlaceRow} from '../../place.ts';
import {type HelpScreen, openHelp, pressHelp} from './state.ts';
import {drawHelp} from './view.ts';

export const help: PlaceRow<HelpScreen> = {
  place: 'help',
  open: ({ground}) => openHelp(ground),
  press: pressHelp,
  draw: drawHelp,
};
