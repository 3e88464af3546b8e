import type {Streams} from './streams.ts';
import type {Command} from './syntax.ts';

/** One shell: what it knows. A subshell is a copy. */
export type Shell = {
  readonly values: Map<string, string>;
  readonly exported: Set<string>;
  readonly functions: Map<string, Command>;
  parameters: readonly string[];
  readonly zero: string;
  cwd: string;
  status: number;
};

/** A start of a program, by whatever runs it. Words and environment are bytes, a character each. */
export type Called = {
  readonly argv: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly streams: Streams;
  /** The name of the shell that starts it, for what it says of a program that is not there. */
  readonly by: string;
};

export type Call = (called: Called) => Promise<number>;

export const newShell = (zero: string, parameters: readonly string[], called: Omit<Called, 'argv'>): Shell => ({
  values: new Map(Object.entries(called.env)),
  exported: new Set(Object.keys(called.env)),
  functions: new Map(),
  ...{parameters, zero, cwd: called.cwd, status: 0},
});

export const copyOf = (shell: Shell): Shell => ({
  ...shell,
  values: new Map(shell.values),
  exported: new Set(shell.exported),
  functions: new Map(shell.functions),
});

export const environmentOf = ({values, exported}: Shell): Record<string, string> =>
  Object.fromEntries([...values].filter(([name]) => exported.has(name)));

/** `exit`, or a program in the place of the shell. */
export class Exit extends Error {
  readonly status: number;
  constructor(status: number) {
    super();
    this.status = status;
  }
}

/** `break`, `continue` and `return`, and how many loops they are for. */
export class Leap extends Error {
  readonly kind: 'break' | 'continue' | 'return';
  loops: number;
  constructor(kind: Leap['kind'], loops: number) {
    super();
    this.kind = kind;
    this.loops = loops;
  }
}
