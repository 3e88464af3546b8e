import type {Get} from '../../../model/form.ts';
import type {NextAction, Plan} from '../../../model/plan.ts';
import {bareAddress} from '../../../text/address.ts';

type After = Pick<Plan, 'success' | 'next'>;

export function afterJail(name: string, started: boolean, address: string, get: Get): After {
  const at = bareAddress(address.split(',')[0] ?? '');
  const login = get('user_add').split(' ')[0] || 'root';
  const reachable = get('ci_user_pubkey') !== '' || get('user_add') !== '';
  return {
    success: started ? (at ? `${name} runs at {address}` : `${name} runs`) : `${name} is made and stopped`,
    next: [
      ...(started
        ? [
            {kind: 'copy' as const, title: 'Log in from the node', text: `cbsd jlogin ${name}`},
            ...(at && reachable ? [{kind: 'copy' as const, title: 'Log in by SSH', text: `ssh ${login}@${at}`}] : []),
          ]
        : [startIt(name)]),
      ...further(name, 'create jail'),
    ],
  };
}

export const startIt = (name: string): NextAction => ({
  kind: 'action',
  title: `Start ${name}`,
  action: 'start',
  target: name,
});

/** `like` makes another guest with the answers that this one shows. */
export const further = (name: string, action: string): readonly NextAction[] => [
  {kind: 'action', title: `Expose a port of ${name}`, action: 'expose', target: name},
  {kind: 'action', title: `Another like ${name}`, action: `${action} like`, target: name},
];
