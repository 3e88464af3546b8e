import {connectionHere} from '../jobs/connection.ts';
import type {Answers} from '../model/form.ts';
import type {Plan} from '../model/plan.ts';
import type {Face} from './face.ts';
import {Failure} from './failure.ts';

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

/** Says what was left for when somebody is there. Returns the exit code. */
export function leftAlone(command: string, {steps, guard}: Plan, done: readonly string[], face: Face): number {
  const left = steps.map(({title}) => title).filter(title => !done.includes(title));
  const risky = guard ? steps.slice(guard.first, guard.last + 1).map(({title}) => title) : left;
  face.note(
    done.length === 0
      ? `Nothing was run: ${risky.join(', ')} could cut you off`
      : `Not run: ${left.join(', ')}, which could cut you off`,
  );
  face.note(
    `  construct-tui ${command} in a terminal asks for it and waits for a new login; --confirm-network none: nobody can be cut off`,
  );
  return 4;
}
