import type {JobState, JobStep} from '../model/job.ts';
import type {Plan, Refusal} from '../model/plan.ts';

/** The plan's success text with `{name}` or `{guest.name}` replaced by what the checks found; a fact that nobody found is said so. */
export const successSentence = (plan: Plan, facts: Readonly<Record<string, string>>): string =>
  plan.success.replace(/\{([^{}\s]+)\}/g, (_, name: string) => facts[name] || `(${name} unknown)`);

/** What was done, what was not, and what is not known, in words. */
export function failureSentence(
  state: JobState,
  plan: Plan,
  steps: readonly JobStep[],
  refusals: readonly Refusal[],
  reason = '',
): string {
  if (refusals.length > 0) return `Nothing was run: ${refusals.map(refusal => refusal.reason).join('; ')}`;
  const done = steps.filter(step => step.state === 'checked').map(step => step.title);
  const open = steps.filter(step => step.state === 'skipped').map(step => step.title);
  const parts = [
    ...steps.filter(step => step.state === 'failed').map(step => `Failed: ${step.title}${detail(step)}`),
    ...steps.filter(step => step.state === 'unknown').map(step => `Not known: ${step.title}${detail(step)}`),
    ...steps.filter(step => step.state === 'skipped' && step.note).map(step => `Not run: ${step.title}${detail(step)}`),
    done.length > 0 ? `Done before that: ${done.join(', ')}` : 'Nothing was done before that',
    ...(open.length > 0 ? [`Not started: ${open.join(', ')}`] : []),
  ];
  return `${opening[state] ?? plan.title}${reason && `: ${reason}`}. ${parts.join('. ')}.`;

  function detail(step: JobStep): string {
    const exit = step.exitCode === null || step.exitCode === 0 ? '' : `exit code ${step.exitCode}`;
    const words = [exit, step.note].filter(Boolean).join(', ');
    return words ? ` (${words})` : '';
  }
}

const opening: Partial<Record<JobState, string>> = {
  failed: 'It did not become true',
  unknown: 'Whether it became true is not known',
  cancelled: 'Cancelled',
};
