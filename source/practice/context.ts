import type {Recorder} from './log.ts';
import type {World} from './world.ts';

export type Context = Ends & {
  readonly world: World;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly recorder: Recorder;
};

/** Where a start's output goes and its input comes from; the two doors differ in this alone. */
export type Ends = {
  out(text: string): void;
  err(text: string): void;
  /** The next line of stdin, null at its end. */
  line(): string | null;
  stdin(): string;
};
