import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {MappedForward} from '../../../../source/model/ports.ts';
import {type Acted, type ExposeHost, exposeHost} from './host.ts';

const door = (port: number, leads: string) =>
  new RegExp(`to 192\\.0\\.2\\.10 port = ${port} -> ${leads.replaceAll('.', '\\.')}`);

const done = ({plan, job}: Acted) => {
  assert.deepEqual(plan.refusals, []);
  assert.equal(job?.state, 'done', job?.sentence);
  return plan;
};

async function running(...names: readonly string[]): Promise<ExposeHost> {
  const host = exposeHost();
  await host.cbsd('expose mode=flush jname=web1');
  for (const name of names) await host.cbsd(`jstart jname=${name}`);
  return host;
}

const conflicts = async (host: ExposeHost, matching: (forward: MappedForward) => boolean) =>
  (await host.look()).forwards.filter(matching).flatMap(forward => forward.conflicts.map(({reason}) => reason));

test('1: a port of another guest is refused by name, running or stopped', async () => {
  const host = await running('web1');
  done(await host.act('expose', 'web1', '8080:80'));
  const rival = await host.act('expose', 'db1', '8080:80');
  assert.deepEqual(
    rival.plan.refusals.map(({code, owner}) => [code, owner]),
    [['port-in-use', 'web1']],
  );
  await host.act('stop', 'web1');
  const still = await host.act('expose', 'db1', '8080:80');
  assert.match(still.plan.refusals[0]?.reason ?? '', /jail web1 \(stopped\) has it/);
  done(await host.act('expose', 'db1', '8080:80/udp'));
});

test('1: a port where a program of the host listens is refused, and sshd’s own with its reason', async () => {
  const host = await running('web1');
  host.write(
    '/var/run/listeners',
    'tcp * 22 sshd 812\nudp 192.0.2.10 514 syslogd 700\ntcp 127.0.0.1 25 sendmail 701\n',
  );
  const {plan} = await host.act('expose', 'web1', '22 514/udp');
  assert.deepEqual(
    plan.refusals.map(({owner}) => owner),
    ['sshd', 'syslogd'],
  );
  assert.match(plan.refusals[0]?.reason ?? '', /lock its operators out/);
  done(await host.act('expose', 'web1', '25'));
});

test('2: the same forward twice is nothing to do, where CBSD would store it twice', async () => {
  const host = await running('web1');
  done(await host.act('expose', 'web1', '8080:80'));
  const again = await host.act('expose', 'web1', '8080:80');
  assert.deepEqual([again.plan.refusals, again.plan.steps], [[], []]);
  assert.match(again.plan.warnings.join(), /exposed already/);
  await host.cbsd('expose mode=add jname=web1 in=8080 out=80 fromips=any');
  assert.deepEqual(await conflicts(host, ({hostPort}) => hostPort === 8080), [
    '8080/tcp is stored twice',
    '8080/tcp is stored twice',
  ]);
  const plan = done(await host.act('unexpose', 'web1', '8080'));
  assert.equal(plan.steps.length, 1, 'CBSD takes both rows at once');
  assert.deepEqual((await host.look()).forwards, []);
});

test('3: two doors to one inside port are both live, also after a stop and a start', async () => {
  const host = await running('web1');
  const plan = done(await host.act('expose', 'web1', '2222:22 3333:22'));
  assert.deepEqual(
    plan.steps.map(({command}) => command?.argv.at(-1)),
    ['fromips=any', 'fromips=0.0.0.0/0'],
  );
  await host.act('stop', 'web1');
  await host.act('start', 'web1');
  const rules = (await host.rules()).join('\n');
  assert.match(rules, door(2222, '10.0.0.11 port 22'));
  assert.match(rules, door(3333, '10.0.0.11 port 22'));
  done(await host.act('unexpose', 'web1', '2222:22'));
  assert.match((await host.rules()).join('\n'), door(3333, '10.0.0.11 port 22'));
});

test('3: what CBSD stored and does not have live is seen, and set right where that is possible', async () => {
  const host = await running('web1');
  await host.cbsd('expose mode=add jname=web1 in=2222 out=22');
  await host.cbsd('expose mode=add jname=web1 in=2223 out=22');
  assert.deepEqual(await conflicts(host, ({hostPort}) => hostPort === 2222), [
    'not live though web1 runs',
    '2223:22/tcp leads to 22/tcp by the same note: CBSD keeps one of them live',
  ]);
  await host.cbsd('jstop jname=web1');
  assert.deepEqual(await conflicts(host, ({hostPort}) => hostPort === 2223), [
    '2222:22/tcp leads to 22/tcp by the same note: CBSD keeps one of them live',
  ]);
  await host.cbsd('jstart jname=web1');
  const plan = done(await host.act('unexpose', 'web1', '2223:22'));
  assert.deepEqual(plan.warnings, []);
  assert.match((await host.rules()).join('\n'), door(2222, '10.0.0.11 port 22'));
});

