import {cbsd} from '../../source/drivers/cbsd/index.ts';
import type {Driver} from '../../source/model/driver.ts';
import type {Answers} from '../../source/model/form.ts';
import type {Plan} from '../../source/model/plan.ts';
import type {Transport} from '../../source/model/transport.ts';
import {type Fault, setFault} from '../../source/practice/fault.ts';
import {paths} from '../../source/practice/host.ts';
import {limitRules} from '../../source/practice/kernel.ts';
import {loadedRules} from '../../source/practice/node/nat/pf.ts';
import {snapshots} from '../../source/practice/zfs/snapshots.ts';
import {type DailyHost, dailyHost} from '../drivers/cbsd/daily/host.ts';
import {filesOf, setupHost} from '../drivers/cbsd/setup/host.ts';
import {makeWorld} from '../practice/world.ts';
import {inProcess} from './in-process.ts';
import {libvirtRows} from './struck-libvirt.ts';

/** A host of any driver's, and a wish that can be asked of it again as soon as it was taken back. */
export type Ground = {
  readonly driver: Driver;
  /** Of a practice host, whose tools are processes; null: everything happens in this process. */
  readonly folder: string | null;
  readonly transport: Transport;
  /** What befalls the tools until it is `none` again. */
  strike(fault: Partial<Fault>): void;
  /** Before every case. */
  prepare(): Promise<unknown>;
  plan(): Promise<Plan>;
  /** What an operator would find there, a line each; its second word is what a report names it by. */
  found(): readonly string[];
};

export type Row = {
  readonly driver: Driver;
  readonly action: string;
  readonly target: string;
  open(): Ground;
  /** It cannot be taken back, only gone on with. */
  readonly lasting?: true;
  /** A host for every blow takes too long: each blow strikes all the steps of one wish in turn. */
  readonly inTurn?: true;
};

const practised = (folder: string): Pick<Ground, 'driver' | 'folder' | 'strike'> => ({
  ...{driver: cbsd, folder},
  strike: fault => setFault(folder, fault),
});

/** A wish for the guests of the small node. */
const onNode = (
  action: string,
  target: string,
  answers: Answers = {},
  prepare: (host: DailyHost) => Promise<unknown> = async () => {},
): Row => ({
  driver: cbsd,
  action,
  target,
  open() {
    const host = dailyHost();
    return {
      ...practised(host.folder),
      transport: host.transport,
      prepare: () => prepare(host),
      // the quick looks of this host know no profiles
      plan: async () => (await inProcess(host.folder).look()).plan(action, target, answers),
      found: () => found(host),
    };
  },
});

const copy = ['old=db1', 'new=rec6', 'host_hostname=rec6.my.domain', 'ip4_addr=10.0.0.66'];

/** Limits, a folder of the host and a hook, which a copy takes along and a removal has to take away. */
const furnished = (name: string) => async (host: DailyHost) => {
  host.behind(world => {
    world.write(`${paths.fstab}/${name}/fstab.local`, '/srv/data /mnt nullfs rw 0 0\n');
    world.write(`${paths.system}/${name}/master_poststart.d/mail`, '#!/bin/sh\n', 0o755);
  });
  await host.cbsd('jrctl', `jname=${name}`, 'mode=set', 'memoryuse=1g');
  await host.cbsd('jrctl', `jname=${name}`, 'mode=unset');
};

/** A second disk, which a clone and its way back have to take along. */
const disk = ['mode=attach', 'jname=vm1', 'dsk_controller=virtio-blk', 'dsk_path=dsk2.vhd', 'dsk_size=1g'];

const setUp: Row = {
  driver: cbsd,
  action: 'setup',
  target: '/usr/jails',
  inTurn: true,
  open() {
    const host = setupHost(makeWorld({world: 'blank', zfs: true}));
    return {
      ...practised(host.world),
      transport: host.transport,
      prepare: async () => {},
      plan: () => host.plan(),
      found: () =>
        Object.entries(filesOf(host.world)).map(([name, state]) =>
          // the bytes of a database tell how often it was written
          name.endsWith('.sqlite') ? `file ${name}` : `file ${name} ${state}`,
        ),
    };
  },
};

