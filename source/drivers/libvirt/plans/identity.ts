import {fingerprint} from '../../../model/fingerprint.ts';
import type {LibvirtContext} from '../context.ts';

/**
 * A plan is pure: numbers of its own follow from the host and the guest, past those that are taken. QEMU's own prefix
 * (52:54:00) keeps a MAC away from real cards.
 */
export function macFor(name: string, {host, domains, networks}: LibvirtContext): string {
  const reserved = networks.flatMap(({reservations}) => reservations);
  const taken = new Set([...domains.flatMap(({nics}) => nics), ...reserved].map(({mac}) => mac));
  return firstFree(taken, round => {
    const hex = fingerprint(['mac', host.name, name, round]);
    return `52:54:00:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}`;
  });
}

export const uuidFor = (name: string, {host, domains}: LibvirtContext): string =>
  firstFree(new Set(domains.map(({uuid}) => uuid)), round => {
    const hex = fingerprint(['uuid', host.name, name, round]);
    const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
    return [...parts, hex.slice(20, 32)].join('-');
  });

function firstFree(taken: ReadonlySet<string>, make: (round: number) => string): string {
  for (let round = 0; ; round += 1) {
    const made = make(round);
    if (!taken.has(made)) return made;
  }
}
