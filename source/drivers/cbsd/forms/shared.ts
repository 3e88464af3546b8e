import type {Choice, Get} from '../../../model/form.ts';
import {inRange} from '../../../model/kinds/value.ts';
import {bareAddress} from '../../../text/address.ts';
import {nextFreeName} from '../../../text/names.ts';
import {sshKeyLabel} from '../../../text/sshkey.ts';
import {formatBytes, parseSize} from '../../../text/units.ts';
import {addressOwners, freeAddress} from '../addresses.ts';
import {type CbsdContext, guestInWords} from '../context.ts';
import {always} from './row.ts';

/** What rows of both forms say of a value. Each takes a value and the context, and answers null when all is well. */

export const freeName = (prefix: string, context: CbsdContext): string =>
  nextFreeName(
    /^[a-z][a-z0-9_-]{0,24}$/.test(prefix) ? prefix : 'guest',
    new Set(context.guests.map(guest => guest.name)),
  );

export function nameTaken(name: string, context: CbsdContext): string | null {
  const owner = context.guests.find(guest => guest.name === name);
  return owner ? `${name} is taken by ${guestInWords(owner)}.` : null;
}

export function addressTaken(list: string, context: CbsdContext): string | null {
  const owners = addressOwners(context);
  for (const member of list.split(',')) {
    const owner = owners.get(bareAddress(member) ?? '');
    if (owner) return `${bareAddress(member)} is taken by ${owner}.`;
  }
  return null;
}

/** What a word stands for here: `10.0.0.4, the next free of 10.0.0.0/24`. */
export function addressNote(value: string, context: CbsdContext): string | null {
  if (value === '0') return 'CBSD gives it no address.';
  if (value === 'REALDHCP') return 'It asks a DHCP server on its net.';
  if (value !== 'DHCP' && value !== 'DHCPv6') return null;
  const pools = value === 'DHCP' ? context.node.pools : context.node.pools6;
  const address = freeAddress(value, context);
  return address ? `${address}, the next free of ${pools.join(' ')}` : null;
}

export function noPool(value: string, context: CbsdContext): string | null {
  if (value === 'DHCP' && context.node.pools.length === 0)
    return 'This node has no nodeippool, so write an address instead of DHCP.';
  if (value === 'DHCPv6' && context.node.pools6.length === 0)
    return 'This node has no nodeip6pool, so write an address instead of DHCPv6.';
  return null;
}

export const addressChoices = (context: CbsdContext, words: readonly string[]): readonly Choice[] =>
  words
    .filter(word => noPool(word, context) === null)
    .map(word => ({value: word, label: word, note: addressNote(word, context) ?? ''}));

export const nicUnknown = (list: string, context: CbsdContext): string | null => {
  const nics = list.split(',').flatMap(member => /^([^#]+)#/.exec(member)?.[1] ?? []);
  const odd = nics.find(
    nic => !nic.startsWith('vhid_') && context.interfaces.length > 0 && !context.interfaces.includes(nic),
  );
  return odd ? `This node has no interface ${odd}: it has ${context.interfaces.join(', ')}.` : null;
};

export const interfaceChoices = (context: CbsdContext): readonly Choice[] => [
  {value: 'auto', label: 'auto', note: 'CBSD takes the interface of the default route'},
  {value: '0', label: 'none', note: 'CBSD adds no address to an interface'},
  ...context.interfaces.map(name => ({value: name, label: name})),
];

/** Keys of the operator's own machine; the label says whose. */
export const keyChoices = (context: CbsdContext): readonly Choice[] =>
  context.operator.publicKeys.map(({label, key}) => ({value: key, label: sshKeyLabel(key), note: label}));

export function keyNote(value: string, context: CbsdContext): string | null {
  if (value === '') return 'No key: log in by password or console.';
  const own = context.operator.publicKeys.find(({key}) => key === value);
  return own ? `${sshKeyLabel(value)}: ${own.label}` : sshKeyLabel(value);
}

/** For counts: a whole number in a range. */
export const ranged =
  (low: number, high: number) =>
  (value: string): string | null =>
    inRange(value, low, high);

export function diskNote(context: CbsdContext): string | null {
  const free = context.node.diskFreeBytes;
  return free === null ? null : `${formatBytes(free)} free on this node`;
}

/** A size in words for a file or a package that may say it in bytes or with a unit. */
export const bytesOf = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : parseSize(text));

export const noNic = (value: string): string | null =>
  value.includes('#') ? 'A VM has its own network card: leave the interface before # out.' : null;

/** CPUs to pin to: `0-3,6`; 0 or empty: all. */
export const cpuListProblem = (value: string): string | null =>
  /^(0|\d{1,3}(-\d{1,3})?(,\d{1,3}(-\d{1,3})?)*)$/.test(value) ? null : 'Write CPUs as 0-3,6, or 0 for all.';

export const switchOn =
  (id: string) =>
  (get: Get): boolean =>
    get(id) === '1';

/** A guest's name as the first part of a host name, which takes no underscore and no hyphen at its end. */
export const hostLabel = (name: string): string => name.replaceAll('_', '-').replace(/-+$/, '');

/** CBSD writes cloud-init's files with sed, `:` between its parts: these signs corrupt them (cbsd-create 4.3). */
export const templateProblem = (value: string): string | null =>
  /[:&]|%%/.test(value) ? 'CBSD’s cloud-init templates corrupt a colon, & and %%: leave them out.' : null;

/** How a VM's VNC password is judged, wherever one is asked for. */
export const vncPassword = {
  secret: true,
  initial: always('', 'random'),
  refuse: (value: string) =>
    /^[A-Za-z0-9]{1,8}$/.test(value) || value === ''
      ? null
      : 'CBSD puts it on a command line, and VNC reads eight characters: 1 to 8 letters and digits.',
  warn: (value: string) => (value === 'cbsd' ? 'Everybody knows this password: CBSD ships it.' : null),
} as const;
