import type {Fleet} from '../../source/actions/fleet/fleet.ts';
import {type FleetHost, unread} from '../../source/actions/fleet/host.ts';
import type {Session} from '../../source/actions/session.ts';
import {createStore} from '../../source/actions/store.ts';
import {defaultSettings} from '../../source/settings/hosts.ts';
import {fakePlan} from './fake-plans.ts';
import {demo, jobOf} from './fake-session.ts';

/** A host with the guests of the demo. */
export const fleetHost = (name: string, given: Partial<FleetHost> = {}): FleetHost => ({
  ...unread(name, {...defaultSettings, ssh: `root@${name}.example`, ...given.settings}, false),
  condition: 'ready',
  platform: 'CBSD',
  version: '14.1.3a',
  rights: 'root',
  view: {
    status: 'ready',
    guests: demo,
    forwards: demo.flatMap(({forwards}) =>
      forwards.map(each => ({...each, answers: null, reachable: null, conflicts: []})),
    ),
    library: [],
    node: {
      name,
      address: '192.0.2.10',
      cpus: 8,
      memoryBytes: 2 ** 35,
      memoryFreeBytes: 2 ** 33,
      diskFreeBytes: 2 ** 38,
      load: 0.21,
    },
    problems: [],
    readAt: 1,
  },
  jobs: [jobOf('job00009', fakePlan('start', 'db1', {}))],
  ...given,
});

export const threeHosts: readonly FleetHost[] = [
  fleetHost('node1', {isHere: true, isDefault: true}),
  fleetHost('node2', {settings: {...defaultSettings, group: 'lab', tags: ['web'], colour: 'red'}}),
  fleetHost('node3', {condition: 'unreachable', problem: 'node3.example, port 22: no answer', view: null, jobs: []}),
];

/** Many hosts, nothing of them real: what is asked of them is written down. */
export function fakeFleet(given: readonly FleetHost[], session?: Session) {
  const asked: string[] = [];
  const hosts = createStore(given);
  const fleet: Fleet = {
    hosts,
    async reload() {},
    async look(names) {
      asked.push(`look ${names?.join(',') ?? 'all'}`);
    },
    session: async name => session ?? Promise.reject(new Error(`no session on ${name}`)),
    async settle(name, settings) {
      asked.push(`settle ${name} ${JSON.stringify(settings)}`);
      if (!hosts.snapshot().some(host => host.name === name)) hosts.set([...hosts.snapshot(), fleetHost(name)]);
    },
    async remove(name) {
      asked.push(`remove ${name}`);
      hosts.set(hosts.snapshot().filter(host => host.name !== name));
    },
    async makeDefault(name) {
      asked.push(`default ${name}`);
    },
    async trust(name) {
      asked.push(`trust ${name}`);
    },
    async logIn(name) {
      asked.push(`log in to ${name}`);
    },
  };
  return {fleet, asked, set: hosts.set};
}
