import type {Answers, FieldView, FormView} from '../../../model/form.ts';
import {scrollTo} from '../../../terminal/scroll.ts';
import type {Change, Flash, Press, World} from '../../screen.ts';
import {answer, reset} from './answer.ts';
import {full, planOf} from './answers.ts';
import {editField} from './edit.ts';
import {openPicker, type Picker, pressPicker} from './picker.ts';
import {type FormRow, formRows, listRows} from './rows.ts';

export type FormScreen = {
  readonly place: 'form';
  readonly action: string;
  readonly target: string;
  /** As typed, secrets among them; drafts leave those out. */
  readonly answers: Answers;
  /** The form as it stands with these answers. */
  readonly form: FormView;
  /** The field's id; null: the row that leads to the plan. */
  readonly cursor: string | null;
  /** Where typing goes; null: the value has not been touched since the cursor came, and typing replaces a default. */
  readonly caret: number | null;
  readonly speed: 'basic' | 'all';
  /** The text fields are looked for by; null: not looking. */
  readonly find: string | null;
  readonly top: number;
  readonly picker: Picker | null;
  /** It began with answers that were left unfinished. */
  readonly isDraft?: boolean;
};

export function pressForm(screen: FormScreen, press: Press, world: World): Change {
  if (screen.picker) return pressPicker(screen, screen.picker, press, world);
  const field = screen.form.fields.find(({id}) => id === screen.cursor) ?? null;
  switch (press.id) {
    case 'back':
      return screen.find === null ? {back: 1} : {screen: at({...screen, find: null}, screen.cursor, world)};
    case 'accept':
      return accept(screen, field, world);
    case 'next-field':
      return {screen: step(screen, 1, world)};
    case 'previous-field':
      return {screen: step(screen, -1, world)};
    case 'page-down':
      return {screen: step(screen, listRows(world), world)};
    case 'page-up':
      return {screen: step(screen, -listRows(world), world)};
    case 'all-fields':
      return {
        screen: at({...screen, speed: screen.speed === 'all' ? 'basic' : 'all', find: null}, screen.cursor, world),
      };
    case 'find-field':
      return {screen: at({...screen, find: screen.find ?? ''}, screen.cursor, world)};
    case 'show-plan':
      return toPlan(screen, world);
    case 'start-afresh':
      return startAfresh(screen, world);
    case 'reset-field':
      return field ? reset(screen, field, world) : {};
    case 'editor':
      return field ? edit(screen, field) : {};
    case 'options':
      return field?.allowed ? {screen: openPicker(screen, field, '')} : {};
  }
  if (screen.find !== null) return {screen: look(screen, press, world)};
  return field ? editField(screen, field, press, world) : {};
}

/** Puts the cursor on a field, or on the nearest row where it is not shown, and the window around it. */
export function at(screen: FormScreen, cursor: string | null, world: World): FormScreen {
  const rows = formRows(screen);
  const found = rows.findIndex(row => idOf(row) === cursor);
  const index = found >= 0 ? found : rows.findIndex(row => row.kind !== 'group');
  const row = rows[index];
  const {top} = scrollTo({cursor: index, top: screen.top}, index, rows.length, listRows(world));
  const to = row ? idOf(row) : null;
  return {...screen, cursor: to ?? null, top: index <= 1 ? 0 : top, caret: to === screen.cursor ? screen.caret : null};
}

/** Group titles are stepped over; undefined is never equal to a cursor. */
const idOf = (row: FormRow): string | null | undefined =>
  row.kind === 'field' ? row.field.id : row.kind === 'plan' ? null : undefined;

function step(screen: FormScreen, by: number, world: World): FormScreen {
  const rows = formRows(screen);
  const stops = rows.filter(row => row.kind !== 'group');
  const index = stops.findIndex(row => idOf(row) === screen.cursor);
  const next = stops[Math.max(0, Math.min(stops.length - 1, index + by))];
  return next ? at(screen, idOf(next) ?? null, world) : screen;
}

/** What is switched or picked needs no editor, and a secret never stands in a file of ours. */
function edit(screen: FormScreen, field: FieldView): Change {
  const isText = field.kind !== 'bool' && !field.secret && (field.allowed === null || field.free);
  if (isText) return {effects: [{do: 'edit', screen, field}]};
  const why = field.secret ? 'is a secret and never written to a file' : 'is chosen, not written';
  return {flash: {role: 'warn', text: `${field.label} ${why}`}};
}

/** Enter keeps what stands there and goes on; a value that cannot stand keeps the cursor. */
function accept(screen: FormScreen, field: FieldView | null, world: World): Change {
  if (screen.find !== null) {
    const speed = field?.speed === 'all' ? 'all' : screen.speed;
    return {screen: at({...screen, find: null, speed}, screen.cursor, world)};
  }
  if (field?.error) return {flash: told(field.label, field.error)};
  if (field) return {screen: step(screen, 1, world)};
  const wrong = screen.form.fields.find(({visible, error}) => visible && error);
  if (!wrong) return toPlan(screen, world);
  const speed = wrong.speed === 'all' ? 'all' : screen.speed;
  return {
    screen: at({...screen, speed}, wrong.id, world),
    flash: told(wrong.label, wrong.error ?? ''),
  };
}

/** Errors that name their field themselves are told as they are. */
const told = (label: string, error: string): Flash => ({
  role: 'bad',
  text: error.startsWith(label) ? error : `${label}: ${error}`,
});

/** The plan opens over the form, where one is made of it; a refused one leaves the cursor on the field that it names. */
function toPlan(screen: FormScreen, world: World): Change {
  const {action, target} = screen;
  if (screen.form.keeps) return {effects: [{do: 'keep-form', action, target, answers: full(screen)}]};
  const opened = planOf(screen, world);
  const named = opened.plan.refusals.find(({field}) => screen.form.fields.some(({id}) => id === field))?.field;
  return {open: opened, ...(named && {screen: at(screen, named, world)})};
}

function startAfresh(screen: FormScreen, world: World): Change {
  const {screen: fresh} = answer({...screen, answers: {}}, {}, world);
  return {
    screen: at(fresh, null, world),
    effects: [{do: 'drop-draft', action: screen.action}],
    flash: {role: 'muted', text: 'All answers are the defaults again'},
  };
}

function look(screen: FormScreen, press: Press, world: World): FormScreen {
  const find =
    press.text !== null
      ? (screen.find ?? '') + press.text
      : press.name === 'backspace'
        ? (screen.find ?? '').slice(0, -1)
        : press.name === 'ctrl-u'
          ? ''
          : screen.find;
  return find === screen.find ? screen : at({...screen, find, top: 0}, screen.cursor, world);
}
