import {refuse} from '../../model/draft.ts';
import type {Entrance, Login} from '../../model/login.ts';
import type {Refusal} from '../../model/plan.ts';
import {domainInWords, type LibvirtContext} from './context.ts';
import {connection} from './paths.ts';
import {operable} from './plans/preflight.ts';

/** A VM has one door from its host: its serial console. What logs in by SSH has a key that this host need not have. */
export function loginTo(name: string, _entrance: Entrance, context: LibvirtContext): Login | Refusal {
  const {domain, refusals} = operable(name, context);
  const [refusal] = refusals;
  if (!domain) return refusal ?? refuse('unsupported', null, `${name} cannot be entered.`);
  if (domain.state !== 'running')
    return refuse('wrong-state', null, `${domainInWords(domain)} is not running: start it first.`, name);
  return {
    guest: name,
    title: `The console of ${name}`,
    command: {argv: ['virsh', '-c', connection, 'console', name], env: {LC_ALL: 'C.UTF-8'}},
    leave: ['exit', 'bracket'],
  };
}
