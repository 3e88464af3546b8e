import type {Touch} from '../../model/plan.ts';
import type {Call} from './rules.ts';

/**
 * What a conflict over each kind of thing leads to. A name, a port or an address that another job has claimed will be
 * gone when that job is done, so waiting for it makes no sense; everything else comes free again.
 */
const onConflict: Readonly<Record<Touch['kind'], 'wait' | 'refuse'>> = {
  name: 'refuse',
  'host-port': 'refuse',
  address: 'refuse',
  guest: 'wait',
  firewall: 'wait',
  registration: 'wait',
  'disk-pool': 'wait',
  host: 'wait',
};

/** What a job claims for itself alone, from the moment it enters the queue to its end. */
export const claimsOf = (touches: readonly Touch[]): readonly Touch[] =>
  touches.filter(({kind, mode}) => mode === 'change' && onConflict[kind] === 'refuse');

export const sameThing = (one: Touch, other: Touch): boolean => one.kind === other.kind && one.id === other.id;

/** A plan's touches as calls for the rules. A plan that names none is taken to touch everything. */
export function callsOf(touches: readonly Touch[]): readonly Call[] {
  const whole = touches.length === 0 || touches.some(({kind, mode}) => kind === 'host' && mode === 'change');
  return [
    {method: whole ? 'whole' : 'part', context: 'host'},
    ...touches
      .filter(({kind}) => kind !== 'host')
      .map(({kind, id, mode}) => ({method: mode, context: `${kind} ${id}`})),
  ];
}

const words: Readonly<Record<Touch['kind'], string>> = {
  name: 'The name',
  'host-port': 'The port',
  address: 'The address',
  guest: 'The guest',
  firewall: 'The firewall',
  registration: 'The registration',
  'disk-pool': 'The storage',
  host: 'The host',
};

/** `The name web1`, `The port tcp/8080`, `The firewall`. */
export const inWords = ({kind, id}: Touch): string => (id === '' ? words[kind] : `${words[kind]} ${id}`);
