import {hostname, userInfo} from 'node:os';
import {openHost} from '../jobs/host.ts';
import type {Node} from '../model/driver.ts';
import type {HostSettings} from '../settings/hosts.ts';
import {Unreachable} from '../transport/ssh/unreachable.ts';
import {reachHost} from './reach-host.ts';

/** One host among many, as a look at it tells. */
export type HostState = {
  readonly name: string;
  readonly state: 'ready' | 'unreachable' | 'unknown-key' | 'changed-key' | 'no-login' | 'no-platform' | 'unreadable';
  readonly problem: string;
  readonly hint: string;
  readonly platform: string;
  readonly version: string;
  readonly rights: string;
  readonly guests: number | null;
  readonly running: number | null;
  readonly node: Node | null;
};

const nothing = {
  ...{problem: '', hint: '', platform: '', version: '', rights: '', guests: null, running: null},
  node: null,
} as const;

/** Looks at a host once. It never rejects: what is in the way is its state. */
export async function fleetRow(name: string, settings: HostSettings): Promise<HostState> {
  if (settings.problem !== '') return {...nothing, name, state: 'unreadable', problem: settings.problem};
  try {
    const host = await reachHost(name, settings);
    if (!host)
      return {...nothing, name, state: 'no-platform', problem: 'no platform that construct-tui knows is on it'};
    const {driver, transport} = openHost(host, host.far?.elevate ?? []);
    const probe = await driver.probe(transport);
    if (!probe) return {...nothing, name, state: 'no-platform', problem: `${driver.title} is not on it`};
    const operator = {user: userInfo().username, machine: hostname(), publicKeys: []};
    const {guests, node, problems} = await driver.inspect(transport, probe, operator);
    return {
      ...nothing,
      ...{name, state: node ? 'ready' : 'unreadable', problem: problems[0] ?? ''},
      ...{platform: driver.title, version: probe.version, rights: host.far?.elevate?.[0] ?? probe.rights},
      guests: guests.length,
      running: guests.filter(({state}) => state === 'running').length,
      node,
    };
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return {...nothing, name, state: error.code, problem: error.message, hint: error.hint};
  }
}
