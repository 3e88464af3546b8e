import type {PlaceRow} from './place.ts';
import {doctor} from './screens/doctor/place.ts';
import {fleet} from './screens/fleet/place.ts';
import {form} from './screens/form/place.ts';
import {guest} from './screens/guest/place.ts';
import {guests} from './screens/guests/place.ts';
import {help} from './screens/help/place.ts';
import {hosts} from './screens/hosts/place.ts';
import {job} from './screens/job/place.ts';
import {jobs} from './screens/jobs/place.ts';
import {media} from './screens/media/place.ts';
import {picker} from './screens/menu/place.ts';
import {palette} from './screens/palette/place.ts';
import {plan} from './screens/plan/place.ts';
import {ports} from './screens/ports/place.ts';
import {settings} from './screens/settings/place.ts';
import {tasks} from './screens/tasks/place.ts';

/** Every place of the screen, a row each. */
const places = {
  guests,
  guest,
  form,
  picker,
  plan,
  job,
  jobs,
  ports,
  doctor,
  media,
  hosts,
  fleet,
  tasks,
  help,
  palette,
  settings,
};

type Rows = typeof places;
type StateOf<Row> = Row extends PlaceRow<infer State> ? State : never;

/** A place that an operator is in, with what has to be the same when they come back to it. */
export type Screen = {[Name in keyof Rows]: StateOf<Rows[Name]>}[keyof Rows];

const byName: ReadonlyMap<string, PlaceRow<Screen>> = new Map(Object.entries<PlaceRow<Screen>>(places));

/** The row of the place that a screen is in. */
export const placeOf = (screen: Screen): PlaceRow<Screen> => places[screen.place];

/** The place that is opened by the action with this id, if it is one that is. */
export const opensBy = (id: string | null): PlaceRow<Screen> | undefined => byName.get(id ?? '');
