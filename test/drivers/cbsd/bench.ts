import type {CbsdContext, CbsdGuest, CbsdNode} from '../../../source/drivers/cbsd/context.ts';
import type {Ports} from '../../../source/drivers/cbsd/expose/ports.ts';
import type {HostRules} from '../../../source/drivers/cbsd/keep/host-rules.ts';
import {readProfiles} from '../../../source/drivers/cbsd/profiles/read.ts';
import {shippedFiles} from '../../../source/practice/node/profiles/write.ts';

export const workdir = '/usr/jails';

const files = [...shippedFiles()].map(([name, text]) => ({path: `${workdir}/etc/defaults/${name}`, text}));
const profileHost = {workdir, distdir: '/usr/local/cbsd', arch: 'amd64', skeletons: null};

export const profiles = readProfiles(files, profileHost);

export const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJWKU8FKz3HafInTi+5RchIC0Dd9ipRbdymOmNLmLRcI alice@laptop';

export const guest = (name: string, address: string, more: Partial<CbsdGuest> = {}): CbsdGuest => ({
  name,
  emulator: 'jail',
  state: 'stopped',
  addresses: address ? [address] : [],
  ...more,
});

/** There is no /etc/pf.conf, and CBSD loads its own file. */
export const noHostRules: HostRules = {
  path: '/etc/pf.conf',
  text: null,
  mode: 0o644,
  rules: [],
  broken: '',
  settings: null,
  settingsMode: 0o644,
  external: false,
};

/** pf runs with nothing in it, and nothing listens. */
export const noPorts: Ports = {
  stored: [],
  takesSources: true,
  sourceless: [],
  firewall: {
    live: [],
    translates: true,
    lines: [],
    foreign: [],
    wanted: [],
    host: noHostRules,
    broken: '',
    listeners: [],
    addresses: ['192.0.2.10', '127.0.0.1'],
  },
  map: [],
};

const gibibyte = 1024 ** 3;

/** A small node as CBSD knows it, with everything there that a create needs. */
export const context = (more: Partial<CbsdContext> = {}, node: Partial<CbsdNode> = {}): CbsdContext => ({
  node: {
    name: 'lab.example.net',
    address: '192.0.2.10',
    pools: ['10.0.0.0/24'],
    pools6: [],
    cpus: 8,
    memoryBytes: 32 * gibibyte,
    memoryFreeBytes: 16 * gibibyte,
    diskFreeBytes: 200 * gibibyte,
    arch: 'amd64',
    release: '14.1-RELEASE-p5',
    zfs: false,
    vnet: true,
    limits: true,
    nat: 'pf',
    workdir,
    distdir: '/usr/local/cbsd',
    ...node,
  },
  guests: [],
  jailProfiles: profiles.jail,
  vmProfiles: profiles.vm,
  bases: [{arch: 'amd64', version: '14.1', platform: 'FreeBSD', basename: '', status: 0}],
  media: [],
  isoFiles: {},
  packages: [
    {name: 'small1', cpus: '1', ram: '2g', disk: '20g'},
    {name: 'medium1', cpus: '4', ram: '8g', disk: '60g'},
  ],
  topologies: [],
  interfaces: ['em0'],
  leases: [],
  neighbours: [],
  operator: {user: 'alice', machine: 'laptop', publicKeys: [{label: 'laptop ~/.ssh/id_ed25519.pub', key}]},
  missing: [],
  leftovers: [],
  ports: noPorts,
  ...more,
});
