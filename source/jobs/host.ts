import {join} from 'node:path';
import {driverById} from '../drivers/registry.ts';
import type {Driver} from '../model/driver.ts';
import type {Transport} from '../model/transport.ts';
import {createLocalTransport} from '../transport/local.ts';
import type {Line} from '../transport/ssh/line.ts';
import {openLine} from '../transport/ssh/open-line.ts';
import type {Destination} from '../transport/ssh/settings.ts';
import {createSshTransport} from '../transport/ssh/transport.ts';
import type {HostRef} from './events.ts';

export type OpenHost = {readonly transport: Transport; readonly driver: Driver};

/**
 * The way to a host again, for a screen as for a runner. `elevate` is put before every command (`sudo -n`); a runner
 * on this machine has been elevated itself and gives none.
 */
export function openHost(ref: HostRef, elevate: readonly string[] = []): OpenHost {
  const driver = driverById(ref.driver);
  if (!ref.far) return {driver, transport: openTransport(ref.practice, elevate)};
  const {destination} = ref.far;
  return {driver, transport: createSshTransport(lineTo(destination), destination, placeOf(ref.practice, elevate))};
}

/** On the practice host PATH holds its tools alone and every path that is written lies under its folder. */
export const openTransport = (practice: string | null, elevate: readonly string[] = []): Transport =>
  createLocalTransport(placeOf(practice, elevate));

/** What a practice host's folder, or the way to root, means to a transport, here as on another machine. */
export const placeOf = (practice: string | null, elevate: readonly string[] = []) =>
  practice === null ? {elevate} : {practice: true, root: join(practice, 'root'), path: join(practice, 'bin')};

const lines = new Map<string, Line>();

/** The one connection of this process to a host. */
export function lineTo(destination: Destination): Line {
  const key = JSON.stringify(destination);
  const line = lines.get(key) ?? openLine(destination);
  lines.set(key, line);
  return line;
}

/** Asks for the connection of a host that is reached over one. Rejects with `Unreachable`. */
export const isConnected = async ({far}: HostRef): Promise<void> => far && lineTo(far.destination).ready();

/** The next one to it is made anew. */
export function forgetLine(destination: Destination): void {
  const key = JSON.stringify(destination);
  lines.get(key)?.close();
  lines.delete(key);
}

/** At the end: an open connection would keep this process alive. */
export function closeLines(): void {
  for (const line of lines.values()) line.close();
  lines.clear();
}
