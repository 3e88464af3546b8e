import type {OptionRow} from '../options.ts';
import type {CommandRow, Surface} from '../surface.ts';

/** Where the values come from that a placeholder stands for. */
export type Source = 'guests' | 'jobs' | 'sets' | 'files';

const sources: ReadonlyMap<string, Source> = new Map([
  ['NAME', 'guests'],
  ['SOURCE', 'guests'],
  ['GUEST', 'guests'],
  ['ID', 'jobs'],
  ['PORT', 'sets'],
  ['FILE', 'files'],
  ['DIR', 'files'],
  ['PATH', 'files'],
]);

/** What can be typed next behind the words of `place`. */
export type Place = {
  readonly place: readonly string[];
  readonly words: readonly {readonly word: string; readonly help: string}[];
  readonly source: Source | null;
  /** What more values behind the first one are: the same, or of another kind (`expose NAME PORT…`). */
  readonly further: Source | null;
};

/** The places of the command line, read from the usages: `jobs attach|cancel ID` makes `jobs`, `jobs attach`, `jobs cancel`. */
export function placesOf({commands}: Surface): readonly Place[] {
  const found = new Map<string, Place>();
  const add = (place: readonly string[], word: string | null, values: Values, help: string): void => {
    const known = found.get(place.join(' ')) ?? {place, words: [], ...noValues};
    const isNew = word !== null && !known.words.some(row => row.word === word);
    found.set(place.join(' '), {
      place,
      words: isNew ? [...known.words, {word, help}] : known.words,
      source: known.source ?? values.source,
      further: known.further ?? values.further,
    });
  };
  for (const row of commands) {
    for (const {words, values} of formsOf(row)) {
      words.forEach((word, index) => {
        add(words.slice(0, index), word, noValues, row.help);
      });
      add(words, null, values, row.help);
    }
  }
  return [...found.values()].filter(({words, source}) => words.length > 0 || source !== null);
}

type Values = Pick<Place, 'source' | 'further'>;

const noValues: Values = {source: null, further: null};

/** Each way to write a command: its leading words, and the source of the first value behind them, which alternatives share. */
function formsOf({words, usage, makes = false}: CommandRow) {
  return usage.split(' · ').flatMap(form => {
    const parts = form.slice(words.join(' ').length).split('|');
    const shared = valuesIn(valueIn(parts.at(-1) ?? ''));
    return parts.map(part => {
      const value = valueIn(part);
      const more = part
        .slice(0, part.length - value.length)
        .split(/\s+/)
        .filter(Boolean);
      return {words: [...words, ...more], values: makes ? noValues : value ? valuesIn(value) : shared};
    });
  });
}

function valuesIn(value: string): Values {
  const [, second = ''] = value.split(' ');
  const source = sourceOf(value);
  return {source, further: sourceOf(second) ?? source};
}

/** From the first placeholder on. */
const valueIn = (part: string): string => /(?:^|\s)([^\sa-z].*)$/.exec(part)?.[1] ?? '';

/** `[NAME]`, `NAME…` and `FIELD=PATH` stand for what their last capitals say. */
export function sourceOf(values: string): Source | null {
  const [first = ''] = values.split(' ');
  const [name = ''] = /[A-Z]+(?=[\],\u2026]*$)/.exec(first) ?? [];
  return sources.get(name) ?? null;
}

/** An option's values: words, or where they come from; neither where nobody can know them. */
export function valuesOf({name, value, values}: OptionRow, {themes}: Surface) {
  const isForeign = name === 'host' || name === 'by-user';
  const words = name === 'theme' ? themes : (values ?? []);
  return {words, source: isForeign || words.length > 0 ? null : sourceOf(value ?? '')};
}

/** Options whose values tell which host is meant: guests and jobs are asked with them. */
export const scopes = ['practice', 'state', 'host'] as const;

/** The command that lists a source, a name a line; the scope goes where `SCOPE` stands. */
export const listings: Readonly<Record<Exclude<Source, 'files'>, string>> = {
  guests: "construct-tui list SCOPE 2>/dev/null </dev/null | awk 'NR > 1 {print $1}'",
  jobs: "construct-tui jobs SCOPE 2>/dev/null </dev/null | awk 'NR > 1 {print $1}'",
  sets: "construct-tui sets SCOPE 2>/dev/null </dev/null | awk 'NR > 1 {print $1}'",
};
