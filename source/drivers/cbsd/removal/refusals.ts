import type {Refusal} from '../../../model/plan.ts';
import {dependentsOf} from '../clone/dependents.ts';
import type {Source} from '../clone/source.ts';
import type {CbsdContext, CbsdGuest, Family} from '../context.ts';
import {refuse} from '../plans/finish.ts';

/** Why CBSD must not be asked to remove this guest: it would do nothing, do it elsewhere, or clear what is not the guest's. */
export const removalRefusals = (
  guest: CbsdGuest,
  source: Source,
  family: Family,
  context: CbsdContext,
): readonly Refusal[] => [
  ...protectedRefusal(guest),
  ...sharedRefusals(source, context),
  ...slaveRefusal(guest),
  ...(family === 'vm' ? hangingOn(guest.name, context) : []),
];

/** CBSD ends with 0 and does nothing (cbsd-ops 5.2). */
const protectedRefusal = ({name, row}: CbsdGuest): readonly Refusal[] =>
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
