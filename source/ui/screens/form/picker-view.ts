import type {Choice, FieldView} from '../../../model/form.ts';
import {widthOf, wrap} from '../../../terminal/fit.ts';
import {line, type Paint, selected, span} from '../../paint.ts';
import type {Line, Picture, World} from '../../screen.ts';
import {choicesOf, detailRows, manual, type Picker, pickerRows} from './picker.ts';
import {entriesOf, takesSeveral} from './several.ts';
import type {FormScreen} from './state.ts';

export function drawPicker({form}: FormScreen, {field: id, filter, view}: Picker, world: World, paint: Paint): Picture {
  const field = form.fields.find(field => field.id === id);
  const choices = field ? choicesOf(field, filter) : [];
  const height = pickerRows(world);
  const {columns} = world.size;
  const width = Math.min(Math.floor(columns * 0.6), Math.max(12, ...choices.map(({label}) => widthOf(label))));
  const rows = choices
    .slice(view.top, view.top + height)
    .map((choice, index) => row(choice, field, view.top + index === view.cursor, width, columns, paint));
  const chosen = choices[view.cursor];
  const detail = wrap(paint.clean(chosen?.disabled ?? chosen?.note ?? ''), columns - 2).slice(0, detailRows);
  const list = rows.length > 0 ? rows : [line(span('  Nothing matches. Backspace widens the search.', 'muted'))];
  const prompt = line(span('  Filter: ', 'muted'), filter);
  return {
    heading: `${form.title}: ${field?.label ?? ''}`,
    aside: [
      ...markedOf(field),
      `${choices.filter(choice => choice !== manual).length} of ${field?.allowed?.length ?? 0}`,
    ].join(` ${paint.glyphs.dot} `),
    rest: field ? howTo(field) : '',
    lines: [
      prompt,
      ...Array.from({length: height}, (_, index) => list[index] ?? line('')),
      ...detail.map(text => line(span(`  ${text}`, chosen?.disabled ? 'bad' : 'muted'))),
    ],
    caret: {x: 10 + widthOf(paint.clean(filter)), y: 0},
  };
}

function howTo(field: FieldView): string {
  const any = field.free ? 'anything else can be typed' : 'typing filters';
  return takesSeveral(field) ? `Space marks, Enter keeps what is marked; ${any}` : `Enter picks; ${any}`;
}

function row(
  choice: Choice,
  field: FieldView | undefined,
  isSelected: boolean,
  width: number,
  columns: number,
  paint: Paint,
): Line {
  const {label, note = '', disabled, value} = choice;
  const sign = disabled ? paint.glyphs.broken : isTaken(field, value) ? paint.glyphs.done : ' ';
  const right = paint.cut(disabled ?? note, columns - width - 7);
  const whole = line(
    isSelected ? `${paint.glyphs.cursor} ` : '  ',
    span(`${sign} `, disabled ? 'bad' : 'good'),
    span(paint.fit(label, width), disabled ? 'muted' : 'text'),
    span(paint.fit(`  ${right}`, columns - width - 4), disabled ? 'bad' : 'muted'),
  );
  return isSelected ? selected(whole) : whole;
}

const isTaken = (field: FieldView | undefined, value: string): boolean =>
  field !== undefined && (takesSeveral(field) ? entriesOf(field).includes(value) : value === field.value);

const markedOf = (field: FieldView | undefined): readonly string[] =>
  field && takesSeveral(field) ? [`${entriesOf(field).length} marked`] : [];
