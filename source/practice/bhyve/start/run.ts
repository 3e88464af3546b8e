import type {Call} from '../../call.ts';
import type {Guest} from '../guest.ts';
import type {Settings} from './profile.ts';

/** What the parts of one start share. */
export type Run = {
  readonly call: Call;
  readonly jname: string;
  readonly guest: Guest;
  readonly settings: Settings;
  /** The VM's CD by its media name, '' when it has none. */
  readonly isoPath: string;
  /** A line that quiet=1 leaves out. */
  say(line: string): void;
};

/** Questions of a start are answered yes when nobody may be asked. */
export function* askYes({call}: Run, question: string): Generator<{ms: number}, boolean> {
  if (!call.inter || call.get('inter') !== '') return true;
  return (yield* call.ask(question)) === 0;
}
