import type {Job} from '../model/job.ts';
import {createLocalTransport} from '../transport/local.ts';
import type {Hook, Order, Who} from './events.ts';

/**
 * Tells the operator's own command how the job ended, by one JSON document on its stdin. It runs as the person who gave
 * the job: a runner that was made root by sudo or doas goes back to them, and a job of root's own has no hook on a real
 * host. Resolves what came of it, in words.
 */
export async function runHook(hook: Hook, order: Order, job: Job): Promise<string> {
  const person = personToBe(order);
  if (person === 'root') return 'the hook was not run: nothing of an operator runs as root';
  const ways =
    person === null
      ? [[]]
      : [
          ['sudo', '-n', '-u', person],
          ['doas', '-n', '-u', person],
        ];
  for (const elevate of ways) {
    const transport = createLocalTransport({elevate, environment: {HOME: hook.home}});
    const {ending, exitCode} = await transport.read({
      argv: hook.argv,
      stdin: `${JSON.stringify(documentOf(order, job))}\n`,
      timeoutMs: hook.timeoutMs,
      outputLimit: 64 * 1024,
    });
    if (ending === 'not-found' && elevate.length > 0) continue;
    return `the hook ${ending === 'exited' ? `ended with ${exitCode}` : `did not end well: ${ending}`}`;
  }
  return `the hook was not run: there is no way to become ${person}`;
}

/** null: this process is that person already. */
function personToBe({who, host}: Order): string | null {
  if (process.getuid?.() !== 0) return null;
  const person = who ? personNamed(who) : 'root';
  return person === 'root' && host.practice !== null ? null : person;
}

const personNamed = ({user, from}: Who): string => from ?? user;

const documentOf = (order: Order, job: Job) => ({
  schema: 1,
  ...(job.practice && {practice: true}),
  host: order.host.name,
  job: {
    id: job.id,
    action: job.action,
    target: job.target,
    title: job.title,
    state: job.state,
    sentence: job.sentence,
    by: job.by,
    startedAt: job.startedAt,
    endedAt: job.endedAt,
    undoable: job.undoable,
    residue: job.residue,
  },
});
