import assert from 'node:assert/strict';
import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import {test} from 'node:test';
import {cbsd} from '../../../../source/drivers/cbsd/index.ts';
import {openFor} from '../../../../source/practice/start.ts';
import {memoryJobs} from '../../../helpers/memory-jobs.ts';
import {type CloneHost, cloneHost} from './host.ts';

const settings = (host: CloneHost, name: string): Record<string, unknown> => {
  const {world} = openFor(host.folder);
  try {
    return {
      ...world.query('local', 'SELECT * FROM jails WHERE jname = ?', name)[0],
      ...world.query(`/usr/jails/jails-system/${name}/local.sqlite`, 'SELECT * FROM settings')[0],
    };
  } finally {
    world.close();
  }
};

test('a jail with forwards is cloned while it runs: its rules stay, and the clone has none', async () => {
  const host = cloneHost();
  await host.cbsd('jset', 'jname=web1', 'astart=1');
  await host.cbsd('jstart', 'jname=web1', 'inter=0');
  const before = await host.liveRules();
  assert.match(before, /port = 8080 -> 10\.0\.0\.11/);
  const plan = await host.plan('web1', {new: 'web2 web3'});
  assert.deepEqual(plan.refusals, []);
  const {done, notes} = await host.run(plan);
  assert.equal(done, true, notes.join('\n'));
  assert.equal(await host.liveRules(), before);
  assert.equal(await host.cbsd('expose', 'mode=list', 'jname=web2'), '');
  assert.match(await host.cbsd('expose', 'mode=list', 'jname=web1'), /^8080 -> 80/);
  const [one, two, three] = ['web1', 'web2', 'web3'].map(name => settings(host, name));
  assert.deepEqual([one?.ip4_addr, one?.astart, one?.jid !== 0], ['10.0.0.11', 1, true]);
  assert.deepEqual([two?.ip4_addr, two?.host_hostname, two?.astart], ['10.0.0.2', 'web2.my.domain', 0]);
  assert.deepEqual([three?.ip4_addr, three?.host_hostname], ['10.0.0.3', 'web3.my.domain']);
});

test('a VM of a cloud image gets a seed, a number, a MAC, a screen and a password of its own', async () => {
  const host = cloneHost({zfs: false});
  await host.cbsd('bset', 'jname=vm1', 'vm_vnc_port=5911', 'astart=1');
  const {done, notes} = await host.run(await host.plan('vm1', {new: 'clu2', start: '0', ip4_addr: '10.0.0.99'}));
  assert.equal(done, true, notes.join('\n'));
  const seed = (name: string) => readFileSync(host.path(`/usr/jails/jails-system/clu2/cloud-init/${name}`), 'utf8');
  assert.match(seed('meta-data'), /^instance-id: clu2\nlocal-hostname: clu2\.my\.domain$/m);
  assert.match(seed('network-config'), /address: 10\.0\.0\.99\/24\n/);
  assert.doesNotMatch(seed('network-config'), /10\.0\.0\.21/);
  const [old, fresh] = [settings(host, 'vm1'), settings(host, 'clu2')];
  assert.equal(fresh.ip4_addr, '10.0.0.99');
  assert.equal(String(fresh.vm_vnc_port), '0');
  assert.equal(String(fresh.astart), '0');
  for (const key of ['uuid', 'vnc_password', 'host_hostname']) assert.notEqual(fresh[key], old[key], key);
  assert.match(String(fresh.vnc_password), /^[A-Za-z0-9]{8}$/);
  assert.deepEqual(
    host.state().filter(path => path.includes('/ftmp/')),
    [],
    'no file with a password stays',
  );
});

