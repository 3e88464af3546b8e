import {riskyPart} from '../actions/calm-setup.ts';
import type {Session} from '../actions/session.ts';
import {connectionHere} from '../jobs/connection.ts';
import type {Answers} from '../model/form.ts';
import type {Plan} from '../model/plan.ts';
import type {Face} from './face.ts';
import {Failure, refused} from './failure.ts';

/** Nobody is there to confirm what could cut the operator off, and nobody said that somebody would be. */
export const isAlone = ({options, confirm}: Face): boolean =>
  options.flag('yes') && !options.flag('dry-run') && confirm === null && options.text('confirm-network') !== 'ask';

/** `--confirm-network none` counts only where no connection can be cut; in the answers it is the operator's own word for it. */
export async function withConfirmation(answers: Answers, {options}: Face): Promise<Answers> {
  const wish = options.text('confirm-network');
  if (wish === null) return answers;
  if (wish !== 'ask' && wish !== 'none')
    throw new Failure(2, 'invalid', `--confirm-network takes ask or none, not ${wish}`, {field: 'confirm-network'});
  const isRemote = wish === 'none' && (await connectionHere()).kind === 'remote';
  return isRemote ? answers : {...answers, confirm_network: wish};
}

/** Says what was left for when somebody is there. Returns the exit code; throws where nothing was done at all. */
export async function leftAlone(
  command: string,
  plan: Plan,
  done: readonly string[],
  session: Session,
  face: Face,
): Promise<4> {
  const hint = `construct-tui ${command} in a terminal asks for it and waits for a new login; --confirm-network none: nobody can be cut off`;
  const left = plan.steps.map(({title}) => title).filter(title => !done.includes(title));
  if (done.length === 0) {
    const bars = await session.bars();
    if (bars.length > 0) throw refused(bars); // nobody is sent to a terminal to be refused there
    const risky = plan.guard ? riskyPart(plan) : left;
    throw new Failure(4, 'not-confirmed', `Nothing was run: ${risky.join(', ')} could cut you off`, {hint});
  }
  face.note(`Not run: ${left.join(', ')}, which could cut you off\n  ${hint}`);
  return 4;
}
