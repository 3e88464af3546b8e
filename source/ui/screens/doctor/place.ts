import type {PlaceRow} from '../../place.ts';
import {type DoctorScreen, openDoctor, pressDoctor} from './state.ts';
import {drawDoctor} from './view.ts';

export const doctor: PlaceRow<DoctorScreen> = {
  place: 'doctor',
  open: openDoctor,
  load: (_, session) => [session.diagnose().then(diagnosis => () => ({diagnosis}))],
  press: pressDoctor,
  draw: drawDoctor,
};