test('a jail with a system is changed inside: its own name, no host keys, no machine-id', async () => {
  const host = cloneHost({world: 'fresh'});
  const made = (await host.snapshot()).plan('create-jail', '', {jname: 'www1', start: '0'});
  assert.equal((await host.run(made)).done, true);
  const data = '/usr/jails/jails-data/www1-data';
  const {world} = openFor(host.folder);
  world.makeFolder(`${data}/etc/ssh`);
  world.write(`${data}/etc/ssh/ssh_host_ed25519_key`, 'the secret of www1');
  world.write(`${data}/etc/machine-id`, 'a1');
  world.close();
  const outcome = await host.run(await host.plan('www1', {new: 'www2', start: '0'}));
  assert.equal(outcome.done, true, outcome.notes.join('\n'));
  const inside = (path: string) => readFileSync(host.path(`/usr/jails/jails-data/www2-data${path}`), 'utf8');
  assert.match(inside('/etc/rc.conf'), /^hostname="www2\./m);
  assert.throws(() => inside('/etc/ssh/ssh_host_ed25519_key'), {code: 'ENOENT'});
  assert.throws(() => inside('/etc/machine-id'), {code: 'ENOENT'});
  assert.equal(settings(host, 'www2').jid, 0, 'started for that alone, and stopped again');
  assert.equal(
    readFileSync(host.path(`${data}/etc/ssh/ssh_host_ed25519_key`), 'utf8'),
    'the secret of www1',
    'the source keeps its own',
  );
});

test('whichever step fails or lies, the clone is not called done, and taking it back leaves nothing unsaid', async () => {
  const host = cloneHost();
  const before = host.state();
  // everything is as before after each round, so the plan of the first one holds
  const snapshot = await host.snapshot();
  const plans = {
    web1: snapshot.plan('clone', 'web1', {new: 'copy'}),
    vm1: snapshot.plan('clone', 'vm1', {new: 'copy'}),
  };
  const faults = [
    ...['jclone', 'jset', 'jstart'].flatMap(on =>
      (['lie', 'fail'] as const).map(kind => ({source: 'web1', on, kind, at: 0}) as const),
    ),
    // the third call of sqlite3 is the step's own: before it look the assumptions and the first check
    ...(['fail', 'lie'] as const).map(kind => ({source: 'web1', on: 'sqlite3', kind, at: 3}) as const),
    ...['bclone', 'bset', 'bstart'].map(on => ({source: 'vm1', on, kind: 'lie', at: 0}) as const),
  ];
  for (const {source, on, kind, at} of faults) {
    const plan = plans[source];
    host.fault({kind, on, at});
    const outcome = await host.run(plan);
    host.fault({kind: 'none'});
    // a start that does nothing is seen by the kernel; settings that were so already have nothing to lie about
    if (on === 'jset' && kind === 'lie') assert.equal(outcome.done, true);
    else assert.equal(outcome.done, false, `${kind} on ${on}`);
    assert.ok(outcome.begun.some(step => step.residue.some(line => /copy: cbsd [jb]remove jname=copy/.test(line))));
    await host.undo(outcome);
    const left = host.state().filter(each => !before.includes(each));
    const told = outcome.begun.flatMap(step => step.residue).join('\n');
    for (const each of left) assert.ok(told.includes(`rm -r ${each.replace(/^.*\/root/, '')}`), `${on}: ${each}`);
    for (const each of left) rmSync(each, {recursive: true});
    assert.deepEqual(host.state(), before, `${kind} on ${on}`);
  }
});

test('a copy of a protected guest is taken back as well, though CBSD does not remove what is protected', async () => {
  const host = cloneHost();
  await host.cbsd('jset', 'jname=web1', 'protected=1');
  const before = host.state();
  const plan = await host.plan('web1', {new: 'copy'});
  assert.ok(plan.warnings.some(line => /^Protection: as the source/.test(line)));
  host.fault({kind: 'lie', on: 'jstart'});
  const outcome = await host.run(plan);
  host.fault({kind: 'none'});
  assert.equal(outcome.done, false);
  assert.equal(settings(host, 'copy').protected, 1);
  await host.undo(outcome);
  assert.deepEqual(host.state(), before);
});

test('CBSD says ok without rsync and on a full disk; the clone has no data, and that is said', async () => {
  const host = cloneHost({zfs: false});
  const {world} = openFor(host.folder);
  world.write('/usr/jails/jails-data/web1-data/big', 'x'.repeat(1_000_000));
  world.close();
  const plan = await host.plan('web1', {new: 'web2', start: '0'});
  rmSync(host.path('/usr/local/bin/rsync'));
  rmSync(`${host.folder}/bin/rsync`);
  const {done, notes} = await host.run(plan);
  assert.equal(done, false);
  assert.match(notes.at(-1) ?? '', /^only 0 B|^only \S+ \S+ of \S+ \S+ were copied/);
  const again = await host.plan('db1', {new: 'db2'});
  assert.deepEqual(
    again.refusals.map(({code, reason}) => [code, /rsync/.test(reason)]),
    [['missing', true]],
  );
});

test('a node whose bclone.conf keeps MAC addresses is found out: before, and where it came to that afterwards', async () => {
  const host = cloneHost();
  const early = await host.plan('vm1', {new: 'clu2', start: '0'});
  openFor(host.folder).world.change(
    '/usr/jails/jails-system/vm1/local.sqlite',
    "UPDATE bhyvenic SET nic_hwaddr='00:a0:98:aa:bb:cc'",
  );
  writeFileSync(host.path('/usr/jails/etc/bclone.conf'), 'mac_reinit=0\n');
  const {refusals} = await host.plan('vm1', {new: 'clu2'});
  assert.match(refusals.map(({reason}) => reason).join('\n'), /etc\/bclone\.conf says mac_reinit=0/);
  const {done, notes} = await host.run(early);
  assert.equal(done, false);
  assert.match(notes.at(-1) ?? '', /MAC/);
});

test('what an earlier attempt left under the name is found before anything runs', async () => {
  const host = cloneHost();
  const plan = await host.plan('web1', {new: 'web2'});
  const {world} = openFor(host.folder);
  world.write(
    '/var/run/practice-zfs',
    JSON.stringify([{dataset: 'zroot/usr/jails/jails-data/web1', name: 'cbsd-original-web2', at: 1, jname: null}]),
  );
  world.close();
  const {done, notes, begun} = await host.run(plan);
  assert.deepEqual([done, begun.length], [false, 0]);
  assert.match(notes[0] ?? '', /zfs destroy zroot\/usr\/jails\/jails-data\/web1@cbsd-original-web2/);
});

test('a password that the operator gave for a screen never stands in a plan', async () => {
  const host = cloneHost({zfs: false});
  const plan = await host.plan('vm1', {new: 'vm9', vnc_password: 'hunter2'});
  assert.doesNotMatch(JSON.stringify(plan), /hunter2/);
  assert.deepEqual(
    plan.steps.flatMap(step => step.secrets),
    ['vnc_password'],
  );
});

test('hooks and host folders that both would use are named before', async () => {
  const host = cloneHost({zfs: false});
  writeFileSync(host.path('/usr/jails/jails-system/web1/master_poststart.d/mail'), '#!/bin/sh\n', {mode: 0o755});
  writeFileSync(
    host.path('/usr/jails/jails-fstab/web1/fstab.local'),
    '/srv/data /mnt nullfs rw 0 0\n/srv/more /more nullfs noatime 0 0\n/srv/look /look nullfs ro 0 0\n',
  );
  await host.cbsd('jset', 'jname=web1', 'exec_master_poststop=/root/gone.sh');
  const plan = await host.plan('web1', {new: 'web2', start: '0'});
  assert.ok(plan.warnings.some(line => /Hooks: .*master_poststart\.d\/mail.*exec_master_poststop/.test(line)));
  assert.ok(plan.warnings.some(line => /Host folders: written to by both: \/srv\/data, \/srv\/more$/.test(line)));
  const {done, notes} = await host.run(plan);
  assert.equal(done, true, notes.join('\n'));
});

test('forwards are remapped to ports that nobody has, or moved from the source; both are live and stored', async () => {
  const host = cloneHost();
  await host.cbsd('jstart', 'jname=web1', 'inter=0');
  const remapped = await host.run(await host.plan('web1', {new: 'web2', forwards: 'remap'}));
  assert.equal(remapped.done, true, remapped.notes.join('\n'));
  assert.match(await host.cbsd('expose', 'mode=list', 'jname=web2'), /^8081 -> 80 /);
  const both = await host.liveRules();
  assert.match(both, /port = 8080 -> 10\.0\.0\.11 port 80/);
  assert.match(both, /port = 8081 -> 10\.0\.0\.2 port 80/);

  const moved = await host.run(await host.plan('web1', {new: 'web3', forwards: 'move'}));
  assert.equal(moved.done, true, moved.notes.join('\n'));
  assert.equal(await host.cbsd('expose', 'mode=list', 'jname=web1'), '');
  assert.match(await host.cbsd('expose', 'mode=list', 'jname=web3'), /^8080 -> 80 /);
  const after = await host.liveRules();
  assert.match(after, /port = 8080 -> 10\.0\.0\.3 port 80/);
  assert.doesNotMatch(after, /-> 10\.0\.0\.11/);
});

test('clones whose runner died among them are gone on with, for what they left is their own; taken back, nothing is left', async () => {
  const host = cloneHost();
  const before = host.state();
  const jobs = memoryJobs({driver: cbsd, transport: host.transport, atOnce: 2});
  const dead = await jobs.run(await host.plan('web1', {new: 'web2..web4', start: '0'}), {step: 0, when: 'unseen'});
  assert.equal(dead.state, 'unknown');
  const rest = await jobs.recovery.retry(dead.id);
  assert.deepEqual(rest?.refusals, []);
  const last = await jobs.run(rest);
  assert.equal(last.state, 'done', last.sentence);
  const back = await jobs.recovery.undo(last.id);
  assert.ok(back);
  assert.equal((await jobs.run(back)).state, 'done');
  assert.deepEqual(host.state(), before);
});
