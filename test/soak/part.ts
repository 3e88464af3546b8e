import type {Tally} from './tally.ts';
import type {Warm} from './worlds.ts';

export type Wish = {
  /** A few of each, for every commit; else all. */
  readonly sample: boolean;
  readonly seed: number;
  readonly tally: Tally;
  /** One for all parts; who makes guests there takes them away again. */
  warm(): Promise<Warm>;
  /** Called with whatever has to be cleaned up at the end. */
  after(clean: () => void): void;
};

/** A part of the soak: resolves with a line that says what it did. */
export type Part = {readonly name: string; readonly title: string; readonly run: (wish: Wish) => Promise<string>};