const nodeRows: readonly Row[] = [
  onNode('create-jail', 'rec1', {jname: 'rec1', ver: 'empty', pkg_bootstrap: '0'}),
  onNode('create-vm', 'rec2', {jname: 'rec2'}),
  onNode('clone', 'web1', {new: 'rec3 rec4 rec5'}, furnished('web1')),
  onNode('expose', 'web1', {ports: '9000-9007'}, host => host.cbsd('jstart', 'jname=web1')),
  {
    ...onNode('destroy', 'rec6', {}, async host => {
      await furnished('db1')(host);
      await host.cbsd('jclone', ...copy);
    }),
    lasting: true,
  },
  onNode('set', 'web1', {memoryuse: '2g', maxproc: '200'}, async host => {
    await furnished('web1')(host);
    await host.cbsd('jstart', 'jname=web1');
    // its start puts the rules into the kernel, and it runs already when it was struck before
    await host.cbsd('jrctl', 'jname=web1', 'mode=unset');
    await host.cbsd('jrctl', 'jname=web1', 'mode=set', 'memoryuse=1g');
  }),
  setUp,
  {...onNode('clone', 'vm1', {new: 'rec7'}, host => host.cbsd('bhyve-dsk', ...disk)), inTurn: true},
  {
    ...onNode('destroy', 'rec8', {}, host => host.cbsd('bclone', 'old=vm1', 'new=rec8', 'ip4_addr=10.0.0.68')),
    lasting: true,
  },
];

/** Every driver's, in one table. */
export const struckRows: readonly Row[] = [...nodeRows, ...libvirtRows];

/** Guests as the database and the kernel have them, forwards stored and live, limits, snapshots, everything of theirs in files, files of ours. */
function found(host: DailyHost): readonly string[] {
  const told: string[] = [];
  host.behind(world => {
    const rows = (database: string, sql: string) => world.query(database, sql).map(row => Object.values(row).join(' '));
    const guests = rows('local', 'SELECT jname FROM jails ORDER BY jname');
    told.push(
      ...rows('local', `SELECT 'guest', jname, jid > 0, status FROM jails ORDER BY jname`),
      ...guests.flatMap(name => {
        const file = `${paths.system}/${name}/expose.sqlite`;
        const sql = `SELECT 'forward', '${name}', pin, pout, proto FROM expose ORDER BY pin, proto`;
        return world.exists(file) ? rows(file, sql) : [];
      }),
      ...guests.flatMap(name => {
        const file = `${paths.system}/${name}/helpers/jrctl.sqlite`;
        const sql = `SELECT 'limit', '${name}', param, cur FROM forms WHERE cur NOT IN ('', '0') ORDER BY param`;
        return world.exists(file) ? rows(file, sql) : [];
      }),
      ...loadedRules(world).map(rule => `live ${rule}`),
      ...limitRules(world)
        .map(rule => `rule ${rule.split(':').slice(1).join(' ')}`)
        .sort(),
      ...snapshots(world).map(({dataset, name}) => `snapshot ${dataset}@${name}`),
      ...world.list(paths.data).map(name => `data ${name}`),
      ...world.list(paths.system).map(name => `system ${name}`),
      ...world.list(paths.rcconf).map(name => `file ${name}`),
      // bremove leaves the folder, which holds nothing
      ...world
        .list(paths.fstab)
        .flatMap(name => world.list(`${paths.fstab}/${name}`).map(file => `mounts ${name}/${file}`)),
      ...world
        .list(paths.ftmp)
        .filter(name => name.startsWith('construct-tui.'))
        .map(name => `file ${name}`),
    );
  });
  return told;
}
