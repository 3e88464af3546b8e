import {refuse} from '../../../model/draft.ts';
import type {Operator, Survey} from '../../../model/driver.ts';
import type {Assumption, Refusal} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import type {Transport} from '../../../model/transport.ts';
import {shell} from '../../../text/sections.ts';
import {defaultWorkdir, distdir} from '../paths.ts';
import {checkSetup} from './check.ts';
import {readFacts} from './facts.ts';
import {setupForm} from './form.ts';
import {hostFiles} from './paths.ts';
import {planSetup} from './plan.ts';
import {surveyScript} from './scripts.ts';

/** Two commands, on a host with CBSD or without it. A refusal: it cannot be asked. */
export async function survey(transport: Transport, operator: Operator): Promise<Survey | Refusal> {
  const {rc, loader, sysctl, sudoers, pf} = hostFiles;
  const named = await transport.read({argv: ['sysrc', '-n', 'cbsd_workdir']});
  const workdir = named.stdout.trim() || defaultWorkdir;
  const argv = shell(surveyScript, workdir, rc, loader, sysctl, sudoers, pf, distdir);
  const {stdout, exitCode, ending} = await transport.read({argv});
  if (exitCode !== 0)
    return refuse('unreadable', null, `The host could not be looked at: ${ending} (${exitCode ?? 'no exit code'}).`);
  const facts = readFacts(stdout, workdir, operator);
  return {
    form: answers => resolveForm(setupForm, answers, facts),
    plan: answers => planSetup(answers, facts),
  };
}

export const isSetupAssumption = ({id}: Assumption): boolean => id === 'file-unchanged';

/** Which of the files are no longer what they were when the plan was made. */
export async function staleFiles(
  assumptions: readonly Assumption[],
  transport: Transport,
): Promise<readonly Refusal[]> {
  const asked = assumptions.filter(isSetupAssumption);
  const verdicts = await Promise.all(
    asked.map(async ({target, value}) => ({
      target,
      verdict: await checkSetup({id: 'file-content', target, expect: {digest: value}, says: ''}, transport),
    })),
  );
  return verdicts.flatMap(({target, verdict}) =>
    verdict.truth === 'true'
      ? []
      : [{field: null, code: 'wrong-state' as const, reason: `${target} was changed meanwhile`, owner: target}],
  );
}
