import type {Fleet} from '../actions/fleet/fleet.ts';
import type {FleetHost} from '../actions/fleet/host.ts';
import type {Finding, FindingState} from '../model/doctor.ts';
import type {Face} from './face.ts';
import {exitOfHosts, tellProblems} from './fleet-for.ts';
import {table} from './tables.ts';

const order: readonly FindingState[] = ['missing', 'warn', 'unknown', 'ok'];

/** The health of many hosts in one table. `--strict`: 1 when something is missing on one. */
export async function diagnoseFleet(names: readonly string[], fleet: Fleet, face: Face): Promise<number> {
  await fleet.look(names);
  const hosts = fleet.hosts.snapshot().filter(({name}) => names.includes(name));
  const found = await Promise.all(hosts.map(host => findings(host, fleet)));
  const all = hosts.map((host, index) => ({host: host.name, state: host.condition, checks: found[index] ?? []}));
  if (face.json) face.document({hosts: all});
  else {
    const rows = all.map(({host, state, checks}) => [
      host,
      state,
      ...order.map(each => `${checks.filter(check => check.state === each).length}`),
      checks.find(check => check.state === 'missing')?.title ?? checks.find(({fix}) => fix !== null)?.title ?? '-',
    ]);
    face.print(table(['HOST', 'STATE', ...order.map(each => each.toUpperCase()), 'FIRST'], rows));
    tellProblems(hosts, face);
  }
  const isMissing = all.some(({checks}) => checks.some(({state}) => state === 'missing'));
  return exitOfHosts(hosts) || (face.options.flag('strict') && isMissing ? 1 : 0);
}

async function findings({name, condition}: FleetHost, fleet: Fleet): Promise<readonly Finding[]> {
  if (condition !== 'ready' && condition !== 'no-platform') return [];
  const {findings} = await (await fleet.session(name)).diagnose();
  return findings;
}
