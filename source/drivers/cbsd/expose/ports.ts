import type {Guest} from '../../../model/guest.ts';
import type {MappedForward} from '../../../model/ports.ts';
import type {Row} from '../look/sections.ts';
import type {Firewall} from './firewall.ts';
import {mapOf} from './map.ts';
import {hasSources, readStored, type StoredForward} from './stored.ts';

/** What plans know of forwards. */
export type Ports = {
  readonly stored: readonly StoredForward[];
  /** False before CBSD 14, whose forwards know no sources (cbsd-observed, versions in the field). */
  readonly takesSources: boolean;
  /** Guests whose table an older CBSD made: a row with sources would be lost in it without a word. */
  readonly sourceless: readonly string[];
  readonly firewall: Firewall;
  readonly map: readonly MappedForward[];
};

export function readPorts(
  guests: readonly Guest[],
  exposed: ReadonlyMap<string, readonly (readonly Row[])[]>,
  firewall: Firewall,
  version: string,
): Ports {
  const stored = [...exposed].flatMap(([guest, results]) => readStored(guest, results));
  return {
    stored,
    takesSources: !/^([0-9]|1[0-3])\./.test(version.trim()),
    sourceless: [...exposed].filter(([, results]) => !hasSources(results)).map(([guest]) => guest),
    firewall,
    map: mapOf(guests, firewall.live, firewall.listeners, stored),
  };
}

/** Guests with the stored lines of the map as their forwards. */
export function withForwards(guests: readonly Guest[], map: readonly MappedForward[]): readonly Guest[] {
  const own = Map.groupBy(
    map.filter(({stored}) => stored),
    ({guest}) => guest,
  );
  return guests.map(guest => {
    const forwards = own.get(guest.name);
    return forwards ? {...guest, forwards} : guest;
  });
}
