import {themes} from '../../themes/index.ts';
import {noFleet} from '../actions/fleet/fleet.ts';
import {connectApart} from '../jobs/host.ts';
import {folders} from '../settings/folders.ts';
import {keepPreference, type Preferences, readPreferences} from '../settings/preferences.ts';
import {canPaint} from '../terminal/guard.ts';
import type {Face} from './face.ts';
import {Failure, wrongUse} from './failure.ts';
import {fleetOf, hereOf} from './fleet-for.ts';
import {hostFor} from './host-for.ts';
import type {Options} from './options.ts';
import {sessionOn} from './session-on.ts';
import {onTour} from './tour.ts';

/** The screen, or the same flows as questions where a screen cannot be painted. */
export async function screen(given: Options, face: Face): Promise<number> {
  const paint = canPaint(process, process.env);
  if (!paint.ok && !paint.linear) {
    throw new Failure(2, 'no-terminal', paint.reason, {hint: 'construct-tui --help lists the commands that need none'});
  }
  const isTour = given.flag('tour');
  const own = folders(given.text('state'), true).settings;
  const options = isTour ? await onTour(given) : given;
  const isPainted = paint.ok && !options.flag('linear');
  if (isPainted) connectApart();
  const host = await hostFor(options, true);
  const fellBack = host.practice !== null && !host.far && !options.flag('practice');
  if (fellBack) {
    face.note('No platform was found on this machine: this is the practice host, everything on it is simulated');
  }
  const session = await sessionOn(host, options, true);
  if (!isPainted) {
    if (!paint.ok) face.note(paint.reason);
    if (isTour) face.print('The tour is for the screen; here the numbered questions show the same practice host.');
    return (await import('./linear.ts')).linear(session, face);
  }
  const {runScreen} = await import('../ui/run.tsx');
  void session.refresh();
  const here = host.far ? hereOf(options) : host;
  const fleet = isTour ? noFleet : fleetOf(options, here, {session, ref: host});
  return runScreen(session, fleet, {
    preferences: preferencesFor(options, own),
    noColor: options.flag('no-color'),
    fellBack,
    isTour,
    prefer: (name, value) => keepPreference(own, name, value),
  });
}

/** The kept ones; what stands on the command line counts for this session alone. */
function preferencesFor(options: Options, folder: string): Preferences {
  const theme = options.text('theme');
  const names = ['auto', ...themes.map(({name}) => name)];
  if (theme !== null && !names.includes(theme))
    throw wrongUse(`There is no theme ${theme}`, `one of: ${names.join(', ')}`, 'theme');
  return {
    ...readPreferences(folder),
    ...(theme !== null && {theme}),
    ...(options.flag('ascii') && {signs: 'ascii'}),
  };
}
