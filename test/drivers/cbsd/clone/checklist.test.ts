import assert from 'node:assert/strict';
import {test} from 'node:test';
import {check} from '../../../../source/drivers/cbsd/check.ts';
import {traits} from '../../../../source/drivers/cbsd/clone/identity.ts';
import type {Plan} from '../../../../source/model/plan.ts';
import type {World} from '../../../../source/practice/world.ts';
import {inProcess} from '../../../helpers/in-process.ts';
import {type DailyHost, dailyHost} from '../daily/host.ts';

type Damage = {readonly spoil: (world: World) => void; readonly mend: (world: World) => void};

/** A line of the checklist that goes wrong behind everybody's back, the check that has to see it, and what it says. */
type Row = readonly [line: string, check: string, damage: Damage, note: RegExp];

/** A cell with a wrong value, for a while. */
function cell(database: string, table: string, column: string, wrong: string, where = '1'): Damage {
  let was: unknown;
  const set = (world: World, value: unknown) =>
    world.change(database, `UPDATE ${table} SET ${column} = ? WHERE ${where}`, String(value));
  return {
    spoil(world) {
      was = world.query(database, `SELECT ${column} AS was FROM ${table} WHERE ${where}`)[0]?.was;
      set(world, wrong);
    },
    mend: world => set(world, was),
  };
}

/** A file with a piece of it exchanged, or one that should not be there. */
function file(path: string, old: string | RegExp, wrong: string, mode?: number): Damage {
  let was: string | null = null;
  return {
    spoil(world) {
      was = world.read(path);
      world.write(path, was === null ? wrong : was.replace(old, () => wrong), mode);
    },
    mend: world => (was === null ? world.remove(path) : world.write(path, was)),
  };
}

const node = '/usr/jails';
const system = (name: string, path: string) => `${node}/jails-system/${name}/${path}`;
const inside = (path: string) => `${node}/jails-data/web2-data${path}`;
const hook = (name: string) => file(system(name, 'master_poststop.d/late'), '', '#!/bin/sh\n', 0o755);

const forward = (name: string): Damage => ({
  spoil: world =>
    world.script(
      system(name, 'expose.sqlite'),
      'CREATE TABLE IF NOT EXISTS expose (pin, pout); INSERT INTO expose (pin, pout) VALUES (8080, 80)',
    ),
  mend: world => world.change(system(name, 'expose.sqlite'), 'DELETE FROM expose'),
});

const jail = (column: string, wrong: string) => cell('local', 'jails', column, wrong, "jname = 'web2'");
const kernel = (old: string, wrong: string) => file('/var/run/practice-jails/web2', old, wrong);

const ofJail: readonly Row[] = [
  ['hostname_stored', 'clone-identity', jail('host_hostname', 'web1.my.domain'), /^host_hostname is web1/],
  ['hostname_stored', 'clone-running', kernel('web2.my', 'web1.my'), /the kernel calls web2 web1\.my\.domain/],
  ['hostname_stored', 'inside-hostname', file(inside('/etc/rc.conf'), 'web2.', 'web1.'), /web2 calls itself web1/],
  ['address', 'clone-identity', jail('ip4_addr', '10.0.0.11'), /^ip4_addr is 10\.0\.0\.11/],
  ['address', 'clone-running', kernel('10.0.0.2', '10.0.0.11'), /the kernel gave it is 10\.0\.0\.11/],
  ['machine_id', 'inside-clean', file(inside('/etc/machine-id'), '', 'a1'), /still has \/etc\/machine-id/],
  ['ssh_host_keys', 'inside-clean', file(inside('/etc/ssh/ssh_host_rsa_key'), '', 'k'), /ssh_host_rsa_key/],
  ['autostart', 'clone-identity', jail('astart', '1'), /^astart is 1/],
  ['boot_order', 'clone-identity', jail('b_order', '3'), /^b_order is 3/],
  ['protection', 'clone-identity', jail('protected', '0'), /^protected is 0/],
  ['limits', 'clone-identity', cell(system('web2', 'helpers/jrctl.sqlite'), 'forms', 'cur', '9g'), /limits is other/],
  ['mounts', 'clone-identity', file(`${node}/jails-fstab/web2/fstab.local`, 'data', 'more'), /host folders is other/],
  ['hooks', 'clone-identity', hook('web2'), /what the host runs for it is other/],
  ['hooks', 'clone-identity', jail('exec_master_poststop', '/root/x.sh'), /what the host runs for it is other/],
  ['doors', 'clone-identity', forward('web2'), /the number of its forwards is 1/],
];

function ofVm(name: string): readonly Row[] {
  const own = (table: string, column: string, wrong: string) =>
    cell(system(name, 'local.sqlite'), table, column, wrong);
  const row = (column: string, wrong: string) => cell('local', 'jails', column, wrong, `jname = '${name}'`);
  return [
    ['hostname_stored', 'clone-identity', row('host_hostname', ''), /^host_hostname is empty/],
    ['address', 'clone-identity', own('settings', 'ip4_addr', '10.0.0.21'), /^ip4_addr is 10\.0\.0\.21/],
    ['mac', 'clone-identity', own('bhyvenic', 'nic_hwaddr', '00:a0:98:11:22:33'), /MAC address is of the source/],
    ['mac', 'clone-running', own('bhyvenic', 'nic_hwaddr', '00:a0:98:11:22:33'), /MAC address is of the source/],
    ['uuid', 'clone-identity', own('settings', 'uuid', 'aaaa'), /^uuid is aaaa/],
    ['vnc', 'clone-identity', own('settings', 'vm_vnc_port', '5911'), /^vm_vnc_port is 5911/],
    ['vnc', 'clone-password', own('settings', 'vnc_password', 'cbsd'), /the VNC password is of the source/],
    ['vnc', 'clone-running', own('settings', 'vnc_port', '5911'), /the port of its screen is of the source/],
    ['autostart', 'clone-identity', own('settings', 'astart', '1'), /^astart is 1/],
    ['boot_order', 'clone-identity', row('b_order', '3'), /^b_order is 3/],
    ['limits', 'clone-identity', cell(system(name, 'helpers/brctl.sqlite'), 'forms', 'cur', '9'), /limits is other/],
    ['hooks', 'clone-identity', hook(name), /what the host runs for it is other/],
    ['doors', 'clone-identity', forward(name), /the number of its forwards is 1/],
  ];
}

