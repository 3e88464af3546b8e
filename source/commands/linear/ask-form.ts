import type {Answers, Choice, FieldView, FormView} from '../../model/form.ts';
import {kinds} from '../../model/kinds.ts';
import type {Secrets} from '../../model/secrets.ts';
import {safe} from '../../text/safe.ts';
import {accept} from '../answers.ts';
import type {Talk} from './talk.ts';

export type Asked = {readonly answers: Answers; readonly secrets: Secrets; readonly view: FormView};

/** A form a field at a time: the basic ones, and all the others when they are wanted. Enter takes the default. */
export async function askForm(action: string, target: string, talk: Talk): Promise<Asked> {
  const {questions, session} = talk;
  const formOf = (answers: Answers): FormView => accept(session.form(action, target, answers));
  let answers: Answers = {};
  let all = false;
  const asked = new Set<string>();
  for (;;) {
    const {fields} = formOf(answers);
    const field = fields.find(({id, visible, speed}) => visible && (all || speed === 'basic') && !asked.has(id));
    if (field) {
      asked.add(field.id);
      answers = await askField(field, answers, formOf, talk);
      continue;
    }
    const more = !all && fields.some(({id, visible}) => visible && !asked.has(id));
    if (!more || !/^y/i.test(await questions.ask('Show every other field as well? [y/N] '))) break;
    all = true;
  }
  const view = formOf(answers);
  const given = view.fields.filter(({secret, id}) => secret && answers[id]);
  return {answers, view, secrets: Object.fromEntries(given.map(({id}) => [id, answers[id] ?? '']))};
}

/** As many rows as a screen reader's user has patience for; a part of a name finds the others. */
const most = 20;

async function askField(
  field: FieldView,
  answers: Answers,
  formOf: (answers: Answers) => FormView,
  {questions, face}: Talk,
): Promise<Answers> {
  let choices = choicesOf(field);
  face.print([`${field.label}: ${field.help}`, ...(field.note ? [`  ${safe(field.note)}`] : [])].join('\n'));
  list(choices);
  const usual = choicesOf(field).find(({value}) => value === field.fallback.value)?.label ?? field.fallback.value;
  const fallback = usual === '' ? '' : ` [${[safe(usual), field.fallback.origin].filter(Boolean).join(', ')}]`;
  for (;;) {
    const typed = field.secret
      ? await questions.askSecret(`${field.label} (not shown): `)
      : await questions.ask(`${field.label}${fallback}: `);
    if (typed === '') return answers;
    const next = {...answers, [field.id]: meant(typed, field, choices)};
    const error = formOf(next).fields.find(({id}) => id === field.id)?.error;
    if (!error) return next;
    const found = choicesOf(field).filter(({label, value}) =>
      `${label} ${value}`.toLowerCase().includes(typed.toLowerCase()),
    );
    if (field.free || found.length === 0) face.print(error);
    else {
      choices = found;
      list(found);
    }
  }

  function list(rows: readonly Choice[]): void {
    const shown = rows.slice(0, most).map(({label}, index) => `  ${index + 1}. ${safe(label)}`);
    if (rows.length > most) shown.push(`  and ${rows.length - most} more: a part of a name finds them`);
    if (shown.length > 0) face.print(shown.join('\n'));
  }
}

const choicesOf = ({kind, allowed}: FieldView): readonly Choice[] =>
  kind === 'bool' ? yesOrNo : (allowed ?? []).filter(({disabled}) => !disabled);

const yesOrNo = [
  {value: '1', label: 'yes'},
  {value: '0', label: 'no'},
];

/** A number of a row, or several for a list; a label; else what was typed. */
function meant(typed: string, {kind}: FieldView, choices: readonly Choice[]): string {
  const {between} = kinds[kind];
  const rows = typed.split(/[\s,]+/).map(word => choices[Number(word) - 1]?.value);
  if (between !== undefined && rows.every(value => value !== undefined)) return rows.join(between);
  const chosen = choices[Number(typed) - 1] ?? choices.find(({label}) => label.toLowerCase() === typed.toLowerCase());
  return chosen?.value ?? typed;
}
