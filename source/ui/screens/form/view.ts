import type {FieldView} from '../../../model/form.ts';
import {widthOf} from '../../../terminal/fit.ts';
import {line, type Paint, span} from '../../paint.ts';
import {bodyRows, type Line, type Picture, type World} from '../../screen.ts';
import {helpLines} from './help.ts';
import {beside, planPane} from './pane.ts';
import {drawPicker} from './picker-view.ts';
import {type FormRow, formRows, listRows} from './rows.ts';
import type {FormScreen} from './state.ts';
import {chosenLabel, isToFillIn, remark, shownValue} from './value.ts';

/** From this width on the plan grows beside the form. */
const wide = 110;

export function drawForm(screen: FormScreen, world: World, paint: Paint): Picture {
  if (screen.picker) return drawPicker(screen, screen.picker, world, paint);
  const {columns} = world.size;
  const isBeside = columns >= wide && screen.form.keeps === undefined;
  const left = isBeside ? Math.floor(columns * 0.55) : columns;
  const rows = formRows(screen);
  const height = listRows(world);
  const seen = rows.slice(screen.top, screen.top + height);
  const widths = widthsOf(screen, left);
  const list = seen.map(row => rowLine(row, screen, widths, paint));
  const more = rows.length - screen.top - seen.length;
  const body = [
    ...Array.from({length: height}, (_, index) => list[index] ?? line('')),
    ...helpLines(screen, more, left, world, paint),
  ];
  const caret = caretOf(screen, rows, widths, paint);
  return {
    heading: screen.form.title,
    aside: asideOf(screen, rows, paint),
    lines: isBeside
      ? beside(body, planPane(screen, world, columns - left - 3, bodyRows(world.size), paint), left, paint)
      : body,
    ...(caret && {caret}),
  };
}

function asideOf({form, speed, find}: FormScreen, rows: readonly FormRow[], {glyphs}: Paint): string {
  const visible = form.fields.filter(field => field.visible);
  if (find !== null) return `find: ${find}${glyphs.caret} ${glyphs.dot} ${rows.length} of ${visible.length}`;
  const empty = visible.filter(isToFillIn).length;
  const wrong = visible.filter(({error}) => error).length - empty;
  return [
    ...(wrong > 0 ? [`${wrong} wrong`] : []),
    ...(empty > 0 ? [`${empty} to fill in`] : []),
    fieldsInWords(speed === 'all', rows.length - 1, visible.length),
  ].join(` ${glyphs.dot} `);
}

function fieldsInWords(isAll: boolean, shown: number, count: number): string {
  const fields = `${count} ${count === 1 ? 'field' : 'fields'}`;
  return isAll ? `all ${fields}` : shown === count ? fields : `${shown} basic of ${fields}`;
}

/** Columns that the origin of a default keeps: `package small1`. */
const leastRemark = 16;

type Widths = {readonly label: number; readonly value: number; readonly remark: number};

/** The labels take what they need, as far as a value and a remark have room beside them. A search moves no column. */
function widthsOf({form, speed, find}: FormScreen, width: number): Widths {
  const isBasic = speed === 'basic' && find === null;
  const shown = form.fields.filter(field => field.visible && (!isBasic || field.speed === 'basic'));
  const longest = Math.max(0, ...shown.map(({label}) => widthOf(label)));
  const label = Math.max(12, Math.min(longest + 1, width >= 76 ? 26 : 18));
  const room = width - label - 6;
  const picked = shown.map(field => (field.allowed && !field.free ? widthOf(chosenLabel(field)) + 2 : 0));
  const value = Math.max(Math.floor(room * 0.6), Math.min(room - leastRemark, Math.max(0, ...picked)));
  return {label, value, remark: width - label - value - 6};
}

function rowLine(row: FormRow, screen: FormScreen, widths: Widths, paint: Paint): Line {
  if (row.kind === 'group') return line(span(`${paint.glyphs.rule.repeat(2)} ${row.title}`, 'rule'));
  if (row.kind === 'plan') return planRow(screen, paint);
  return fieldLine(row.field, screen, widths, paint);
}

const planRow = ({cursor, form: {keeps = 'Show the plan'}}: FormScreen, {glyphs}: Paint): Line =>
  cursor === null
    ? line(span(`${glyphs.cursor} `, 'accent'), span(`${glyphs.arrow} ${keeps}`, 'accent'))
    : line(`  ${glyphs.arrow} ${keeps}`);

/** What is wrong needs more room than what is right, and takes it from the value's. */
function fieldLine(field: FieldView, screen: FormScreen, widths: Widths, paint: Paint): Line {
  const isHere = field.id === screen.cursor;
  const valueRole = field.error ? 'bad' : field.answered ? 'answered' : 'default';
  const isOpen = isToFillIn(field);
  const remarkRole = isOpen ? 'warn' : field.error ? 'bad' : field.warning ? 'warn' : 'muted';
  const sign = isOpen
    ? `${paint.glyphs.arrow} `
    : field.error
      ? `${paint.glyphs.broken} `
      : field.warning
        ? `${paint.glyphs.warning} `
        : '  ';
  const list = field.allowed ? paint.glyphs.list : '';
  const shown = paint.cut(inSight(field, screen, widths, paint), widths.value - 2);
  const value = shown && list ? `${shown} ${list}` : shown + list;
  const place = field.error || field.warning ? Math.min(widths.value, Math.max(8, widthOf(value))) : widths.value;
  return line(
    span(isHere ? `${paint.glyphs.cursor} ` : '  ', 'accent'),
    span(paint.fit(field.label, widths.label), isHere ? 'accent' : 'text'),
    ' ',
    span(paint.fit(value, place), valueRole),
    ' ',
    span(paint.cut(sign + remark(field), widths.remark + widths.value - place), remarkRole),
  );
}

/** A value longer than its place is shown at its end while it is typed. */
function inSight(field: FieldView, screen: FormScreen, {value: width}: Widths, paint: Paint): string {
  const isEdited = field.id === screen.cursor && screen.caret !== null;
  const text = shownValue(field, isEdited, paint);
  if (!isEdited || widthOf(text) < width) return text;
  return paint.glyphs.more + [...text].slice(-(width - 2)).join('');
}

/** Where the terminal's own cursor stands: at the text that is typed, in columns and rows of the body. */
function caretOf(screen: FormScreen, rows: readonly FormRow[], widths: Widths, paint: Paint): Picture['caret'] {
  const index = rows.findIndex(row => row.kind === 'field' && row.field.id === screen.cursor);
  const row = rows[index];
  if (row?.kind !== 'field' || row.field.kind === 'bool' || (row.field.allowed && !row.field.free)) return undefined;
  const before = row.field.value.slice(0, screen.caret ?? row.field.value.length);
  const column = Math.min(row.field.secret ? [...before].length : widthOf(paint.clean(before)), widths.value - 1);
  return {x: widths.label + 3 + column, y: index - screen.top};
}
