import type {Entrance, Login} from '../../model/login.ts';
import type {Refusal} from '../../model/plan.ts';
import {type CbsdContext, guestInWords} from './context.ts';
import {refuse} from './plans/finish.ts';
import {operable} from './plans/start.ts';

/**
 * The command that opens a guest on a terminal (cbsd-ops 5.4). A VM has one door for both: blogin goes by ssh into a
 * cloud image and else to its console, which lies in a tmux. Questions are allowed here, so no NOINTER.
 */
export function loginTo(name: string, entrance: Entrance, context: CbsdContext): Login | Refusal {
  const {guest, family, refusals} = operable(name, context);
  const [refusal] = refusals;
  if (!guest || !family || refusal) return refusal ?? refuse('unsupported', null, `${name} cannot be entered.`);
  if (guest.state !== 'running')
    return refuse('wrong-state', null, `${guestInWords(guest)} is not running: start it first.`, name);
  if (family === 'vm') {
    const title = entrance === 'console' ? `The console of ${name}` : `Into ${name}, by ssh or on its console`;
    return {guest: name, title, command: {argv: ['cbsd', 'blogin', name]}, leave: ['exit', 'tilde', 'tmux']};
  }
  return entrance === 'console'
    ? refuse('unsupported', null, `${name} is a jail and has no console; a login opens a shell in it.`)
    : {guest: name, title: `A shell in ${name}`, command: {argv: ['cbsd', 'jlogin', name]}, leave: ['exit']};
}
