import type {Choice, FieldView} from '../../../model/form.ts';
import {kinds} from '../../../model/kinds.ts';
import {scrollTo, type View} from '../../../terminal/scroll.ts';
import {bodyRows, type Change, type Press, type World} from '../../screen.ts';
import {editLine} from '../line-edit.ts';
import {matcherOf} from '../matcher.ts';
import {movesOf} from '../moves.ts';
import {answer} from './answer.ts';
import {entriesOf, ownEntries, takesSeveral, toggled} from './several.ts';
import type {FormScreen} from './state.ts';

/** A list over the form. It filters as one types; every row stays visible to a search, the ones that cannot be had too. */
export type Picker = {readonly field: string; readonly filter: string; readonly view: View};

export function openPicker(screen: FormScreen, field: FieldView, filter: string): FormScreen {
  const choices = choicesOf(field, filter);
  const current = choices.findIndex(({value}) => value === field.value);
  const cursor = filter === '' && current >= 0 ? current : firstFree(choices);
  return {...screen, caret: null, picker: {field: field.id, filter, view: {cursor, top: Math.max(0, cursor - 3)}}};
}

/** Rows below the list that say in full what the row under the cursor says in short. */
export const detailRows = 2;

/** One row is the filter's. */
export const pickerRows = (world: World): number => bodyRows(world.size) - 1 - detailRows;

/** Stands first where any other value is taken too, as it does in CBSD's own lists; it leads back to the field, to be typed there. */
export const manual: Choice = {value: '\u0000', label: 'MANUAL', note: 'type a value that is not in the list'};

/** The rows that match; where free text is taken, what was typed is a row of its own. */
export function choicesOf(field: FieldView, filter: string): readonly Choice[] {
  const {allowed, free} = field;
  const matches = matcherOf(filter);
  const rows = [...ownEntries(field), ...(allowed ?? [])].filter(({value, label, note = ''}) =>
    matches(`${value} ${label} ${note}`),
  );
  const own = filter.trim();
  return free && own && !rows.some(({value}) => value === own)
    ? [...rows, {value: own, label: `take “${own}” as it is`}]
    : [...(free && own === '' ? [manual] : []), ...rows];
}

const firstFree = (choices: readonly Choice[]): number =>
  Math.max(
    0,
    choices.findIndex(choice => !choice.disabled && choice !== manual),
  );

export function pressPicker(screen: FormScreen, picker: Picker, press: Press, world: World): Change {
  const field = screen.form.fields.find(({id}) => id === picker.field);
  if (!field || press.id === 'back') return {screen: {...screen, picker: null}};
  const choices = choicesOf(field, picker.filter);
  const height = pickerRows(world);
  const move = movesOf(press, picker.view.cursor, choices.length, height);
  if (move !== null) {
    return {screen: {...screen, picker: {...picker, view: scrollTo(picker.view, move, choices.length, height)}}};
  }
  const choice = choices[picker.view.cursor];
  if (choice === manual && (press.id === 'pick' || press.name === 'space')) return byHand(screen, field, world);
  if (takesSeveral(field) && (press.name === 'space' || press.id === 'toggle' || press.id === 'pick'))
    return mark(screen, picker, field, choice, press, world);
  if (press.id === 'toggle') return {flash: {role: 'muted', text: 'Only one can be had here; Enter picks it'}};
  if (press.id === 'pick') return pick(screen, field, choice, world);
  const filter = editLine(picker.filter, press);
  if (filter === picker.filter) return {};
  const cursor = firstFree(choicesOf(field, filter));
  return {
    screen: {
      ...screen,
      picker: {...picker, filter, view: scrollTo({cursor: 0, top: 0}, cursor, choices.length, height)},
    },
  };
}

/** Back to the field: what is typed there takes the value's place, or comes behind the entries of a list. */
function byHand(screen: FormScreen, field: FieldView, world: World): Change {
  const flash = {role: 'muted', text: 'Type it, Enter keeps it'} as const;
  const closed = {...screen, picker: null};
  if (!takesSeveral(field) || field.value === '') return {screen: closed, flash};
  const value = field.value + kinds[field.kind].between;
  return {...answer({...closed, caret: value.length}, {[field.id]: value}, world), flash};
}

function pick(screen: FormScreen, field: FieldView, choice: Choice | undefined, world: World): Change {
  if (!choice) return {};
  if (choice.disabled) return {flash: {role: 'bad', text: `${choice.label}: ${choice.disabled}`}};
  return answer({...screen, picker: null}, {[field.id]: choice.value}, world);
}

/**
 * A list of entries: Space marks and stays; Enter on what was looked for marks it and shows all again, else it is done. With
 * nothing marked and nothing looked for, Enter takes the row.
 */
function mark(
  screen: FormScreen,
  picker: Picker,
  field: FieldView,
  choice: Choice | undefined,
  press: Press,
  world: World,
): Change {
  const isDone = press.id === 'pick' && picker.filter === '' && entriesOf(field).length > 0;
  if (isDone) return {screen: {...screen, picker: null}};
  if (!choice) return {};
  if (choice.disabled) return {flash: {role: 'bad', text: `${choice.label}: ${choice.disabled}`}};
  const isMarked = press.id === 'pick' && entriesOf(field).includes(choice.value);
  const value = isMarked ? field.value : toggled(field, choice.value);
  const stays = press.id !== 'pick' || picker.filter !== '';
  const view = picker.filter === '' ? picker.view : {cursor: firstFree(choicesOf(field, '')), top: 0};
  return answer({...screen, picker: stays ? {...picker, filter: '', view} : null}, {[field.id]: value}, world);
}
