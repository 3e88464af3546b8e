import type {HostRef} from '../jobs/events.ts';
import {wayTo} from '../jobs/host.ts';
import type {Guest} from '../model/guest.ts';
import type {Refusal} from '../model/plan.ts';

/** Where a viewer on this machine finds the screen of a guest; `close` takes a tunnel away again. */
export type OpenScreen = {readonly address: string; readonly port: number; close(): void};

/** What listens everywhere is reached on its host's own loopback. */
const reached = (address: string): string => (/^(0\.0\.0\.0|\[?::\]?)$/.test(address) ? '127.0.0.1' : address);

/** By a tunnel where the guest is on another machine: a local port of our own choice, behind the connection that is there. */
export async function openScreen(
  name: string,
  guests: readonly Guest[],
  {far}: HostRef,
): Promise<OpenScreen | Refusal> {
  const screen = guests.find(guest => guest.name === name)?.screen;
  if (!screen) {
    const reason = `${name} has no screen now: only a VM that runs, with a graphical console, has one`;
    return {field: null, code: 'wrong-state', reason, owner: name};
  }
  const address = reached(screen.address);
  if (!far) return {address, port: screen.port, close() {}};
  const local = await wayTo(far.destination).openPort(address, screen.port);
  return {address: '127.0.0.1', ...local};
}
