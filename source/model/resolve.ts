import type {Answers, Choice, Default, Field, FieldView, Form, FormView, Get} from './form.ts';
import {kinds} from './kinds.ts';
import type {Refusal} from './plan.ts';

/**
 * The form as it stands with these answers; pure. A default may ask for other fields' values; a circle of asking ends at
 * the typed answer or an empty text. A hidden field keeps its answer and takes no part: others see its default.
 */
export function resolveForm<C>(form: Form<C>, answers: Answers, context: C): FormView {
  const fields = new Map(form.fields.map(field => [field.id, field]));
  const asking = new Set<string>();
  const values = new Map<string, string>();
  const defaults = new Map<string, Default>();

  const fallback = (field: Field<C>): Default => {
    const known = defaults.get(field.id);
    if (known) return known;
    const fresh = field.initial(get, context);
    defaults.set(field.id, fresh);
    return fresh;
  };
  const visible = (field: Field<C>): boolean => field.visible?.(get, context) ?? true;
  const get: Get = id => {
    const field = fields.get(id);
    const known = values.get(id);
    if (known !== undefined || !field) return known ?? '';
    const answer = own(answers, id);
    if (asking.has(id)) return answer ?? '';
    asking.add(id);
    const value = answer !== undefined && visible(field) ? answer : fallback(field).value;
    asking.delete(id);
    if (asking.size === 0) values.set(id, value);
    return value;
  };

  const view = (field: Field<C>): FieldView => {
    const answer = own(answers, field.id);
    const shown = visible(field);
    const value = answer ?? get(field.id);
    const allowed = field.allowed?.(get, context) ?? null;
    const error = shown ? problem(field, value, fallback(field), allowed, get, context) : null;
    const speaks = shown && error === null;
    return {
      id: field.id,
      label: field.label,
      help: field.help,
      kind: field.kind,
      group: field.group,
      speed: field.speed,
      secret: field.secret ?? false,
      required: field.required ?? false,
      visible: shown,
      value,
      fallback: fallback(field),
      answered: answer !== undefined,
      allowed,
      free: field.free ?? false,
      error,
      warning: speaks ? (field.warn?.(value, get, context) ?? null) : null,
      note: speaks ? (field.note?.(value, get, context) ?? null) : null,
    };
  };
  const views = form.fields.map(view);
  const wrongAnswer = views.some(field => field.answered && field.error !== null);
  return {
    action: form.action,
    title: form.title,
    groups: form.groups,
    ...(form.keeps !== undefined && {keeps: form.keeps}),
    // a default that follows a wrong answer is no error of its own
    fields: wrongAnswer ? views.map(field => (field.answered ? field : {...field, error: null})) : views,
    unknown: Object.keys(answers)
      .filter(id => !fields.has(id))
      .map(id => ({id, reason: reasonOf(form, id)})),
  };
}

/** Wrong values and unknown fields, each by the field's name as typed. */
export const formRefusals = (view: FormView): readonly Refusal[] => [
  ...view.unknown.map(({id, reason}) => invalid(id, reason)),
  ...view.fields.flatMap(field => (field.error === null ? [] : [invalid(field.id, field.error)])),
];

/** Ids are as typed: one may be a word that every object has. */
const reasonOf = ({absent = {}, action}: Pick<Form<never>, 'absent' | 'action'>, id: string): string =>
  (Object.hasOwn(absent, id) ? absent[id] : undefined) ??
  `There is no field ${id}: \`form ${action.replace('-', ' ')}\` lists the fields.`;

/** Answers to fields that take no part as the form stands: a plan refuses them, for they would be lost without a word. */
export const idleAnswers = (view: FormView): readonly FieldView[] =>
  view.fields.filter(field => field.answered && !field.visible);

/** The answers that take part; what a screen hands to a plan, for its operator cannot see the others. */
export const liveAnswers = (view: FormView, answers: Answers): Answers => {
  const idle = new Set(idleAnswers(view).map(field => field.id));
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !idle.has(id)));
};

/** The value of each field that takes part. */
export const formValues = (view: FormView): ReadonlyMap<string, string> =>
  new Map(view.fields.filter(field => field.visible).map(field => [field.id, field.value]));

const own = (answers: Answers, id: string): string | undefined =>
  Object.hasOwn(answers, id) ? answers[id] : undefined;

const invalid = (field: string, reason: string): Refusal => ({field, code: 'invalid', reason, owner: null});

function problem<C>(
  field: Field<C>,
  value: string,
  fallback: Default,
  allowed: readonly Choice[] | null,
  get: Get,
  context: C,
): string | null {
  const choice = allowed?.find(row => row.value === value);
  if (choice) return choice.disabled ?? field.refuse?.(value, get, context) ?? null;
  if (value === '') return empty(field, fallback, allowed);
  const wrong = kinds[field.kind].validate(value);
  if (wrong) return wrong;
  if (allowed && !field.free) return `${field.label} is one of: ${listed(allowed)}.`;
  return field.refuse?.(value, get, context) ?? null;
}

function empty<C>(field: Field<C>, fallback: Default, allowed: readonly Choice[] | null): string | null {
  if (fallback.value !== '') return `${field.label} needs a value; its default is ${fallback.value}.`;
  if (allowed && !field.free && field.required) return `${field.label} is one of: ${listed(allowed)}.`;
  return field.required ? `${field.label} needs a value.` : null;
}

const listed = (choices: readonly Choice[]): string => {
  const open = choices.filter(row => row.disabled === undefined && row.value !== '').map(row => row.value);
  if (open.length === 0) return 'nothing on this host';
  return open.length > 12 ? `${open.slice(0, 12).join(', ')} and ${open.length - 12} more` : open.join(', ');
};
