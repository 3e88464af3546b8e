import {fingerprint} from './fingerprint.ts';
import type {FieldView, FormView} from './form.ts';
import {kinds} from './kinds.ts';
import type {Plan, Refusal} from './plan.ts';
import {formRefusals, idleAnswers} from './resolve.ts';

type Draft = Pick<Plan, 'action' | 'target' | 'title'> & Partial<Omit<Plan, 'fingerprint'>>;

/** A whole plan out of what is known of it. */
export function finish(draft: Draft): Plan {
  const whole = {
    steps: [],
    warnings: [],
    refusals: [],
    assumptions: [],
    touches: wholeHost,
    success: '',
    next: [],
    ...draft,
  };
  const {action, target, steps, assumptions} = whole;
  return {...whole, fingerprint: fingerprint({action, target, steps, assumptions})};
}

/** Unless a plan says better, nothing runs beside it. */
const wholeHost: Plan['touches'] = [{kind: 'host', id: '', mode: 'change'}];

export const refuse = (
  code: Refusal['code'],
  field: string | null,
  reason: string,
  owner: string | null = null,
): Refusal => ({
  field,
  code,
  reason,
  owner,
});

/**
 * Wrong values and unknown fields, else answers that would be lost. A broken profile, and a default that does not work here,
 * are the host's fault and not the operator's.
 */
export function wrongAnswers(view: FormView, profileField: string): readonly Refusal[] {
  const wrong = formRefusals(view).map(each => {
    if (each.field === profileField && isBroken(view, profileField)) return {...each, code: 'broken-profile' as const};
    const isDefault = view.fields.some(field => field.id === each.field && !field.answered);
    return isDefault ? {...each, code: 'missing' as const} : each;
  });
  if (wrong.length > 0) return wrong;
  const broken = brokenDefaults(view, profileField);
  if (broken.length > 0) return broken;
  return idleAnswers(view).map(({id, label}) =>
    refuse('invalid', id, `${label} has no part with these choices and would be lost: leave it out.`),
  );
}

/** A hidden field is not judged by the form, and its value comes from the profile all the same. */
const brokenDefaults = (view: FormView, profileField: string): readonly Refusal[] =>
  view.fields.flatMap(({visible, fallback: {value, origin}, kind, label, allowed}) => {
    if (visible || origin !== 'profile' || value === '' || allowed?.some(row => row.value === value)) return [];
    const reason = kinds[kind].validate(value);
    return reason ? [refuse('broken-profile', profileField, `The profile's value for ${label}: ${reason}`)] : [];
  });

const isBroken = (view: FormView, id: string): boolean => {
  const field = view.fields.find(each => each.id === id);
  return field?.allowed?.some(row => row.value === field.value && row.disabled !== undefined) ?? false;
};

/** What the fields warn of, but for those whose warning is a refusal here. */
export const warningsOf = (view: FormView, besides: readonly string[]): readonly string[] =>
  view.fields.flatMap(field => (field.warning === null || besides.includes(field.id) ? [] : [field.warning]));

/** The value that counts: a hidden field's is its default. */
export const valueIn =
  (view: FormView) =>
  (id: string): string => {
    const field = view.fields.find(each => each.id === id);
    return field === undefined ? '' : effective(field);
  };

export const effective = (field: FieldView): string => (field.visible ? field.value : field.fallback.value);

/** True when the operator gave this field something and it takes part. */
export const given = (view: FormView, id: string): boolean =>
  view.fields.some(field => field.id === id && field.visible && field.answered && field.value !== '');