const seed = (name: string) => system('vm3', `cloud-init/${name}`);
const ofSeed: readonly Row[] = [
  ['instance_id', 'clone-identity', file(seed('meta-data'), 'id: vm3', 'id: vm1'), /^instance-id is vm1/],
  [
    'hostname_stored',
    'clone-identity',
    file(seed('meta-data'), 'hostname: vm3', 'hostname: vm1'),
    /^local-hostname is/,
  ],
  [
    'address',
    'clone-identity',
    file(seed('network-config'), /address: \S+/, 'address: 10.0.0.21/24'),
    /cloud-init seed/,
  ],
];

/** Limits, a folder of the host, a command, a protection, a name and keys inside: all that a jail's clone can share with it. */
function furnish(world: World): void {
  world.makeFolder(system('web1', 'helpers'));
  world.script(
    system('web1', 'helpers/jrctl.sqlite'),
    "CREATE TABLE forms (param, cur); INSERT INTO forms VALUES ('memoryuse', '1g')",
  );
  world.write(`${node}/jails-fstab/web1/fstab.local`, '/srv/data /mnt nullfs rw 0 0\n');
  world.write(system('web1', 'master_poststart.d/mail'), '#!/bin/sh\n', 0o755);
  world.change('local', "UPDATE jails SET ver = '14.1', protected = '1', b_order = '7' WHERE jname = 'web1'");
  const data = `${node}/jails-data/web1-data/etc`;
  for (const [path, text] of [
    ['rc.conf', 'hostname="web1.my.domain"\n'],
    ['machine-id', 'a1'],
    ['ssh/ssh_host_rsa_key', 'k'],
  ] as const) {
    world.makeFolder(`${data}/ssh`);
    world.write(`${data}/${path}`, text);
  }
  for (const name of ['vm1', 'vm2']) {
    world.script(system(name, 'helpers/brctl.sqlite'), "INSERT INTO forms (param, cur) VALUES ('nice', '1')");
    world.change(system(name, 'local.sqlite'), "UPDATE bhyvenic SET nic_hwaddr = '00:a0:98:11:22:33'");
    world.change(system(name, 'local.sqlite'), "UPDATE settings SET vnc_port = '5911', uuid = 'aaaa'");
  }
  world.remove(system('vm2', 'cloud-init'));
}

const host = dailyHost();
host.behind(furnish);

const cases = [
  {what: 'a jail', source: 'web1', answers: {new: 'web2', ip4_addr: '10.0.0.2'}, rows: ofJail},
  {what: 'a VM of a cloud image', source: 'vm1', answers: {new: 'vm3'}, rows: [...ofVm('vm3'), ...ofSeed]},
  {what: 'a VM without cloud-init', source: 'vm2', answers: {new: 'vm4', inside: 'keep'}, rows: ofVm('vm4')},
];

/** What nobody outside can read back is told before, and never claimed afterwards. */
const unread: Readonly<Record<string, readonly string[]>> = {
  vm1: ['machine_id', 'ssh_host_keys'],
  vm2: ['machine_id', 'ssh_host_keys'],
};

for (const {what, source, answers, rows} of cases)
  test(`each line of the checklist of ${what} is told before, and a clone on which it is not so is not called done`, async () => {
    const bench = inProcess(host.folder);
    const plan = (await bench.look()).plan('clone', source, answers);
    const job = await bench.run(plan);
    assert.equal(job.state, 'done', `${job.sentence} ${job.steps.map(({note}) => note).join('\n')}`);
    const told = linesIn(plan);
    assert.deepEqual(
      [...new Set([...rows.map(([line]) => line), ...(unread[source] ?? [])])].sort(),
      [...told].sort(),
      'every line that is told has a row here',
    );
    for (const [line, id, {spoil, mend}, note] of rows) {
      host.behind(spoil);
      const wrong = await lookedAt(host, plan, id);
      assert.deepEqual([line, wrong?.truth], [line, 'false'], wrong?.note);
      assert.match(wrong?.note ?? '', note, line);
      host.behind(mend);
      assert.equal((await lookedAt(host, plan, id))?.truth, 'true', line);
    }
  });

/** The lines of the checklist that stand in the plan. */
const linesIn = (plan: Plan): readonly string[] =>
  traits.filter(({label}) => plan.warnings.some(warning => warning.startsWith(`${label}: `))).map(({id}) => id);

/** The last step's claim of this kind, held against the host as it is. */
async function lookedAt({transport}: DailyHost, plan: Plan, id: string) {
  const claim = plan.steps.findLast(step => step.check?.id === id)?.check;
  return claim ? check(claim, node, transport) : null;
}
