import type {PlaceRow} from '../../place.ts';
import {openSettings, pressSettings, previewed, type SettingsScreen} from './state.ts';
import {drawSettings} from './view.ts';

export const settings: PlaceRow<SettingsScreen> = {
  place: 'settings',
  open: ({world}) => openSettings(world),
  press: pressSettings,
  draw: drawSettings,
  preferences: previewed,
};
