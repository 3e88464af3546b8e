import {kinds} from '../model/kinds.ts';
import type {Plan} from '../model/plan.ts';
import type {Secrets} from '../model/secrets.ts';
import type {Session} from './session.ts';

/** No journal keeps a secret: the first one that the rest of a plan needs and that has not been given again. */
export const secretMissing = ({steps}: Plan, secrets: Secrets): string | null =>
  steps.flatMap(step => step.secrets).find(field => secrets[field] === undefined) ?? null;

/** What is wrong with a secret that is given again, by the form that asked for it first; null: nothing. Never repeats it. */
export function secretProblem(
  {action, target}: Plan,
  field: string,
  value: string,
  form: Session['form'],
): string | null {
  if (value === '') return `${field} needs a value`;
  const view = form(action, target, {[field]: value});
  const row = 'fields' in view ? view.fields.find(({id}) => id === field) : undefined;
  return row?.visible ? row.error : kinds[row?.kind ?? 'password'].validate(value);
}
