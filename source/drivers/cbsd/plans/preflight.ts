import type {Assumption, Refusal} from '../../../model/plan.ts';
import {bareAddress} from '../../../text/address.ts';
import {formatBytes} from '../../../text/units.ts';
import {addressOwners} from '../addresses.ts';
import {type CbsdContext, guestInWords} from '../context.ts';
import {refuse} from './finish.ts';

/** What CBSD itself does not look at before it creates (cbsd-observed, traps 4 and 5). */
export function nameRefusal(name: string, context: CbsdContext): readonly Refusal[] {
  const owner = context.guests.find(guest => guest.name === name);
  return owner
    ? [refuse('name-taken', 'jname', `The name ${name} is taken by ${guestInWords(owner)}.`, owner.name)]
    : [];
}

export function addressRefusals(field: string, addresses: readonly string[], context: CbsdContext): readonly Refusal[] {
  const owners = addressOwners(context);
  return addresses.flatMap(member => {
    const address = bareAddress(member) ?? '';
    const owner = owners.get(address);
    const guest = context.guests.find(each => each.addresses.includes(address));
    return owner
      ? [refuse('address-in-use', field, `The address ${address} is taken by ${owner}.`, guest?.name ?? owner)]
      : [];
  });
}

export const spaceRefusal = (
  field: string | null,
  bytes: number,
  what: string,
  context: CbsdContext,
): readonly Refusal[] => {
  const free = context.node.diskFreeBytes;
  if (free === null || bytes <= free) return [];
  return [
    refuse('no-space', field, `${what} needs ${formatBytes(bytes)}, and ${formatBytes(free)} are free on this node.`),
  ];
};

export const nameFree = (name: string): Assumption => ({id: 'name-free', target: name, value: ''});

export const addressesFree = (addresses: readonly string[]): readonly Assumption[] =>
  addresses.flatMap(member => {
    const address = bareAddress(member);
    return address ? [{id: 'address-free', target: address, value: ''}] : [];
  });

/** A node whose folder no command of CBSD's can carry. */
export const placeRefusals = (context: CbsdContext): readonly Refusal[] =>
  /^\/[A-Za-z0-9._/-]+$/.test(context.node.workdir)
    ? []
    : [refuse('unsupported', null, `CBSD's commands cannot carry its working directory ${context.node.workdir}.`)];
