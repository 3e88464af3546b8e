import type {Fleet} from '../actions/fleet/fleet.ts';
import type {Place} from '../actions/places.ts';
import type {Session} from '../actions/session.ts';
import type {Guest} from '../model/guest.ts';
import type {Preferences} from '../settings/preferences.ts';
import type {Ground} from './keymap.ts';
import type {Paint} from './paint.ts';
import type {Change, Picture, Press, World} from './screen.ts';

/** From where a place is opened by its key: the ground there, and what the operator looked at. */
export type From = {readonly world: World; readonly ground: Ground; readonly guests: readonly Guest[]};

/** What a reading has found, put into the world as it is by then. */
export type Learned = (world: World) => Partial<World>;

/**
 * A place that an operator can be in. `State` is everything that must be the same when one comes back to it; the functions are
 * pure but for `load`. A new place is a folder with such a row, a line in `places.ts`, and its words in the action table.
 */
export type PlaceRow<State extends {readonly place: Place}> = {
  readonly place: State['place'];
  /** Opened from everywhere by the action of the same name, whose key also closes it again. */
  open?(from: From): State;
  /** Begun when it opens, and by the effect `load`; each comes in by itself. */
  load?(screen: State, session: Session, fleet: Fleet): readonly Promise<Learned>[];
  /** Milliseconds after which its readings are made again while it is in front; absent: only when asked. */
  rereadMs?: number;
  /** An empty change: the key means nothing of its own here. */
  press(screen: State, press: Press, world: World): Change;
  draw(screen: State, world: World, paint: Paint): Picture;
  /** Absent: the place itself, where letters are text while a filter is typed. */
  ground?(screen: State, world: World): Ground;
  /** The guests that an action would be done to. */
  guests?(screen: State, world: World): readonly Guest[];
  /** The host was looked at again. */
  looked?(screen: State, world: World): State;
  /** How everything is drawn while it is in front; absent: as was chosen. */
  preferences?(screen: State, world: World): Preferences;
};
