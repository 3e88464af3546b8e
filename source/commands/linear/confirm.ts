import {writeScript} from '../../actions/write-script.ts';
import type {Plan} from '../../model/plan.ts';
import type {Secrets} from '../../model/secrets.ts';
import type {Face} from '../face.ts';
import {Failure} from '../failure.ts';
import {runPlan} from '../run-plan.ts';
import type {Talk} from './talk.ts';

/** Shows the plan, asks, runs it and tells. What destroys data wants its names typed; a key too many must not be enough. */
export async function confirmAndRun(plan: Plan, secrets: Secrets, destroys: boolean, talk: Talk): Promise<void> {
  const {questions, session, face} = talk;
  const answered: Face = {...face, confirm: question => (destroys ? typed(plan, talk) : asked(question, talk))};
  await runPlan(plan, secrets, session, answered);
  await session.refresh();

  async function asked(question: string, {face}: Talk): Promise<boolean> {
    face.print('w writes it as a script instead.');
    const answer = (await questions.ask(question)).trim();
    if (answer === 'w') {
      const path = await writeScript(plan, process.cwd()).catch(error => {
        throw new Failure(2, 'wrong-use', error instanceof Error ? error.message : String(error));
      });
      face.print(`Written: ${path}`);
    }
    return /^y/i.test(answer);
  }
}

async function typed({target}: Plan, {questions, session, face}: Talk): Promise<boolean> {
  const answer = (
    await questions.ask(`This cannot be taken back. Type ${target} to run it on ${session.host.name}: `)
  ).trim();
  if (answer === target) return true;
  face.print(`Not run: that is not ${target}`);
  return false;
}
