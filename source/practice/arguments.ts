import {evaluate, type WouldRun} from './evaluate.ts';

export type Parsed = {
  readonly values: Map<string, string>;
  readonly positional: readonly string[];
  /** Every parameter, known or not, with its value before evaluation. */
  readonly given: Map<string, string>;
  /** The arguments quoted again, as the first stage of a privileged command hands them on. */
  readonly requoted: string;
};

/** `init $*` with IFS `~`: values are cut there and empty words are gone (cbsd-observed, trap 1). */
export const words = (argv: readonly string[]): string[] =>
  argv.flatMap(one => one.split('~')).filter(one => one !== '');

/** `$( echo ${VAL} | tr -d '"' )`: quotes vanish, and so do an echo option and newlines at the end. */
const echoed = (text: string): string =>
  text === '-n' || text === '-e' ? '' : text.replaceAll('"', '').replace(/\n+$/, '');

/**
 * CBSD's argument parser, its habits included: a `"` that is not closed swallows what follows into the same value,
 * what has no `=` is positional, values of known parameters are evaluated as shell text.
 * Throws SyntaxFault where that text is broken.
 */
export const parseArguments = (
  argv: readonly string[],
  known: ReadonlySet<string>,
  environment: Readonly<Record<string, string>>,
  wouldRun: WouldRun,
): Parsed => {
  const values = new Map<string, string>();
  const lookup = (name: string): string => values.get(name) ?? environment[name] ?? '';
  for (const name of known) {
    const handed = environment[`H_CBSD_${name}`];
    if (handed !== undefined && handed !== '') values.set(name, handed);
  }
  const given = new Map<string, string>();
  const positional: string[] = [];
  const requoted: string[] = [];
  let parameter = '';
  let open = false;
  let gathered = '';
  for (const one of words(argv)) {
    const equals = open ? 0 : Math.max(one.indexOf('='), 0);
    if (!open && equals === 0) {
      positional.push(one);
      requoted.push(one);
      continue;
    }
    const quote = one.indexOf('"');
    const closes = one.endsWith('"');
    if (equals > 0) parameter = one.slice(0, equals);
    const piece = echoed(equals > 0 ? one.slice(equals + 1) : one);
    const value = gathered === '' ? piece : `${gathered} ${piece}`;
    if (closes) open = false;
    else if (quote > 0) open = true;
    gathered = open ? value : '';
    given.set(parameter, value);
    if (known.has(parameter)) values.set(parameter, evaluate(value, lookup, wouldRun));
    requoted.push(`${parameter}="${value}"`);
  }
  return {values, positional, given, requoted: requoted.join(' ')};
};

/** The second stage splits the re-quoted line at blanks, inside the quotes too: runs of blanks become one. */
export const splitRequoted = (line: string): string[] => line.split(/[ \t\n]+/).filter(one => one !== '');
