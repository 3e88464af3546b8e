import type {FieldView} from '../../../model/form.ts';
import {wrap} from '../../../terminal/fit.ts';
import type {Role} from '../../../terminal/theme.ts';
import {line, type Paint, span} from '../../paint.ts';
import type {Line, World} from '../../screen.ts';
import {helpRows} from './rows.ts';
import type {FormScreen} from './state.ts';
import {isToFillIn} from './value.ts';

/** Below the list: what the field is, what is wrong with it, where its default is from and how it is changed. */
export function helpLines(
  screen: FormScreen,
  more: number,
  width: number,
  world: World,
  paint: Paint,
): readonly Line[] {
  const field = screen.form.fields.find(({id}) => id === screen.cursor);
  const height = helpRows(world) - 1;
  const texts = (field ? about(field) : [[screen.form.keeps ? keeping : planning, 'text'] as const]).flatMap(
    ([text, role]) => wrap(paint.clean(text), width - 2).map(part => line(span(` ${part}`, role))),
  );
  return [ruleOf(more, width, paint), ...texts.slice(0, height)];
}

const planning = 'Enter shows what will run; nothing runs before you have seen it.';
const keeping = 'Enter keeps it on this machine; nothing is changed anywhere else.';

function ruleOf(more: number, width: number, {glyphs}: Paint): Line {
  const text = more > 0 ? `${glyphs.rule.repeat(2)} ${more} more below ` : '';
  return line(span(text + glyphs.rule.repeat(width - text.length), 'rule'));
}

type Said = readonly [text: string, role: Role];

const about = (field: FieldView): readonly Said[] => [
  ...(field.error ? [[field.error, isToFillIn(field) ? 'warn' : 'bad'] as const] : []),
  ...(field.warning ? [[field.warning, 'warn'] as const] : []),
  ...(field.note ? [[field.note, 'good'] as const] : []),
  [field.help, 'text'],
  [`${field.id}: ${howTo(field)}${wayBack(field)}`, 'muted'],
];

/** Where the default is from, once it has been left. */
function wayBack({kind, answered, secret, fallback}: FieldView): string {
  if (!answered) return '';
  return secret
    ? '. Ctrl-D empties it'
    : `. Default: ${kind === 'bool' ? (fallback.value === '1' ? 'yes' : 'no') : fallback.value || 'empty'}${fallback.origin === '' ? '' : ` (${fallback.origin})`}, Ctrl-D takes it`;
}

function howTo(field: FieldView): string {
  if (field.kind === 'bool') return 'Space switches it';
  if (field.secret) return 'It is not shown, not saved and not logged';
  if (field.allowed && !field.free) return `Space or typing opens the list of ${field.allowed.length}`;
  if (field.allowed) return `Type, or Ctrl-O to pick from ${field.allowed.length}`;
  return field.answered ? 'Type to change it' : 'Type to replace it, Backspace to edit it';
}
