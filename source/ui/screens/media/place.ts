import type {PlaceRow} from '../../place.ts';
import {type MediaScreen, openMedia, pressMedia} from './state.ts';
import {drawMedia} from './view.ts';

export const media: PlaceRow<MediaScreen> = {
  place: 'media',
  open: openMedia,
  press: pressMedia,
  draw: drawMedia,
};
