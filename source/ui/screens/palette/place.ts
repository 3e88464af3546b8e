import type {Guest} from '../../../model/guest.ts';
import type {PlaceRow} from '../../place.ts';
import {openPalette, type PaletteScreen, pressPalette} from './state.ts';
import {drawPalette} from './view.ts';

export const palette: PlaceRow<PaletteScreen> = {
  place: 'palette',
  open: ({ground, guests}) => openPalette(ground, inWords(guests)),
  press: pressPalette,
  draw: drawPalette,
  ground: () => ({place: 'palette', isTyping: true}),
};

const inWords = (guests: readonly Guest[]): string | null =>
  guests.length > 1 ? `${guests.length} marked guests` : (guests[0]?.name ?? null);
