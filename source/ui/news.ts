import type {Learned} from './place.ts';
import type {Change, Effect, World} from './screen.ts';

/** What came from outside of the keys: of the host, of a job, of an effect. */
export type News = {
  readonly world?: Partial<World>;
  readonly learned?: Learned;
  readonly change?: Change;
  /** The effect that this answers: what it opens comes only to who still waits for it. */
  readonly answers?: Effect;
  /** The job that this is about: on its own screen it stands there already. */
  readonly job?: string;
};
