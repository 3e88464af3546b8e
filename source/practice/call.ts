import type {World} from './world.ts';

/** A moment in which a command waits. The executable door sleeps through it, the in-process door awaits it. */
export type Pause = {readonly ms: number};

/** A command's work in pieces; what it returns is its exit code. Every pause is also a place where `fault kill` may end it. */
export type Steps = Generator<Pause, number>;

/** CBSD's colour variables; all empty with NOCOLOR. */
export type Paint = {
  readonly n0: string;
  readonly n1: string;
  readonly n2: string;
  readonly n4: string;
  readonly h1: string;
  readonly w1: string;
  readonly bold: string;
};

export type Captured = {readonly code: number; readonly stdout: string; readonly stderr: string};

/** One start of a command, seen from inside. Paths are the host's own (`/usr/jails/…`): the world maps them. */
export type Call = {
  readonly world: World;
  /** The command's own name (CBSD_APP). */
  readonly name: string;
  /** What the script sees as its `$@`: for privileged commands after re-quoting, so `jname="web1"`. */
  readonly argv: readonly string[];
  /** Arguments without `=`, in order. */
  readonly positional: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly paint: Paint;
  /** False: no question may be asked (NOINTER, inter=0). */
  readonly inter: boolean;
  /** A parameter's value after CBSD's parser: argument, else the environment's variable of that name, else ''. */
  get(parameter: string): string;
  set(parameter: string, value: string): void;
  /** Every `parameter=value` as it came, unknown ones too, before it was evaluated. */
  readonly given: ReadonlyMap<string, string>;
  /** Notes in the practice log what root would have run. */
  wouldRun(command: string): void;
  /** Everything that is left on stdin. */
  stdin(): string;
  /** The next line of stdin without its newline; null at its end. */
  line(): string | null;
  out(text: string): void;
  /** A line on stdout. CBSD's errors go there too. */
  say(line: string): void;
  err(text: string): void;
  /** CBSD's `err`: the line on stdout, then the end with this code. Unwinds through generators. */
  fail(line: string, code?: number): never;
  /** A CBSD command inside this one: `yield* call.run('expose', ['mode=clear', 'jname=web1'])`. It inherits `env`. */
  run(command: string, argv: readonly string[], env?: Readonly<Record<string, string>>): Steps;
  /** The same with its output kept (`$( … )`); its pauses are dropped. */
  capture(command: string, argv: readonly string[], env?: Readonly<Record<string, string>>): Captured;
  /** CBSD's getyesno: 0 yes, 1 no, 2 cancel, 3 when nothing may be asked. On a closed stdin it repeats itself for ever. */
  ask(
    question: string,
    options?: {readonly answer?: string; readonly cancel?: boolean},
  ): Generator<Pause, 0 | 1 | 2 | 3>;
  /** Reads a file that the caller handed over and keeps its content in the practice log. null: not there. */
  received(path: string): string | null;
  /** Seconds since the call began, as `… done in N seconds` tells them. */
  elapsed(): number;
};

export type Row = {
  readonly run: (call: Call) => number | Steps;
  /** CBSD's MYARG: `Please set NAME: PARAMETER` when one is empty. Names separated by blanks. */
  readonly required?: string;
  /** CBSD's MYOPTARG. What is in neither list is ignored. */
  readonly optional?: string;
  /** Variables that the script empties before it parses: these do not leak in from the environment. */
  readonly clears?: string;
  /** In CBSD's sudoexec: arguments are quoted again and split at blanks before the command parses them. */
  readonly privileged?: boolean;
  /** It can change the host: `fault slow`, `fail`, `lie` and `kill` without `--on` mean these. */
  readonly changes?: boolean | ((call: Call) => boolean);
  /** Without any argument: the heading of the list it shows before it gives up (`List of offline jail`). */
  readonly before?: (call: Call) => void;
  /** What it prints when told to lie; default: nothing. */
  readonly lie?: (call: Call) => void;
  readonly module?: string;
  readonly about?: string;
};

export type Table = Readonly<Record<string, Row>>;

/** Ends a command from anywhere inside it. */
export class Exit extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/** Runs steps to their end without waiting. */
export const drain = (steps: Steps): number => {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
  }
};
