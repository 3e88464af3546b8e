import type {PlaceRow} from '../../place.ts';
import {openPorts, type PortsScreen, pressPorts} from './state.ts';
import {drawPorts} from './view.ts';

export const ports: PlaceRow<PortsScreen> = {
  place: 'ports',
  open: openPorts,
  press: pressPorts,
  draw: drawPorts,
};
