import assert from 'node:assert/strict';
import {copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {cbsd} from '../../../../source/drivers/cbsd/index.ts';
import type {Command} from '../../../../source/model/command.ts';
import {type Diagnosis, harmlessIds} from '../../../../source/model/doctor.ts';
import {packagesFolder} from '../../../../source/practice/blank/packages.ts';
import {binFolder} from '../../../../source/practice/reset.ts';
import {inProcess} from '../../../helpers/in-process.ts';
import {makeWorld, start} from '../../../practice/world.ts';

const operator = {user: 'alice', machine: 'laptop', publicKeys: []};

function host(world: string) {
  const folder = makeWorld({world, zfs: true});
  const {transport, run} = inProcess(folder);
  return {
    folder,
    transport,
    run,
    diagnose: () => cbsd.diagnose(transport, operator),
    write(onNode: string, text: string) {
      mkdirSync(dirname(join(folder, 'root', onNode)), {recursive: true});
      writeFileSync(join(folder, 'root', onNode), text);
    },
    has: (onNode: string) => existsSync(join(folder, 'root', onNode)),
    sql: (text: string) => start(folder, 'sqlite3', ['/usr/jails/var/db/local.sqlite', text]),
    /** As a host that lacks the package. */
    uninstall(program: string) {
      mkdirSync(packagesFolder(folder), {recursive: true});
      copyFileSync(join(binFolder(folder), program), join(packagesFolder(folder), program));
      rmSync(join(binFolder(folder), program));
    },
  };
}

const states = ({findings}: Diagnosis): Readonly<Record<string, string>> =>
  Object.fromEntries(findings.map(({id, state}) => [id, state]));

/** Without those that are as they should be. */
const open = (diagnosis: Diagnosis) =>
  Object.fromEntries(Object.entries(states(diagnosis)).filter(([, state]) => state !== 'ok'));

/** One node through all of it, for a look at a node costs seconds of processor time. */
const node = host('demo');
let ill: Diagnosis | null = null;
const diagnosed = (): Diagnosis => ill ?? assert.fail('the ill host was not looked at');

test('a well kept practice node has nothing wrong but what it was made with, told by five reads and no change', async () => {
  let reads = 0;
  const refuse = async (): Promise<never> => assert.fail('the doctor changes nothing');
  const read = (command: Command) => {
    reads += 1;
    return node.transport.read(command);
  };
  const reading = {...node.transport, read, execute: refuse, follow: refuse, interactive: refuse, write: refuse};
  assert.deepEqual(open(await cbsd.diagnose(reading, operator)), {base: 'warn', forwards: 'warn'});
  assert.equal(reads, 5);
});

test('an ill node is told to be ill in everything that was taken from it', async () => {
  for (const program of ['tmux', 'dialog', 'cdialog']) node.uninstall(program);
  node.write('/var/run/practice-modules', 'kernel\nzfs\nvmm\npf\nif_bridge\n');
  node.write('/var/run/practice-sysctl', 'kern.features.vimage=0\nhw.vmm.vmx.initialized=0\nkern.racct.enable=0\n');
  node.write('/var/run/practice-swap', '2097152 600000\n');
  node.write('/var/run/practice-disk', '524288000 521000000\n');
  node.write('/var/run/practice-services', '');
  node.write('/var/run/practice-clock', '600\n');
  node.write('/var/run/practice-release', '14.2-RELEASE\n');
  node.write('/boot/loader.conf', 'zfs_load="YES"');
  node.write('/etc/rc.conf', 'cbsd_workdir="/usr/jails"\ncbsdd_enable="YES"\nkld_list="vmm if_bridge"\n');
  node.write('/usr/jails/ver', '13.2.1\n');
  node.write('/usr/jails/tmp/eth0.locked', '');
  node.sql("UPDATE local SET nodeippool = '192.0.2.0/24', osrelease = '13.2-RELEASE'");
  node.sql("UPDATE jails SET status = 3, maintenance = 'Stopping_VM' WHERE jname = 'app1'");
  ill = await node.diagnose();
  assert.deepEqual(open(ill), {
    ...{
      tmux: 'missing',
      dialog: 'warn',
      upgrade: 'missing',
      programs: 'warn',
      reboot: 'warn',
      inventory: 'warn',
      cpu: 'missing',
    },
    ...{'module-if_tuntap': 'missing', 'module-nmdm': 'missing', vnet: 'missing', limits: 'warn', base: 'warn'},
    ...{disk: 'warn', swap: 'warn', forwards: 'warn', 'pool-clash': 'warn', cbsdd: 'missing', sshd: 'warn'},
    ...{clock: 'warn', locks: 'warn', maintenance: 'warn'},
  });
});

test('a mark and a lock are not taken away while a command works for them', async () => {
  node.write('/var/run/practice-processes', '/usr/local/bin/cbsd /usr/local/cbsd/sudoexec/jstop jname="app1"\n');
  for (const id of ['locks', 'maintenance']) assert.equal((await node.run(diagnosed().mend([id]))).state, 'failed', id);
  assert.ok(node.has('/usr/jails/tmp/eth0.locked'));
});

test('each finding is mended by its plan, everything harmless by one, and a new look finds it well', async () => {
  node.write('/var/run/practice-processes', '');
  const harmless = harmlessIds(diagnosed());
  for (const ids of [['locks'], ['maintenance'], ['upgrade'], ['cbsdd'], ['sshd'], harmless, ['programs']]) {
    const job = await node.run(diagnosed().mend(ids));
    assert.equal(job.state, 'done', `${ids}: ${job.sentence}`);
  }
  assert.ok(!node.has('/usr/jails/tmp/eth0.locked'));
  const after = await node.diagnose();
  assert.deepEqual(open(after), {
    ...{reboot: 'warn', cpu: 'missing', vnet: 'missing', limits: 'warn', disk: 'warn', swap: 'warn'},
    ...{forwards: 'warn', 'pool-clash': 'warn', clock: 'warn'},
  });
  const told = (id: string) => after.findings.find(each => each.id === id)?.found ?? '';
  assert.match(told('limits'), /needs a reboot/);
  assert.match(told('clock'), /ahead, though ntpd runs/);
});

test('on a FreeBSD without CBSD the doctor says what is there and what is missing', async () => {
  const found = states(await host('blank').diagnose());
  assert.equal(found.package, 'missing');
  assert.equal(found['module-vmm'], 'missing');
  assert.equal(found.sshd, 'ok');
  assert.equal(found.pool, undefined);
});
