import {fingerprint} from './fingerprint.ts';
import type {Plan} from './plan.ts';

/** Several plans of one action as one: their steps follow each other in the given order. A single plan stays as it is. */
export function mergePlans(plans: readonly Plan[]): Plan {
  const [first] = plans;
  if (!first) throw new Error('there is no plan to merge');
  if (plans.length === 1) return first;
  const parts = {
    action: first.action,
    target: plans.map(plan => plan.target).join(','),
    steps: plans.flatMap(plan => plan.steps),
    assumptions: plans.flatMap(plan => plan.assumptions),
    touches: plans.flatMap(plan => plan.touches),
  };
  return {
    ...parts,
    title: plans.map(plan => plan.title).join('; '),
    warnings: plans.flatMap(plan => plan.warnings),
    refusals: plans.flatMap(plan => plan.refusals),
    fingerprint: fingerprint(parts),
    success: plans
      .filter(plan => plan.steps.length > 0)
      .map(ownFacts)
      .join('; '),
    next: plans.flatMap(plan => plan.next),
    instead: plans.flatMap(plan => plan.instead ?? []),
  };
}

/** The plan for a target that names several guests with commas between them, as `mergePlans` names them; `earlier`: those before it. */
export const planEach = (target: string, plan: (target: string, earlier: readonly string[]) => Plan): Plan =>
  mergePlans([...new Set(target.split(','))].map((one, index, all) => plan(one, all.slice(0, index))));

/** Facts of several guests would shadow each other: each text asks for those of its own target (`{web1.address}`). */
const ownFacts = (plan: Plan): string => plan.success.replace(/\{(\w+)\}/g, `{${plan.target}.$1}`);
