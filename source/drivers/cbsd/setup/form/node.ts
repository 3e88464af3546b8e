import {inRange} from '../../../../model/kinds/value.ts';
import {releaseNumber} from '../facts.ts';
import {ownNames} from '../paths.ts';
import {fixed, known, type Row, tableOf} from './rows.ts';

const {field, flags} = tableOf('node');

const defaultDataset = (workdir: string, datasets: readonly {name: string; mountpoint: string}[]): string => {
  const parent = datasets.find(({mountpoint}) => mountpoint === workdir.replace(/\/[^/]*$/, ''));
  const [root] = datasets;
  const name = workdir.split('/').at(-1);
  return parent ? `${parent.name}/${name}` : root ? `${root.name}/${name}` : '0';
};

export const nodeRows: readonly Row[] = [
  field(
    'nodename',
    'hostname',
    'Name of this node',
    (get, facts) => {
      const stored = facts.settings.get('nodename');
      return stored && stored !== '(null)'
        ? {value: stored, origin: 'node'}
        : {value: (facts.hostname || get('hostname')).toLowerCase(), origin: 'hostname'};
    },
    'How CBSD calls this host; changing it later makes new keys.',
    {
      speed: 'basic',
      required: true,
      // cbsd-ops 1.7: databases are renamed and keys made again
      refuse: (value, _, {isNode, settings}) =>
        isNode && value !== settings.get('nodename')
          ? `This node is ${settings.get('nodename')}, and a set-up gives it no other name: cbsd initenv-tui does, and makes new keys.`
          : null,
    },
  ),
  field(
    'workdir',
    'path',
    'Folder for guests',
    (_, facts) => ({value: facts.workdir, origin: facts.isNode ? 'node' : 'CBSD'}),
    'Everything of CBSD and of the guests lies below it.',
    {
      speed: 'basic',
      refuse: (value, _, facts) => {
        if (!/^(\/[A-Za-z0-9._-]+)+$/.test(value))
          return 'Write a folder below / with letters, digits, dots, _ and -, as /usr/jails.';
        if (facts.isNode && value !== facts.workdir)
          return `This host is a node already, in ${facts.workdir}: it cannot move.`;
        const strange = value === facts.workdir ? (facts.names ?? []).find(name => !ownNames.has(name)) : undefined;
        return strange === undefined
          ? null
          : `There is something in ${value} that is not CBSD's (${strange}): take another folder.`;
      },
    },
  ),
  field(
    'dataset',
    'text',
    'ZFS file system',
    (get, facts) => {
      const there = facts.datasets.find(({mountpoint}) => mountpoint === get('workdir'));
      if (there) return {value: there.name, origin: 'there already'};
      if (facts.names !== null || facts.datasets.length === 0)
        return {value: '0', origin: facts.datasets.length === 0 ? 'no ZFS here' : 'the folder is there'};
      return {value: defaultDataset(get('workdir'), facts.datasets), origin: 'beside the others'};
    },
    'Made for the folder of guests, with a mountpoint where nothing is yet; 0 for a plain folder.',
    {
      refuse: (value, get, facts) => {
        if (value === '0') return null;
        if (!/^[A-Za-z][A-Za-z0-9_.-]*(\/[A-Za-z0-9][A-Za-z0-9_.-]*)+$/.test(value))
          return 'Write a file system as zroot/jails, or 0.';
        const there = facts.datasets.find(({name}) => name === value);
        if (there)
          return there.mountpoint === get('workdir')
            ? null
            : `${value} is mounted at ${there.mountpoint}: take another name.`;
        const parent = value.replace(/\/[^/]*$/, '');
        if (!facts.datasets.some(({name}) => name === parent)) return `There is no ${parent} on this host.`;
        return facts.names !== null && get('workdir') === facts.workdir
          ? `${get('workdir')} is there already and would be hidden by ${value}: set dataset=0, or take another folder.`
          : null;
      },
      warn: (value, _, facts) =>
        value === '0' && facts.datasets.length > 0 && !facts.isNode
          ? 'Without a file system of its own there are no snapshots, and CBSD refuses to work on the root file system.'
          : null,
    },
  ),
  field(
    'base',
    'text',
    'Base for jails',
    (_, facts) => ({value: releaseNumber(facts), origin: 'this host'}),
    'The release that jails are made of, fetched now; 0 to fetch it with the first jail.',
    {
      speed: 'basic',
      refuse: value => (/^(0|\d{1,2}\.\d{1,2})$/.test(value) ? null : 'Write a release as 14.1, or 0 for none now.'),
    },
  ),
  field('nodedescr', 'text', 'Description', known('nodedescr', fixed('', 'none')), 'A line about this node.', {
    refuse: value =>
      /["$`\\;|~]/.test(value) ? 'The description cannot hold " $ ` \\ ; | or ~: CBSD would read them as code.' : null,
  }),
  ...flags([
    [
      'vms',
      'Ready for VMs',
      '1',
      'usual',
      'Load vmm, nmdm, if_bridge and if_tuntap now and at every start, and install tmux.',
    ],
    ['zfsfeat', 'Use ZFS', '1', 'CBSD', 'CBSD turns it off by itself where the folder is not on ZFS.'],
    ['fbsdrepo', 'Official mirrors', '1', 'CBSD', 'Bases and kernels come from the mirrors of FreeBSD.'],
  ]),
  field(
    'parallel',
    'integer',
    'Wait between starts',
    known('parallel', fixed('5')),
    'Seconds between guests that start by themselves; 0: one waits for the other.',
    {
      refuse: value => inRange(value, 0, 3600),
    },
  ),
  ...flags([
    ['stable', 'Stable branch', '0', 'CBSD', 'Jails follow a branch (14) instead of a release (14.1).'],
    [
      'sqlreplica',
      'Copy to other nodes',
      '0',
      'safest',
      'CBSD sends every change of its database to other nodes unless it is told not to.',
    ],
    ['hammerfeat', 'HAMMER', '0', 'CBSD', 'For DragonFly alone.'],
    ['statsd_bhyve_enable', 'Statistics of VMs', '0', 'CBSD', 'Experimental.'],
    ['statsd_jail_enable', 'Statistics of jails', '0', 'CBSD', 'Experimental.'],
    ['statsd_hoster_enable', 'Statistics of the node', '0', 'CBSD', 'Experimental.'],
  ]),
  field(
    'repo',
    'text',
    'Repository',
    known('repo', fixed('https://bsdstore.ru')),
    'CBSD sets it back to its own at the end.',
    {
      refuse: value =>
        /^https?:\/\/[A-Za-z0-9./:_-]+$/.test(value) ? null : 'Write an address as https://bsdstore.ru.',
    },
  ),
];
