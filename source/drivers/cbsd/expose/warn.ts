import type {Refusal} from '../../../model/plan.ts';
import type {CbsdContext, CbsdGuest} from '../context.ts';
import {wayThatGoes} from './own-way.ts';
import {takenBy, vanishing} from './preflight.ts';
import {inWords} from './steps.ts';

const forwardsOf = ({name}: CbsdGuest, {ports}: CbsdContext) => ports.stored.filter(row => row.guest === name);

/** A start and a stop load CBSD's rules too, where the guest has forwards (cbsd-ops 2.6). */
export function reloads(guest: CbsdGuest, context: CbsdContext): readonly string[] {
  const {rules, says} = vanishing(context);
  return rules.length > 0 && context.node.nat === 'pf' && forwardsOf(guest, context).length > 0
    ? [`${says}. They go.`]
    : [];
}

/** And where that would take the operator's own way in along, it is not done. */
export const cutsOff = (guest: CbsdGuest, context: CbsdContext): readonly Refusal[] =>
  reloads(guest, context).length > 0 ? wayThatGoes(context).map(refusal => ({...refusal, field: null})) : [];

/** What a start cannot make live, though it ends well. */
export const notLive = (guest: CbsdGuest, context: CbsdContext): readonly string[] =>
  context.node.nat === 'pf'
    ? forwardsOf(guest, context).flatMap(row =>
        takenBy(row, context)
          .slice(0, 1)
          .map(({reason}) => `${inWords(row)} may not lead to ${guest.name}: ${reason}`),
      )
    : [];
