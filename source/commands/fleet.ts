import type {Fleet} from '../actions/fleet/fleet.ts';
import {hostsMeant} from '../actions/fleet/host.ts';
import type {FleetWish} from '../actions/fleet/tasks.ts';
import {closeLines} from '../jobs/host.ts';
import type {Face} from './face.ts';
import {noSuchHost, wrongUse} from './failure.ts';
import {changeFleet} from './fleet-change.ts';
import {diagnoseFleet} from './fleet-doctor.ts';
import {fleetFor} from './fleet-for.ts';
import {fleetLists, listFleet} from './fleet-lists.ts';

/** What changes many hosts in one call, by the word of the command. */
const changes: Readonly<Record<string, FleetWish['action']>> = {start: 'start', stop: 'stop', setup: 'setup'};

/** One call for many hosts. None waits for another; what is in the way of one is told, and ends the call with 8 or 3. */
export async function onFleet(face: Face): Promise<number> {
  const {options} = face;
  if (options.text('host') !== null)
    throw wrongUse('--host is one host, --hosts and --all-hosts are several', '', 'host');
  const [word = '', ...names] = options.words;
  const fleet = await fleetFor(options);
  try {
    const hosts = chosen(fleet, face);
    if (Object.hasOwn(fleetLists, word)) return await listFleet(word, names, hosts, fleet, face);
    if (word === 'doctor' && options.list('mend').length === 0) return await diagnoseFleet(hosts, fleet, face);
    const mend = options.list('mend').flatMap(each => each.split(','));
    if (mend.some(each => each !== 'all'))
      throw wrongUse(
        'Many hosts are mended by --mend all alone: what is harmless on each',
        '--host NAME mends one check on one',
        'mend',
      );
    const action = word === 'doctor' ? 'mend' : Object.hasOwn(changes, word) ? changes[word] : undefined;
    if (action) return await changeFleet(action, names, hosts, fleet, face);
    throw wrongUse(
      `${word || 'The screen'} is for one host: --host NAME`,
      `on many hosts: ${[...Object.keys(fleetLists), 'doctor', ...Object.keys(changes)].join(', ')}`,
    );
  } finally {
    closeLines();
  }
}

function chosen(fleet: Fleet, {options}: Face): readonly string[] {
  const all = fleet.hosts.snapshot();
  const words = options.text('hosts')?.split(',').filter(Boolean) ?? [];
  const meant = options.flag('all-hosts') ? all : words.flatMap(word => hostsMeant(word, all) ?? noSuchHost(word));
  return [...new Set(meant.map(({name}) => name))];
}
