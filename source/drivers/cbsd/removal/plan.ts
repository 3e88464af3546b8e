import type {Plan, Refusal} from '../../../model/plan.ts';
import {formatBytes} from '../../../text/units.ts';
import {dependentsOf} from '../clone/dependents.ts';
import {type Source, sourceOf} from '../clone/source.ts';
import type {CbsdContext, CbsdGuest} from '../context.ts';
import {clearRules, limitsOf} from '../edit/limits.ts';
import {afterStopSteps} from '../expose/settle.ts';
import {reloads} from '../expose/warn.ts';
import {finish, refuse} from '../plans/finish.ts';
import {killStep} from '../plans/lifecycle.ts';
import {operable} from '../plans/start.ts';
import {firewallTouches, guestTouch, registrationTouch} from '../plans/touches.ts';
import {snapshotsSeen} from '../snapshots/place.ts';
import {dropMounts, removeStep} from './steps.ts';

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
    refusals: [
      ...protectedRefusal(guest),
      ...sharedRefusals(source, context),
      ...slaveRefusal(guest),
      ...(family === 'vm' ? hangingOn(name, context) : []),
    ],
    warnings: [
      ...lost(source, context),
      ...(family === 'jail' ? promotedFirst(name, context) : []),
      ...reloads(guest, context),
    ],
    assumptions: [
      {id: 'guest-state', target: name, value: guest.state},
      ...(source.dataset ? snapshotsSeen(name, source.dataset.name, context) : []),
    ],
    touches: [guestTouch(name), registrationTouch(family, 'remove'), ...firewallTouches(guest)],
    success: `${name} is gone`,
  });
}

/** CBSD ends with 0 and does nothing (cbsd-ops 5.2). */
export const protectedRefusal = ({name, row}: CbsdGuest): readonly Refusal[] =>
  row?.protected === '1' ? [refuse('wrong-state', null, `${name} is protected: unprotect it first.`, name)] : [];

/** A row of another node's guest: what CBSD does to it happens there (cbsd-ops 8). */
const slaveRefusal = ({name, state, stateReason}: CbsdGuest): readonly Refusal[] =>
  state === 'unknown'
    ? [refuse('wrong-state', null, `${name} is not this node's to remove: ${stateReason}.`, name)]
    : [];

/** CBSD clears the folder that the row names, whatever it is. */
function sharedRefusals({name, data}: Source, {node, guests}: CbsdContext): readonly Refusal[] {
  if (data !== `${node.workdir}/jails-data/${name}-data`)
    return [
      refuse(
        'unsupported',
        null,
        `The data of ${name} lies in ${data}, which CBSD would clear whatever else is in it: remove it by hand.`,
        name,
      ),
    ];
  const other = guests.find(guest => guest.name !== name && guest.row?.data === data);
  return other
    ? [refuse('wrong-state', null, `${other.name} has its data in the same folder, ${data}.`, other.name)]
    : [];
}

/** bremove ends there (cbsd-ops 3.2). */
const hangingOn = (name: string, context: CbsdContext): readonly Refusal[] =>
  dependentsOf(name, context)
    .slice(0, 1)
    .map(first =>
      refuse(
        'wrong-state',
        null,
        `The clones ${dependentsOf(name, context).join(', ')} share the disks of ${name}: remove them first, or promote them: construct-tui promote ${first}`,
        first,
      ),
    );

/** jremove does it by itself. */
const promotedFirst = (name: string, context: CbsdContext): readonly string[] => {
  const names = dependentsOf(name, context);
  return names.length === 0 ? [] : [`CBSD promotes what was cloned from ${name} first: ${names.join(', ')}.`];
};

/** Everything that goes, so that nobody learns of it afterwards. */
function lost(source: Source, context: CbsdContext): readonly string[] {
  const {name, data, dataset, volumes, forwards, bytes} = source;
  const own = [...volumes, ...(dataset ? [dataset.name] : [])];
  const snapshots = (context.copies?.snapshots ?? []).filter(each => own.includes(each.dataset));
  const size = bytes === null ? '' : `, ${formatBytes(bytes)}`;
  return [
    `Everything in ${name} is lost, and no undo brings it back: ${data}${size}.`,
    ...(snapshots.length > 0 ? [`Its snapshots go too: ${snapshots.map(each => each.name).join(', ')}.`] : []),
    ...(forwards.length > 0
      ? [`Its forwards go too: ${forwards.map(each => `${each.protocol}/${each.hostPort}`).join(', ')}.`]
      : []),
  ];
}
