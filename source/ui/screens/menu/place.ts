import type {PlaceRow} from '../../place.ts';
import {type MenuScreen, pressMenu} from './state.ts';

/** Its rows are drawn by `view.tsx`. */
export const picker: PlaceRow<MenuScreen> = {
  place: 'picker',
  press: pressMenu,
  draw: ({title, hosts}) => ({heading: title, hosts, aside: '', lines: []}),
};
