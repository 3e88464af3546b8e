import type {Session} from '../actions/session.ts';
import type {Answers} from '../model/form.ts';
import type {Refusal} from '../model/plan.ts';
import type {Role} from '../terminal/theme.ts';

import type {News} from './news.ts';
import type {Effect} from './screen.ts';
import {openForm} from './screens/form/open.ts';
import {openJob} from './screens/job/state.ts';
import {openPlan} from './screens/plan/state.ts';

/** The ways to a plan and from it: forms that want a reading first, and the start of a plan, or why it does not start. */
export function createPlanWays(
  session: Session,
  tell: (news: News) => void,
  follow: (job: string, isOurs: boolean) => void,
) {
  /** Plans that were refused once because of quiet hours. */
  const meant = new Set<string>();

  const say = (role: Role, text: string): void => tell({change: {flash: {role, text}}});

  async function start({plan, answers, secrets}: Extract<Effect, {do: 'start'}>): Promise<void> {
    const answer = await session.start(plan, secrets, meant.has(plan.fingerprint));
    if ('job' in answer) {
      session.drafts.drop(plan.action);
      tell({change: {back: 'home', open: openJob(answer.job), unmark: true}});
      return follow(answer.job, true);
    }
    if (answer.refusals.every(({code}) => code === 'quiet-hours')) {
      meant.add(plan.fingerprint);
      const told = {...plan, warnings: [...answer.refusals.map(({reason}) => reason), ...plan.warnings]};
      const text = 'Quiet hours, see above. Run it once more if you mean it';
      return tell({change: {back: 1, open: openPlan(told, answers, secrets), flash: {role: 'warn', text}}});
    }
    await session.refresh();
    const anew = plan.follows
      ? await session.recovery[plan.follows.kind](plan.follows.job)
      : session.plan(plan.action, plan.target, answers);
    const again = openPlan(anew ?? plan, answers, secrets);
    const reason = answer.refusals[0]?.reason ?? 'the host has changed since';
    tell({
      change: {back: 1, open: again, flash: {role: 'bad', text: `Not run: ${reason}. This is the plan as it is now`}},
    });
  }

  /** The form with the answers that make another guest like this one. */
  async function openLike(effect: Extract<Effect, {do: 'open-like'}>): Promise<void> {
    const {action, guest} = effect;
    const answers = await session.answersLike(action, guest);
    if (isRefusal(answers)) return say('bad', answers.reason);
    const asked = {form: session.form, plan: session.plan, draft: session.drafts.load};
    const opened = openForm(action, '', asked, answers);
    if ('reason' in opened) return say('bad', opened.reason);
    tell({
      answers: effect,
      change: {open: opened, flash: {role: 'muted', text: `Everything but the name is as ${guest} has it`}},
    });
  }

  /** The set-up's form, its defaults as they were just found on the host. */
  async function openSetup(): Promise<void> {
    say('muted', 'Looking at what a set-up needs');
    const refused = await session.survey();
    if (refused) return say('bad', refused.reason);
    const opened = openForm('setup', '', {form: session.form, plan: session.plan, draft: session.drafts.load});
    if ('reason' in opened) return say('bad', opened.reason);
    tell({
      change: {open: opened, flash: {role: 'muted', text: 'Every default was found on this host, or is the safe one'}},
    });
  }

  return {openLike, openSetup, start};
}

const isRefusal = (answer: Answers | Refusal): answer is Refusal =>
  'code' in answer && 'reason' in answer && 'owner' in answer;
