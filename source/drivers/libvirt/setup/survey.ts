import {refuse} from '../../../model/draft.ts';
import type {Operator, Survey} from '../../../model/driver.ts';
import type {Refusal} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import type {Transport} from '../../../model/transport.ts';
import {shell} from '../../../text/sections.ts';
import {readHealth} from '../doctor/facts.ts';
import {doctorScript} from '../doctor/script.ts';
import {setupForm} from './form.ts';
import {planSetup} from './plan.ts';

/** One command, with libvirt on the host or without it: the doctor's look. A refusal: it cannot be asked. */
export async function survey(transport: Transport, operator: Operator): Promise<Survey | Refusal> {
  const argv = shell(doctorScript);
  const {stdout, exitCode, ending} = await transport.read({argv, outputLimit: 128 * 1024 * 1024, timeoutMs: 60_000});
  if (exitCode === null) return refuse('unreadable', null, `The host could not be looked at: ${ending}.`);
  const health = readHealth(stdout, operator, Date.now());
  return {
    form: answers => resolveForm(setupForm, answers, health),
    plan: answers => planSetup(answers, health),
  };
}
