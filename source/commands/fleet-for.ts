import {chooseHost} from '../actions/choose-host.ts';
import {createFleet, type Fleet, type FleetParts} from '../actions/fleet/fleet.ts';
import {type FleetHost, isOutOfReach} from '../actions/fleet/host.ts';
import type {HostRef} from '../jobs/events.ts';
import {folders} from '../settings/folders.ts';
import type {Face} from './face.ts';
import type {Options} from './options.ts';
import {sessionOn} from './session-on.ts';

/** This machine where a platform is on it, the practice host where that is asked for, and every host that was added. */
export async function fleetFor(options: Options, here: HostRef | null = hereOf(options)): Promise<Fleet> {
  const fleet = fleetOf(options, here);
  await fleet.reload();
  return fleet;
}

/** The same before the settings are read, and with the session that there is already: for a screen, whose first frame waits for nothing. */
export function fleetOf(options: Options, here: HostRef | null, begun?: FleetParts['begun']): Fleet {
  const folder = folders(options.text('state'), false).settings;
  const open = (ref: HostRef) => sessionOn(ref, options, begun !== undefined);
  return createFleet({folder, here, open, ...(begun && {begun})});
}

export function hereOf(options: Options): HostRef | null {
  const world = folders(options.text('state'), true).world;
  return chooseHost({practice: options.flag('practice'), world, fallBack: false});
}

/** What was in the way of each, on stderr; and where there is none, how there could be one. */
export function tellProblems(hosts: readonly FleetHost[], face: Face): void {
  if (hosts.length === 0) face.note(noHostYet);
  for (const {name, problem, hint} of hosts) if (problem) face.note(`${name}: ${problem}${hint && `\n  ${hint}`}`);
}

export const noHostYet =
  'No host was added yet: construct-tui hosts add NAME USER@HOST:PORT, or an alias of ssh as NAME';

/** 8 when there was no way to one of them, 3 when one of them is no host for guests as it is. */
export const exitOfHosts = (hosts: readonly FleetHost[]): 0 | 3 | 8 =>
  hosts.some(isOutOfReach) ? 8 : hosts.some(({condition}) => condition !== 'ready') ? 3 : 0;

export const hostDocument = (host: FleetHost) => ({
  name: host.name,
  state: host.condition,
  problem: host.problem,
  hint: host.hint,
  ...{platform: host.platform, version: host.version, rights: host.rights},
  ...{group: host.settings.group, tags: host.settings.tags, readOnly: host.settings.readOnly},
  guests: host.view?.guests.length ?? null,
  running: host.view?.guests.filter(({state}) => state === 'running').length ?? null,
  load: host.view?.node?.load ?? null,
  memoryFreeBytes: host.view?.node?.memoryFreeBytes ?? null,
  diskFreeBytes: host.view?.node?.diskFreeBytes ?? null,
  jobsRunning: host.jobs.filter(({endedAt}) => endedAt === null).length,
});
