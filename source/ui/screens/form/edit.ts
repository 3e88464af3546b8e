import type {FieldView} from '../../../model/form.ts';
import type {Change, Press, World} from '../../screen.ts';
import {answer} from './answer.ts';
import {openPicker} from './picker.ts';
import type {FormScreen} from './state.ts';

/** A key on a field: switches, lists and lines of text each have their own. */
export function editField(screen: FormScreen, field: FieldView, press: Press, world: World): Change {
  if (field.kind === 'bool') return toggle(screen, field, press, world);
  if (field.allowed && !field.free) return choose(screen, field, press);
  if (field.allowed && screen.caret === null && press.name === 'right') return {screen: openPicker(screen, field, '')};
  const edited = editText(startOf(screen, field, press), press);
  if (!edited) return {};
  if (edited.text === field.value) return {screen: {...screen, caret: edited.caret}};
  return answer({...screen, caret: edited.caret}, {[field.id]: edited.text}, world);
}

function toggle(screen: FormScreen, field: FieldView, {name}: Press, world: World): Change {
  const next = {
    space: flip(field.value),
    left: flip(field.value),
    right: flip(field.value),
    y: '1',
    n: '0',
    '1': '1',
    '0': '0',
  }[name];
  return next === undefined ? {} : answer(screen, {[field.id]: next}, world);
}

const flip = (value: string): string => (value === '1' ? '0' : '1');

/** Typing on a list looks for what is typed, so a known name is three letters and Enter away. */
function choose(screen: FormScreen, field: FieldView, {name, text}: Press): Change {
  if (name === 'space' || name === 'right') return {screen: openPicker(screen, field, '')};
  return text === null ? {} : {screen: openPicker(screen, field, text)};
}

type Edited = {readonly text: string; readonly caret: number};

/** Typing replaces a default; arrows and Backspace take it up for editing; an answer is always taken up. */
function startOf({caret}: FormScreen, field: FieldView, press: Press): Edited {
  const isReplaced = caret === null && !field.answered && press.text !== null;
  return isReplaced || field.value === ''
    ? {text: '', caret: 0}
    : {text: field.value, caret: Math.min(caret ?? field.value.length, field.value.length)};
}

/** One key on a line of text; null when it is no editing key. The caret stands between UTF-16 units that belong apart. */
export function editText({text, caret}: Edited, {name, text: typed}: Press): Edited | null {
  const head = text.slice(0, caret);
  const tail = text.slice(caret);
  const before = [...head].at(-1)?.length ?? 0;
  const after = [...tail][0]?.length ?? 0;
  if (typed !== null) return {text: head + typed + tail, caret: caret + typed.length};
  switch (name) {
    case 'backspace':
      return {text: head.slice(0, head.length - before) + tail, caret: caret - before};
    case 'delete':
      return {text: head + tail.slice(after), caret};
    case 'left':
      return {text, caret: caret - before};
    case 'right':
      return {text, caret: caret + after};
    case 'home':
      return {text, caret: 0};
    case 'end':
      return {text, caret: text.length};
    case 'ctrl-u':
      return {text: tail, caret: 0};
    case 'ctrl-k':
      return {text: head, caret};
    case 'ctrl-w': {
      const kept = head.replace(/\S+\s*$/, '');
      return {text: kept + tail, caret: kept.length};
    }
    default:
      return null;
  }
}
