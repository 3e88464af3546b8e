/** The VM's settings by name, '' where unset; and what a file of keys holds (null: not readable). */
export type SeedInput = {
  readonly value: (name: string) => string;
  readonly readKey: (path: string) => string | null;
};

/** One file: its text, and whether the generator gave up on it (then what it wrote so far, error included, is the text). */
export type Piece = {readonly text: string; readonly failed: boolean};
