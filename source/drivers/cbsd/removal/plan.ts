import type {Plan} from '../../../model/plan.ts';
import {sourceOf} from '../clone/source.ts';
import type {CbsdContext} from '../context.ts';
import {clearRules, limitsOf} from '../edit/limits.ts';
import {afterStopSteps} from '../expose/settle.ts';
import {finish} from '../plans/finish.ts';
import {killStep} from '../plans/lifecycle.ts';
import {operable} from '../plans/start.ts';
import {firewallTouches, guestTouch, registrationTouch} from '../plans/touches.ts';
import {snapshotsSeen} from '../snapshots/place.ts';
import {removalRefusals} from './refusals.ts';
import {dropMounts, removeStep} from './steps.ts';
import {removalWarnings} from './warnings.ts';

/** A guest with everything in it, by CBSD's own removal. What would go is said; what CBSD would clear is looked at first. */
export function planRemove(name: string, context: CbsdContext): Plan {
  const draft = {action: 'destroy', target: name, title: `Remove ${name} and everything in it`};
  const {guest, family, refusals} = operable(name, context);
  if (!guest || !family) return finish({...draft, refusals});
  const source = sourceOf(guest, context);
  const alive = guest.state === 'running' || guest.stateReason === 'paused';
  return finish({
    ...draft,
    steps: [
      ...(alive ? [killStep(name, family)] : []),
      ...(limitsOf(guest).length > 0 ? [clearRules(name)] : []),
      removeStep(source, family, context),
      ...(family === 'vm' ? [dropMounts(source, context)] : []),
      ...afterStopSteps(name, true, context),
    ],
    refusals: removalRefusals(guest, source, family, context),
    warnings: removalWarnings(guest, source, family, context),
    assumptions: [
      {id: 'guest-state', target: name, value: guest.state},
      ...(source.dataset ? snapshotsSeen(name, source.dataset.name, context) : []),
    ],
    touches: [guestTouch(name), registrationTouch(family, 'remove'), ...firewallTouches(guest)],
    success: `${name} is gone`,
  });
}
