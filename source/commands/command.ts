import type {Session} from '../actions/session.ts';
import type {Face} from './face.ts';

export type HeadlessCommand = {
  /** The words that name it; what follows them are its arguments. */
  readonly words: readonly string[];
  readonly usage: string;
  readonly help: string;
  /** NAME is a name that nobody has yet. */
  readonly makes?: true;
  /** True when it needs the guests of the host, not only its jobs. */
  readonly reads: boolean;
  /** It works where the platform is missing yet; and what it does where there could be none at all. */
  readonly anywhere?: (face: Face) => number;
  /** It works on a platform that is missing yet. */
  readonly bare?: true;
  /** It hands the terminal over. */
  readonly hands?: true;
  /** Resolves the exit code; a refusal or wrong use is thrown as a `Failure`. */
  readonly run: (args: readonly string[], session: Session, face: Face) => Promise<number>;
};
