import {join} from 'node:path';
import {driverById} from '../drivers/registry.ts';
import type {Driver} from '../model/driver.ts';
import type {Transport} from '../model/transport.ts';
import {createLocalTransport} from '../transport/local.ts';
import type {Line} from '../transport/ssh/line.ts';
import {openLine} from '../transport/ssh/open-line.ts';
import type {Destination} from '../transport/ssh/settings.ts';
import {createWays, type Ways} from '../transport/ssh/thread/ways.ts';
import {createSshTransport} from '../transport/ssh/transport.ts';
import {type Way, wayOver} from '../transport/ssh/way.ts';
import type {HostRef} from './events.ts';
import {programPath} from './program.ts';

export type OpenHost = {readonly transport: Transport; readonly driver: Driver};

/**
 * The way to a host again, for a screen as for a runner. `elevate` is put before every command (`sudo -n`); a runner
 * on this machine has been elevated itself and gives none.
 */
export function openHost(ref: HostRef, elevate: readonly string[] = []): OpenHost {
  const driver = driverById(ref.driver);
  if (!ref.far) return {driver, transport: openTransport(ref.practice, elevate)};
  const {destination} = ref.far;
  return {driver, transport: createSshTransport(wayTo(destination), destination, placeOf(ref.practice, elevate))};
}

/** On the practice host PATH holds its tools alone and every path that is written lies under its folder. */
export const openTransport = (practice: string | null, elevate: readonly string[] = []): Transport =>
  createLocalTransport(placeOf(practice, elevate));

/** What a practice host's folder, or the way to root, means to a transport, here as on another machine. */
export const placeOf = (practice: string | null, elevate: readonly string[] = []) =>
  practice === null ? {elevate} : {practice: true, root: join(practice, 'root'), path: join(practice, 'bin')};

const lines = new Map<string, Line>();

/** Null: connections are held by this thread. */
let apart: Ways | null = null;

/** From here on connections to hosts are held by a thread of their own: for a screen, whose keys wait for none of them. */
export function connectApart(): void {
  apart ??= createWays(programPath('ssh-thread.js'));
}

/** What this process asks a host by: always the same connection. */
export const wayTo = (destination: Destination): Way => (apart ? apart.to(destination) : wayOver(lineTo(destination)));

/** The one connection of this thread to a host. */
export function lineTo(destination: Destination): Line {
  const key = JSON.stringify(destination);
  const line = lines.get(key) ?? openLine(destination);
  lines.set(key, line);
  return line;
}

/** Asks for the connection of a host that is reached over one. Rejects with `Unreachable`. */
export const isConnected = async ({far}: HostRef): Promise<void> => far && wayTo(far.destination).ready();

/** The next one to it is made anew. */
export function forgetLine(destination: Destination): void {
  const key = JSON.stringify(destination);
  apart?.to(destination).close();
  lines.get(key)?.close();
  lines.delete(key);
}

/** At the end: an open connection would keep this process alive. */
export function closeLines(): void {
  apart?.close();
  for (const line of lines.values()) line.close();
  lines.clear();
}
