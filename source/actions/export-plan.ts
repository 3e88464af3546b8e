import type {Driver} from '../model/driver.ts';
import type {Plan, Refusal} from '../model/plan.ts';
import {playbookOf} from '../model/playbook.ts';
import {scriptOf} from '../model/script.ts';

/** The forms that every plan can be written in; a platform may know more of its own. */
const forms: Readonly<Record<string, (plan: Plan) => string>> = {sh: scriptOf, ansible: playbookOf};

/** The plan written in `form`; a refusal says which forms there are, or why this plan has none of that form. */
export function exportPlan(form: string, plan: Plan, driver: Driver): string | Refusal {
  const known = {...forms, ...driver.recipes};
  const write = Object.hasOwn(known, form) ? known[form] : undefined;
  if (write) return write(plan);
  const reason = `--export: ${form} is not known here; ${Object.keys(known).join(', ')} are`;
  return {field: 'export', code: 'invalid', reason, owner: null};
}
