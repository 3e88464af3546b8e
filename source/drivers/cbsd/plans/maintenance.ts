import type {Plan, Step} from '../../../model/plan.ts';
import type {CbsdContext, CbsdGuest} from '../context.ts';
import {hostCheck} from '../doctor/verify.ts';
import {cbsd, patience, run} from './command.ts';
import {finish} from './finish.ts';
import {operable} from './start.ts';
import {guestTouch} from './touches.ts';

/** A stop, a create or a copy that was cut off leaves this mark, and CBSD then starts and stops the guest no more (cbsd-ops 5.1). */
export const inMaintenance = ({row}: CbsdGuest): boolean => row?.status === '3';

/** Only while no command of CBSD's, and no bhyve, works for the guest: whoever set the mark may still be at it. */
export const endMaintenanceStep = (name: string, workdir: string): Step => ({
  ...run(
    `Take ${name} out of maintenance`,
    cbsd(['jswmode', `jname=${name}`, 'mode=master', 'comment=0'], patience.quick),
    {
      check: hostCheck('maintenance', name, '', `${name} is not in maintenance`, `${workdir}/var/db/local.sqlite`),
      seconds: 1,
    },
  ),
  before: hostCheck('idle', name, '', `nothing works for ${name}`),
});

export const staysHalfDone =
  'What the command that was cut off left half done stays as it is: look at the guest before it is started.';

/** An empty plan with a note when it is marked no more. */
export function planEndMaintenance(name: string, context: CbsdContext): Plan {
  const draft = {action: 'end-maintenance', target: name, title: `Take ${name} out of maintenance`};
  const {guest, family, refusals} = operable(name, context);
  if (!guest || !family) return finish({...draft, refusals});
  const already = `${name} is not in maintenance`;
  if (!inMaintenance(guest)) return finish({...draft, warnings: [`${already}.`], success: already});
  return finish({
    ...draft,
    steps: [endMaintenanceStep(name, context.node.workdir)],
    warnings: [staysHalfDone],
    assumptions: [{id: 'guest-state', target: name, value: guest.state}],
    touches: [guestTouch(name)],
    success: `${name} is out of maintenance`,
    next: [
      {kind: 'action', title: `Start ${name}`, action: 'start', target: name},
      {kind: 'action', title: `Remove ${name}`, action: 'destroy', target: name},
    ],
  });
}
