import {readdirSync, statSync} from 'node:fs';
import {resolve} from 'node:path';
import {type Piece, patternOf, trimmed} from './pattern.ts';
import {sum} from './sum.ts';
import type {List, Part, Word} from './syntax.ts';

/** What words are made of where they stand. */
export type Values = {
  readonly cwd: string;
  readonly parameters: readonly string[];
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  /** What the commands of `$(…)` write. */
  output(body: List): Promise<string>;
};

type Field = Piece[];

/** The fields that a word comes to: split where it was not quoted, and files' names for patterns that have some. */
export async function fieldsOf(word: Word, values: Values): Promise<readonly string[]> {
  const fields: Field[] = [[]];
  const put = (piece: Piece): void => void fields.at(-1)?.push(piece);
  for (const part of word) {
    if (part.kind === 'text') put(part);
    else if (part.kind === 'value' && part.name === '@' && part.quoted) {
      values.parameters.forEach((text, place) => {
        if (place > 0) fields.push([]);
        put({text, quoted: true});
      });
      if (values.parameters.length === 0 && isEmptyQuote(word)) return [];
    } else {
      const text = await valueIn(part, values);
      if (part.quoted) put({text, quoted: true});
      else split(text, values.get('IFS') ?? ' \t\n', fields);
    }
  }
  return fields
    .filter(field => field.some(({text, quoted}) => quoted || text !== ''))
    .flatMap(field => named(field, values));
}

/** Nothing but `"$@"`: two quotes and the parameters. */
const isEmptyQuote = (word: Word): boolean =>
  word.every(part => part.kind === 'value' || (part.kind === 'text' && part.text === ''));

/** One text, as an assignment or a redirection takes it. */
export const textOf = async (word: Word, values: Values): Promise<string> =>
  (await piecesOf(word, values)).map(({text}) => text).join('');

export async function piecesOf(word: Word, values: Values): Promise<readonly Piece[]> {
  const pieces: Piece[] = [];
  for (const part of word)
    pieces.push(part.kind === 'text' ? part : {text: await valueIn(part, values), quoted: part.quoted});
  return pieces;
}

function split(text: string, ifs: string, fields: Field[]): void {
  if (ifs === '') return void fields.at(-1)?.push({text, quoted: false});
  const between = new RegExp(`[${ifs.replace(/[\\\]^-]/g, '\\$&')}]+`);
  text.split(between).forEach((piece, place) => {
    if (place > 0) fields.push([]);
    if (piece !== '') fields.at(-1)?.push({text: piece, quoted: false});
  });
}

async function valueIn(part: Exclude<Part, {kind: 'text'}>, values: Values): Promise<string> {
  if (part.kind === 'output') return (await values.output(part.body)).replace(/\n+$/, '');
  if (part.kind === 'sum') return String(sum(await textOf(part.word, values), name => values.get(name) ?? ''));
  const {name, operator, word} = part;
  const value = name === '@' || name === '*' ? values.parameters.join(' ') : values.get(name);
  const isMissing = value === undefined || (operator.startsWith(':') && value === '');
  switch (operator.replace(':', '')) {
    case '':
      return value ?? '';
    case 'length':
      return String((value ?? '').length);
    case '-':
      return isMissing ? textOf(word, values) : (value ?? '');
    case '+':
      return isMissing ? '' : textOf(word, values);
    case '=':
      if (isMissing) values.set(name, await textOf(word, values));
      return values.get(name) ?? '';
    default:
      return trimmed(value ?? '', operator, await piecesOf(word, values));
  }
}

const isPattern = (field: Field): boolean => field.some(({text, quoted}) => !quoted && /[*?[]/.test(text));

function named(field: Field, values: Values): readonly string[] {
  const plain = field.map(({text}) => text).join('');
  if (!isPattern(field)) return [plain];
  const steps: Piece[][] = [[]];
  for (const {text, quoted} of field)
    text.split('/').forEach((piece, place) => {
      if (place > 0) steps.push([]);
      if (piece !== '') steps.at(-1)?.push({text: piece, quoted});
    });
  let found = [plain.startsWith('/') ? '/' : ''];
  for (const [place, step] of (plain.startsWith('/') ? steps.slice(1) : steps).entries()) {
    const isLast = place === steps.length - (plain.startsWith('/') ? 2 : 1);
    found = found.flatMap(before =>
      below(before, step, values.cwd).map(name => `${before}${name}${isLast ? '' : '/'}`),
    );
  }
  return found.length > 0 ? found : [plain];
}

/** The names in a folder that a step of a pattern means. Names are bytes here, a character each. */
function below(folder: string, step: Field, cwd: string): readonly string[] {
  const plain = step.map(({text}) => text).join('');
  const at = (name: string) => Buffer.from(resolve(cwd, folder, name), 'latin1');
  if (!isPattern(step)) return plain === '' || statSync(at(plain), {throwIfNoEntry: false}) ? [plain] : [];
  try {
    const pattern = new RegExp(`^(?:${patternOf(step, true)})$`);
    return readdirSync(at('.'), 'latin1')
      .filter(name => (!name.startsWith('.') || plain.startsWith('.')) && pattern.test(name))
      .sort();
  } catch {
    return [];
  }
}
