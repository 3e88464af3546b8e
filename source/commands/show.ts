import type {Session} from '../actions/session.ts';
import type {Guest} from '../model/guest.ts';
import type {MappedForward} from '../model/ports.ts';
import {safe} from '../text/safe.ts';
import {guestDocument} from './documents.ts';
import type {Face} from './face.ts';
import {Failure, wrongUse} from './failure.ts';

export async function show([name, ...rest]: readonly string[], session: Session, face: Face): Promise<number> {
  if (name === undefined || rest.length > 0) throw wrongUse('show takes one name: construct-tui show NAME');
  const view = session.guests.snapshot();
  const guest = view.guests.find(candidate => candidate.name === name);
  if (!guest)
    throw new Failure(3, 'no-such-guest', `There is no guest called ${name}`, {hint: 'construct-tui list shows them'});
  const details = guest.managed ? await session.describe(name) : null;
  const {settings = guest.settings, disks = [], nics = [], snapshots = []} = details ?? {};
  const doors = view.forwards.filter(forward => forward.guest === name);
  if (face.json) {
    face.document({
      guest: {
        ...guestDocument(guest),
        ...familyOf(guest),
        ways: guest.ways ?? [],
        settings,
        forwards: doors,
        snapshots,
        disks,
        nics,
      },
    });
    return 0;
  }
  const facts = {
    ...guestDocument(guest),
    addresses: guest.addresses.join(', ') || '-',
    reason: guest.stateReason,
    ...familyInWords(guest),
  };
  const lines = Object.entries(facts).filter(([, value]) => value !== null && value !== '');
  const forwards = doors.map(
    door =>
      `${door.hostAddress}:${door.hostPort}/${door.protocol} -> ${door.guestAddress}:${door.guestPort} ${liveWords(door)}`,
  );
  face.print(
    [
      ...lines.map(([key, value]) => `${key}: ${safe(String(value))}`),
      ...forwards.map(text => `forward: ${safe(text)}`),
      ...(guest.ways ?? []).map(({title, text}) => `${title}: ${safe(text)}`),
      ...Object.entries(settings).map(([key, value]) => `  ${key} = ${safe(value)}`),
    ].join('\n'),
  );
  return 0;
}

const liveWords = ({stored, live, conflicts}: MappedForward): string => {
  const said = !stored
    ? 'live, not stored'
    : live === null
      ? 'stored, live unknown'
      : live
        ? 'live'
        : 'stored, not live';
  return [said, ...conflicts.map(({reason}) => reason)].join('; ');
};

const familyOf = ({clonedFrom = [], clones = []}: Guest) => ({clonedFrom, clones});

const familyInWords = ({clonedFrom = [], clones = []}: Guest) => ({
  clonedFrom: clonedFrom.join(', '),
  clones: clones.join(', '),
});
