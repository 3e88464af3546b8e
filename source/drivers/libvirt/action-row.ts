import type {Answers, Form} from '../../model/form.ts';
import type {Plan, Refusal} from '../../model/plan.ts';
import type {LibvirtContext} from './context.ts';

/** An action: how it is asked for, and what it plans. `like`: answers that make another guest like this one. */
export type ActionRow = {
  readonly form?: Form<LibvirtContext> | ((target: string, context: LibvirtContext) => Form<LibvirtContext> | Refusal);
  readonly like?: (guest: string, context: LibvirtContext) => Answers | Refusal;
  /** `earlier`: targets that the same job takes before this one. */
  readonly plan: (target: string, answers: Answers, context: LibvirtContext, earlier?: readonly string[]) => Plan;
};
