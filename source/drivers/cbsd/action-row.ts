import type {Details} from '../../model/driver.ts';
import type {Answers, Form} from '../../model/form.ts';
import type {Plan, Refusal} from '../../model/plan.ts';
import type {CbsdContext} from './context.ts';

/** What CBSD can do for us: how it is asked for, and what it plans. */
export type ActionRow = {
  readonly form?: Form<CbsdContext> | ((target: string, context: CbsdContext) => Form<CbsdContext> | Refusal);
  readonly like?: (settings: Details['settings'], context: CbsdContext) => Answers | Refusal;
  readonly plan: (target: string, answers: Answers, context: CbsdContext) => Plan;
};
