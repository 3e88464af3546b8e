import type {Guest} from '../../model/guest.ts';
import type {Job} from '../../model/job.ts';
import type {MappedForward} from '../../model/ports.ts';
import type {FleetHost} from './host.ts';

export type FleetGuest = {readonly host: string; readonly guest: Guest};
export type FleetDoor = {readonly host: string; readonly door: MappedForward};
export type FleetJob = {readonly host: string; readonly job: Job};

/** Every guest of every host. Of a host that does not answer any more nobody knows how its guests are now. */
export const fleetGuests = (hosts: readonly FleetHost[]): readonly FleetGuest[] =>
  hosts.flatMap(({name, view, condition}) =>
    (view?.guests ?? []).map(guest => ({
      host: name,
      guest:
        condition === 'ready' ? guest : {...guest, state: 'unknown' as const, stateReason: `${name} is ${condition}`},
    })),
  );

export const fleetDoors = (hosts: readonly FleetHost[]): readonly FleetDoor[] =>
  hosts.flatMap(({name, view, condition}) =>
    (view?.forwards ?? []).map(door => ({host: name, door: condition === 'ready' ? door : {...door, live: null}})),
  );

/** The newest first, whichever host they are on. */
export const fleetJobs = (hosts: readonly FleetHost[]): readonly FleetJob[] =>
  hosts
    .flatMap(({name, jobs}) => jobs.map(job => ({host: name, job})))
    .toSorted((one, other) => other.job.askedAt - one.job.askedAt);