test('3: doors whose source lists begin alike are told too, and nobody else’s of the same numbers', async () => {
  const host = await running('web1');
  await host.cbsd('expose mode=add jname=web1 in=2222 out=22 fromips=10.0.0.1');
  await host.cbsd('expose mode=add jname=web1 in=2223 out=22 fromips=10.0.0.10');
  await host.cbsd('expose mode=add jname=db1 in=2222 out=22 fromips=10.0.0.1');
  const shared = async (name: string) =>
    (await conflicts(host, ({guest}) => guest === name)).filter(reason => reason.includes('by the same note'));
  assert.deepEqual(await shared('web1'), [
    '2223:22/tcp leads to 22/tcp by the same note: CBSD keeps one of them live',
    '2222:22/tcp leads to 22/tcp by the same note: CBSD keeps one of them live',
  ]);
  assert.deepEqual(await shared('db1'), []);
});

test('4: the UDP rules of a guest go when it stops, its rows stay, and its start loads them again', async () => {
  const host = await running('web1', 'db1');
  done(await host.act('expose', 'web1', '53/tcp+udp'));
  done(await host.act('expose', 'db1', '5353:53/udp'));
  const plan = done(await host.act('stop', 'web1'));
  assert.equal(plan.steps.length, 3);
  assert.deepEqual(await host.rules(), [
    'rdr pass inet proto udp from any to 192.0.2.10 port = 5353 -> 10.0.0.12 port 53',
  ]);
  const stored = (await host.look()).forwards.filter(({guest}) => guest === 'web1');
  assert.deepEqual(
    stored.map(({protocol, live}) => [protocol, live]),
    [
      ['tcp', false],
      ['udp', false],
    ],
  );
  done(await host.act('start', 'web1'));
  assert.equal((await host.rules()).length, 3);
});

test('4: UDP rules that a bare stop left behind are shown, and cleared without losing what is stored', async () => {
  const host = await running('web1');
  done(await host.act('expose', 'web1', '53/udp'));
  await host.cbsd('jstop jname=web1');
  assert.deepEqual(await conflicts(host, () => true), ['live though web1 is stopped']);
  done(await host.act('unexpose', 'web1', 'left-over'));
  assert.deepEqual(await host.rules(), []);
  assert.deepEqual(
    (await host.look()).forwards.map(({stored, live, conflicts: found}) => [stored, live, found]),
    [[true, false, []]],
  );
});

test('4: a removed guest leaves no rule behind, TCP or UDP', async () => {
  const host = await running('web1');
  done(await host.act('expose', 'web1', '53/tcp+udp 8080:80'));
  const gone = await host.act('destroy', 'web1');
  done(gone);
  assert.ok(!gone.plan.steps.some(({title}) => title.includes('what is stored stays')), 'nothing of it is stored then');
  assert.deepEqual([await host.rules(), (await host.look()).forwards], [[], []]);
  assert.doesNotMatch(host.read('/usr/jails/etc/pfrdr.conf'), /web1/);
});

test('5: lines of a guest whose name ends like another’s stay', async () => {
  const host = await running('web1');
  const other =
    'rdr pass proto udp from {any} to 192.0.2.10 port 99 -> 10.0.0.99 port 53 # // Setup by CBSD expose: udp-53-my-web1 from IPs any\n';
  done(await host.act('expose', 'web1', '53/udp'));
  host.write('/usr/jails/etc/pfrdr.conf', `${other}${host.read('/usr/jails/etc/pfrdr.conf')}`);
  done(await host.act('stop', 'web1'));
  assert.equal(host.read('/usr/jails/etc/pfrdr.conf'), other);
});

test('6: a forward that was typed without sources goes whole, though its line has another mark', async () => {
  const host = await running('web1');
  await host.cbsd('expose mode=add jname=web1 in=8080 out=80');
  const plan = done(await host.act('unexpose', 'web1', '8080'));
  assert.doesNotMatch(plan.steps[0]?.command?.argv.join(' ') ?? '', /fromips/);
  assert.deepEqual([await host.rules(), (await host.look()).forwards], [[], []]);
});

test('8: a row is withdrawn by the very values that it is stored with, and no other row', async () => {
  const host = await running('web1');
  done(await host.act('expose', 'web1', '2222:22', {from: '10.0.0.0/8,192.0.2.7'}));
  done(await host.act('expose', 'web1', '2223:22'));
  const {plan} = await host.act('unexpose', 'web1', '9999');
  assert.match(
    plan.refusals[0]?.reason ?? '',
    /does not expose 9999\/tcp; it exposes 2222:22\/tcp from 10\.0\.0\.0\/8,192\.0\.2\.7/,
  );
  done(await host.act('unexpose', 'web1', '2222'));
  assert.deepEqual(
    (await host.look()).forwards.map(({hostPort, live}) => [hostPort, live]),
    [[2223, true]],
  );
});

test('9: on a stopped guest a forward is stored and not live, whatever CBSD loads', async () => {
  const host = await running();
  const plan = done(await host.act('expose', 'web1', '8080:80 53/udp'));
  assert.match(plan.success, /stored, not live: web1 is stopped/);
  assert.deepEqual(await host.rules(), []);
  done(await host.act('unexpose', 'web1', '53/udp'));
  assert.deepEqual(await host.rules(), [], 'CBSD loads what is left again, stopped or not');
  done(await host.act('start', 'web1'));
  assert.match((await host.rules()).join('\n'), door(8080, '10.0.0.11 port 80'));
});

