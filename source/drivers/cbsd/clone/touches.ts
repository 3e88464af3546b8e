import type {Step, Touch} from '../../../model/plan.ts';
import {bareAddress} from '../../../text/address.ts';
import {registrationTouch} from '../plans/touches.ts';
import type {Copy} from './copies.ts';
import type {Source} from './source.ts';

/** The source is only read, unless it is stopped for the copy or loses its forwards to it; four copies of one jail were made at once (q13). */
export const touchesOf = (
  source: Source,
  copies: readonly Copy[],
  stopped: boolean,
  moved: boolean,
): readonly Touch[] => [
  {kind: 'guest', id: source.name, mode: stopped || moved ? 'change' : 'read'},
  registrationTouch(source.vm ? 'vm' : 'jail', 'create'),
  ...(stopped && source.forwards.length > 0 ? [{kind: 'firewall', id: '', mode: 'change'} as const] : []),
  ...copies.flatMap(({name, address}): readonly Touch[] => [
    {kind: 'name', id: name, mode: 'change'},
    {kind: 'guest', id: name, mode: 'change'},
    ...address.split(',').flatMap((member): readonly Touch[] => {
      const bare = bareAddress(member);
      return bare ? [{kind: 'address', id: bare, mode: 'change'}] : [];
    }),
  ]),
];

/** Whether the copies are made side by side: of VMs nobody has tried it. */
export const sideBySide = (source: Source, copies: readonly Copy[]): boolean => !source.vm && copies.length > 1;

/** A copy's own steps touch nothing that the other copies' do. */
export const inLane = (copy: Copy, steps: readonly Step[]): readonly Step[] =>
  steps.map(step => ({...step, lane: copy.name}));
