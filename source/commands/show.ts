import type {Session} from '../actions/session.ts';
import {safe} from '../text/safe.ts';
import {guestDocument} from './documents.ts';
import type {Face} from './face.ts';
import {Failure, wrongUse} from './failure.ts';

export async function show([name, ...rest]: readonly string[], session: Session, face: Face): Promise<number> {
  if (name === undefined || rest.length > 0) throw wrongUse('show takes one name: construct-tui show NAME');
  const guest = session.guests.snapshot().guests.find(candidate => candidate.name === name);
  if (!guest)
    throw new Failure(3, 'no-such-guest', `There is no guest called ${name}`, {hint: 'construct-tui list shows them'});
  const details = guest.managed ? await session.describe(name) : null;
  const {settings = guest.settings, disks = [], nics = [], snapshots = []} = details ?? {};
  if (face.json) {
    face.document({guest: {...guestDocument(guest), settings, forwards: guest.forwards, snapshots, disks, nics}});
    return 0;
  }
  const facts = {...guestDocument(guest), addresses: guest.addresses.join(', ') || '-', reason: guest.stateReason};
  const lines = Object.entries(facts).filter(([, value]) => value !== null && value !== '');
  const forwards = guest.forwards.map(
    door =>
      `${door.hostAddress}:${door.hostPort}/${door.protocol} -> ${door.guestAddress}:${door.guestPort} ${liveWords(door.live)}`,
  );
  face.print(
    [
      ...lines.map(([key, value]) => `${key}: ${safe(String(value))}`),
      ...forwards.map(text => `forward: ${safe(text)}`),
      ...Object.entries(settings).map(([key, value]) => `  ${key} = ${safe(value)}`),
    ].join('\n'),
  );
  return 0;
}

const liveWords = (live: boolean | null): string =>
  live === null ? 'stored, live unknown' : live ? 'live' : 'stored, not live';
