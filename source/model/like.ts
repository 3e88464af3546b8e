import type {Answers, Form} from './form.ts';
import {resolveForm} from './resolve.ts';

/** Of the answers that make a guest like another one: those that take part and differ from what the form says without them. */
export function differing<C>(form: Form<C>, context: C, answers: Answers): Answers {
  const live = resolveForm(form, answers, context).fields.filter(field => field.answered && field.visible);
  const kept = new Map(
    live.filter(field => field.value !== field.fallback.value).map(field => [field.id, field.value]),
  );
  // a default may have followed the very answer that was left out (a system and its family)
  const without = resolveForm(form, Object.fromEntries(kept), context);
  for (const {id, value} of live)
    if (without.fields.find(field => field.id === id)?.value !== value) kept.set(id, value);
  return Object.fromEntries(kept);
}