test('9a: rules that lead to an address that the guest gave up are shown, and its next start begins with their end', async () => {
  const host = await running('web1');
  done(await host.act('expose', 'web1', '53/udp'));
  await host.cbsd('jstop jname=web1');
  await host.cbsd('jset jname=web1 ip4_addr=10.0.0.77');
  assert.match((await conflicts(host, () => true)).join(), /leads to 10\.0\.0\.11, which is not web1’s address/);
  done(await host.act('start', 'web1'));
  assert.deepEqual(await host.rules(), [
    'rdr pass inet proto udp from any to 192.0.2.10 port = 53 -> 10.0.0.77 port 53',
  ]);
});

test('9a: of a running guest all that is stored is loaded again, to where it is now', async () => {
  const host = await running('web1');
  done(await host.act('expose', 'web1', '8080:80 53/udp'));
  const lines = host.read('/usr/jails/etc/pfrdr.conf');
  host.write('/usr/jails/etc/pfrdr.conf', lines.replaceAll('10.0.0.11', '10.0.0.10'));
  await host.cbsd('naton');
  const found = await conflicts(host, () => true);
  assert.equal(found.filter(reason => reason === 'not live though web1 runs').length, 2);
  done(await host.act('expose', 'web1', 'stored'));
  assert.deepEqual(await conflicts(host, () => true), []);
  assert.match((await host.rules()).join('\n'), door(8080, '10.0.0.11 port 80'));
  assert.deepEqual((await host.act('expose', 'web1', 'stored')).plan.steps, []);
});

test('a rename leaves rules under the old name: shown with the guest, and cleared', async () => {
  const host = await running('web1');
  done(await host.act('expose', 'web1', '53/udp'));
  await host.cbsd('jstop jname=web1');
  await host.cbsd('jrename old=web1 new=www9 host_hostname=www9.my.domain');
  assert.match((await conflicts(host, () => true)).join(), /live by a rule under the name web1/);
  done(await host.act('unexpose', 'www9', 'left-over'));
  assert.deepEqual(await host.rules(), []);
});

test('rules of a name that is gone lead nowhere: shown with it, and cleared by it', async () => {
  const host = await running('web1');
  done(await host.act('expose', 'web1', '53/udp'));
  await host.cbsd('jremove jname=web1');
  assert.deepEqual(await conflicts(host, () => true), ['live, and web1 is no guest here']);
  done(await host.act('unexpose', 'web1', 'left-over'));
  assert.deepEqual(await host.rules(), []);
});

test('11: forwards that a copy brought along are conflicts of both, and a warning of the start', async () => {
  const host = await running('web1');
  done(await host.act('expose', 'web1', '8080:80'));
  await host.cbsd('jstop jname=web1');
  await host.cbsd('jclone old=web1 new=web9 host_hostname=web9.my.domain ip4_addr=10.0.0.99');
  assert.deepEqual(await conflicts(host, ({guest}) => guest === 'web1'), ['8080/tcp leads to web9 (stopped) too']);
  const {plan} = await host.act('start', 'web9');
  assert.match(plan.warnings.join(), /8080:80\/tcp may not lead to web9: 8080\/tcp is taken: jail web1/);
});

test('rules that are not CBSD’s would vanish: refused with the way that keeps them, unless they may go', async () => {
  const host = await running('web1');
  const own = 'block in all\npass out all\n';
  const includes = host.read('/usr/jails/etc/pf.conf');
  host.write('/etc/pf.conf', `${includes}${own}`);
  host.write('/usr/jails/etc/pf.conf', `${includes}${own}`);
  await host.cbsd('naton');
  host.write('/usr/jails/etc/pf.conf', includes);
  const refused = await host.act('expose', 'web1', '8080:80');
  assert.deepEqual(
    refused.plan.refusals.map(({field}) => field),
    ['replace_rules'],
  );
  assert.match(
    refused.plan.refusals[0]?.reason ?? '',
    /block in all · pass out all.*construct-tui keep rules.*cbsd_external_naton/,
  );
  done(await host.act('expose', 'web1', '8080:80', {replace_rules: '1'}));
});

test('a map of every port is shown, stands against every port of its address, and can be withdrawn', async () => {
  const host = await running('db1');
  await host.cbsd('expose mode=add jname=db1 inaddr=192.0.2.10');
  const {plan} = await host.act('expose', 'web1', '8080:80');
  assert.match(plan.refusals[0]?.reason ?? '', /every port of 192\.0\.2\.10 leads to jail db1/);
  assert.deepEqual(
    (await host.look()).forwards.map(({hostPort, stored, live}) => [hostPort, stored, live]),
    [[0, true, true]],
  );
  done(await host.act('unexpose', 'db1', 'all'));
  assert.deepEqual(await host.rules(), []);
});
