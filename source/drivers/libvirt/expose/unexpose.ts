import {finish, given, refuse, valueIn, wrongAnswers} from '../../../model/draft.ts';
import type {Answers} from '../../../model/form.ts';
import type {Plan} from '../../../model/plan.ts';
import {setsOf} from '../../../model/port-fields.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {type PortSpec, parsePorts, portName} from '../../../text/port-specs.ts';
import {normalSources} from '../../../text/sources.ts';
import type {LibvirtContext} from '../context.ts';
import {operable, toolRefusals} from '../plans/preflight.ts';
import {firewallTouch, guestTouch, portTouch} from '../plans/touches.ts';
import {doorsSeen} from '../stale.ts';
import type {Door} from './doors.ts';
import {unexposeForm} from './form.ts';
import {inWords, withdrawSteps} from './steps.ts';

/** The files of the doors go, then what is left is loaded. A connection that is open goes on (libvirt, 2.9). */
export function planUnexpose(target: string, answers: Answers, context: LibvirtContext): Plan {
  const draft = {action: 'unexpose', target, title: `Withdraw ports of ${target}`};
  const {domain, refusals: inoperable} = operable(target, context);
  if (!domain) return finish({...draft, refusals: inoperable});
  const view = resolveForm(unexposeForm, answers, context);
  const get = valueIn(view);
  const ports = get('ports').trim() === 'all' ? null : parsePorts(get('ports'), setsOf(context));
  if (ports && 'kind' in ports && ports.kind === 'tooWide')
    return finish({...draft, refusals: [refuse('unsupported', 'ports', ports.reason)]});
  const wrong = wrongAnswers(view, 'set');
  if (wrong.length > 0 || (ports && 'kind' in ports)) return finish({...draft, refusals: wrong});

  const own = context.doors.stored.filter(({owner}) => owner === target);
  const asked = own
    .filter(({from}) => !given(view, 'from') || from.join() === normalSources(get('from')).join())
    .filter(({hostAddress}) => !given(view, 'address') || hostAddress === get('address'));
  const doors = ports ? asked.filter(door => ports.specs.some(spec => isMeant(door, spec))) : asked;
  const has = own.length === 0 ? 'nothing' : own.map(inWords).join(', ');
  const [first] = doors;
  const what = first && doors.length === 1 ? `${inWords(first)} of ${target}` : `${doors.length} ports of ${target}`;
  return finish({
    ...draft,
    title: `Withdraw ${what}`,
    steps: doors.length === 0 ? [] : withdrawSteps(doors, target),
    warnings: ['Connections that are open through them go on until they end.'],
    refusals: [
      ...toolRefusals(['nft'], context),
      ...(ports?.specs.filter(spec => !asked.some(door => isMeant(door, spec))) ?? []).map(spec =>
        refuse('missing', 'ports', `${target} does not expose ${portName(spec)}; it exposes ${has}.`),
      ),
      ...(ports === null && own.length === 0 ? [refuse('missing', 'ports', `${target} exposes nothing.`)] : []),
    ],
    assumptions: [doorsSeen(target, context)],
    touches: [guestTouch(target, 'read'), firewallTouch, ...doors.map(door => portTouch(door.protocol, door.hostPort))],
    success: `${what} ${doors.length === 1 ? 'is' : 'are'} neither stored nor live`,
    next: [{kind: 'action', title: `Expose a port of ${target}`, action: 'expose', target}],
  });
}

const isMeant = (door: Door, {protocol, hostPort, guestPort}: PortSpec): boolean =>
  door.protocol === protocol && door.hostPort === hostPort && (guestPort === hostPort || guestPort === door.guestPort);
