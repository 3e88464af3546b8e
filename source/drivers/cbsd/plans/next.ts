import type {FormView, Get} from '../../../model/form.ts';
import type {NextAction, Plan} from '../../../model/plan.ts';
import {bareAddress} from '../../../text/address.ts';
import type {CbsdContext} from '../context.ts';
import {hasScreen} from '../forms/vm/screen.ts';
import type {VmProfile} from '../profiles/profile.ts';
import {valueIn} from './finish.ts';
import {inBrackets, screenWays} from './vnc.ts';

type After = Pick<Plan, 'success' | 'next'>;

export function afterJail(name: string, started: boolean, address: string, get: Get): After {
  const at = bareAddress(address.split(',')[0] ?? '');
  const login = get('user_add').split(' ')[0] || 'root';
  const reachable = get('ci_user_pubkey') !== '' || get('user_add') !== '';
  if (!started) return {success: `${name} is made and stopped`, next: [startIt(name), ...further(name, 'create-jail')]};
  return {
    success: at ? `${name} runs at {address}` : `${name} runs`,
    next: [
      copy('Log in from the node', `cbsd jlogin ${name}`),
      ...(at && reachable ? [copy('Log in by SSH', `ssh ${login}@${at}`)] : []),
      ...further(name, 'create-jail'),
    ],
  };
}

export function afterVm(
  view: FormView,
  started: boolean,
  address: string,
  profile: VmProfile,
  context: CbsdContext,
): After {
  const get = valueIn(view);
  const name = get('jname');
  if (!started) return {success: `${name} is made and stopped`, next: [startIt(name), ...further(name, 'create-vm')]};
  const at = bareAddress(address.split(',')[0] ?? '');
  const [success, first] = profile.cloud
    ? [
        at ? `${name} runs at {address}` : `${name} runs`,
        at ? [copy('Log in by SSH', `ssh ${get('ci_user_add').split(' ')[0]}@${at}`)] : [],
      ]
    : [installing(get, context), []];
  return {
    success,
    next: [
      ...first,
      copy('Its console', `cbsd blogin ${name}`),
      ...screen(get, context),
      ...(profile.cloud ? [] : afterwards(name)),
      ...further(name, 'create-vm'),
    ],
  };
}

/** A start of an installer ends with a question to whoever looks, not with a system. */
function installing(get: Get, context: CbsdContext): string {
  const name = get('jname');
  if (!hasScreen(get)) return `${name} runs the installer, on its console: cbsd blogin ${name}`;
  const waits = get('cd_vnc_wait') === '1' ? ', waits for a client' : '';
  return `${name} runs the installer: VNC ${host(get)}:${vncPort(get, context)}${waits}`;
}

const afterwards = (name: string): readonly NextAction[] => [
  copy(
    'After the installation: eject the medium and boot from the disk',
    `cbsd media mode=eject jname=${name} && cbsd brestart jname=${name}`,
  ),
];

function screen(get: Get, context: CbsdContext): readonly NextAction[] {
  if (!hasScreen(get)) return [];
  const ways = screenWays(get('jname'), get('bhyve_vnc_tcp_bind'), vncPort(get, context), context);
  return ways.map(({title, text}) => copy(title, text));
}

const host = (get: Get): string => inBrackets(get('bhyve_vnc_tcp_bind'));

/** As bstart chooses it: the first from 5900 that no other VM has stored, running or not (cbsd-ops 5.9). */
export function vncPort(get: Get, context: CbsdContext): number {
  const asked = Number(get('vm_vnc_port'));
  if (asked > 1) return asked;
  const taken = new Set(context.guests.map(guest => guest.vncPort));
  for (let port = 5900; ; port += 1) if (!taken.has(port)) return port;
}

const copy = (title: string, text: string): NextAction => ({kind: 'copy', title, text});

const startIt = (name: string): NextAction => ({kind: 'action', title: `Start ${name}`, action: 'start', target: name});

/** `create-… like` makes another guest with the answers that this one shows. */
const further = (name: string, action: string): readonly NextAction[] => [
  exposeIt(name),
  {kind: 'action', title: `Another like ${name}`, action, target: name},
];

export const exposeIt = (name: string): NextAction => ({
  kind: 'action',
  title: 'Expose a port, such as 8080 to its 80',
  action: 'expose',
  target: name,
});
