import assert from 'node:assert/strict';
import {test} from 'node:test';
import {cbsd} from '../../../../source/drivers/cbsd/index.ts';
import type {Transport} from '../../../../source/model/transport.ts';
import {dropRules, putRule} from '../../../../source/practice/kernel.ts';
import {dailyHost} from './host.ts';

const first = (texts: readonly {readonly reason: string}[]) => texts[0]?.reason ?? '';

test('settings of a stopped guest are changed, read back, and taken back to what they were', async () => {
  const host = dailyHost();
  const jail = await host.act('set', 'web1', {host_hostname: 'www.example.org', astart: '1', b_order: '5'});
  assert.equal(jail.job.state, 'done', jail.notes.join('\n'));
  assert.match(jail.notes.join(), /host_hostname is www\.example\.org/);
  const vm = await host.act('set', 'vm1', {vm_ram: '2g', vm_cpus: '3'});
  assert.equal(vm.job.state, 'done', vm.notes.join('\n'));
  const {cpus, memoryBytes} = await host.guest('vm1');
  assert.deepEqual([cpus, memoryBytes], [3, 2 * 1024 ** 3]);
  for (const acted of [jail, vm]) {
    const [step] = acted.plan.steps;
    await host.undo(acted);
    const back = step?.check && cbsd.contrary?.(step.check);
    assert.ok(back);
    assert.equal((await cbsd.check(back, host.transport)).truth, 'true');
  }
  assert.equal((await host.guest('web1')).hostname, 'web1.my.domain');
});

test('several guests are asked once for what all of them have, and each keeps what was not asked', async () => {
  const host = dailyHost();
  await host.act('set', 'db1', {b_order: '7'});
  const form = (await host.look()).form('set', 'web1,db1', {});
  assert.ok('fields' in form);
  const [order] = form.fields.filter(({id}) => id === 'b_order');
  assert.deepEqual([order?.value, order?.fallback.origin, order?.error], ['', 'differs: 10, 7', null]);
  assert.ok(!form.fields.some(({id}) => id === 'ip4_addr' || id === 'host_hostname'));
  const mixed = (await host.look()).form('set', 'web1,vm1', {});
  assert.ok('fields' in mixed);
  assert.deepEqual(
    mixed.fields.filter(({visible}) => visible).map(({id}) => id),
    ['astart', 'boot_delay', 'cpuset', 'hidden', 'tags'],
  );
  for (const name of ['web1', 'db1', 'vm1'])
    assert.equal((await host.act('set', name, {astart: '1'})).job.state, 'done');
  const {guests} = await host.look();
  assert.deepEqual(
    ['web1', 'db1', 'vm1'].map(name => guests.find(guest => guest.name === name)).map(guest => guest?.autostart),
    [true, true, true],
  );
  assert.equal((await host.guest('db1')).settings.b_order, '7');
});

test('what CBSD cannot keep of a guest is refused with its reason', async () => {
  const form = (await dailyHost().look()).form('set', 'web1', {description: 'the shop'});
  assert.ok('fields' in form);
  assert.match(form.unknown[0]?.reason ?? '', /keeps no description.*tags/);
});

test('what jset and bset would pass by without a word is refused, and the way to change it is named', async () => {
  const look = await dailyHost().look();
  const reason = (target: string, answers: Readonly<Record<string, string>>) => {
    const {refusals, steps} = look.plan('set', target, answers);
    assert.deepEqual(steps, []);
    return refusals.map(({field, code, reason: why}) => `${field} ${code}: ${why}`).join();
  };
  assert.match(reason('web1', {fsquota: '1g'}), /^fsquota invalid: .*zfs set quota/);
  assert.match(reason('vm1', {memoryuse: '1g'}), /^memoryuse invalid: .*vm_ram/);
  assert.match(reason('vm1', {host_hostname: 'a.example.org'}), /^host_hostname invalid: .*inside/);
  assert.match(reason('vm1', {b_order: '5'}), /^b_order invalid: .*boot_delay/);
  assert.match(reason('vm1', {imgsize: '20g'}), /disk grow/);
  assert.match(reason('vm1', {nic_hwaddr: '00:a0:98:00:00:01'}), /nic set/);
});

test('limits of a jail are changed while it runs: what is kept and what the kernel enforces are both looked at', async () => {
  const host = dailyHost();
  const rules = async () => (await host.transport.read({argv: ['rctl', 'jail:web1']})).stdout.trim().split('\n').sort();
  const stopped = await host.act('set', 'web1', {memoryuse: '1g', b_order: '5'});
  assert.equal(stopped.job.state, 'done', stopped.notes.join('\n'));
  assert.match(stopped.notes.join(), /memoryuse is 1g, from the next start of web1/);
  assert.deepEqual(await rules(), [''], 'of a jail that is off nothing stays in the kernel');
  await host.act('start', 'web1');
  assert.deepEqual(await rules(), ['jail:web1:memoryuse:deny=1073741824']);

  const raised = await host.act('set', 'web1', {memoryuse: '2g', maxproc: '200'});
  assert.equal(raised.job.state, 'done', raised.notes.join('\n'));
  assert.match(raised.notes.join(), /memoryuse is 2g, maxproc is 200, in the kernel too/);
  assert.deepEqual(await rules(), ['jail:web1:maxproc:deny=200', 'jail:web1:memoryuse:deny=2147483648']);
  const form = (await host.look()).form('set', 'web1', {});
  assert.ok('fields' in form);
  assert.equal(form.fields.find(({id}) => id === 'maxproc')?.value, '200');

  await host.undo(raised);
  assert.deepEqual(await rules(), ['jail:web1:memoryuse:deny=1073741824'], 'taken back, what was and no more');
  await host.act('set', 'web1', {memoryuse: '0'});
  assert.deepEqual(await rules(), ['']);
  await host.act('stop', 'web1');
});

test('a limit that the kernel does not have, or beside an older one, is not called set', async () => {
  const host = dailyHost();
  await host.act('start', 'web1');
  host.fault({kind: 'lie', on: 'jrctl'});
  assert.match((await host.act('set', 'web1', {memoryuse: '1g'})).job.sentence, /memoryuse is 0 and not 1g/);
  host.fault({kind: 'none'});
  const {plan} = await host.act('set', 'web1', {memoryuse: '1g'});
  const asked = plan.steps.at(-1)?.check;
  assert.ok(asked);
  const note = async () => {
    const {truth, note: words} = await cbsd.check(asked, host.transport);
    return `${truth}: ${words}`;
  };
  host.behind(world => putRule(world, 'jail:web1:memoryuse:deny=5'));
  assert.match(await note(), /^false: the kernel limits memoryuse to 1073741824 and 5/);
  host.behind(world => dropRules(world, 'web1'));
  assert.match(await note(), /^false: the kernel limits memoryuse to nothing/);
  const unaccounted: Transport = {
    ...host.transport,
    read: async command => {
      const told = await host.transport.read(command);
      return {...told, stdout: told.stdout.replace(/\u001Erules\n[^\u001E]*/, '\u001Erules\n')};
    },
  };
  assert.match((await cbsd.check(asked, unaccounted)).note, /limits nothing before kern\.racct\.enable=1/);
});

test('what is so already is nothing to do', async () => {
  const host = dailyHost();
  const plan = await host.wish('set', 'web1', {host_hostname: 'web1.my.domain'});
  assert.deepEqual([plan.steps, plan.warnings], [[], ['web1 is so already.']]);
});

test('what a running jail would lose without a word is refused, and done with a restart', async () => {
  const host = dailyHost();
  await host.act('start', 'web1');
  const plan = await host.wish('set', 'web1', {b_order: '5'});
  assert.deepEqual([plan.refusals[0]?.field, /restart=1/.test(first(plan.refusals))], ['b_order', true]);
  const {job, notes} = await host.act('set', 'web1', {b_order: '5', restart: '1'});
  assert.equal(job.state, 'done', notes.join('\n'));
  assert.equal((await host.guest('web1')).state, 'running');
  assert.match((await host.wish('set', 'vm1', {vm_ram: '2g'})).warnings.join(), /^$/);
  await host.act('start', 'vm1');
  assert.match((await host.wish('set', 'vm1', {vm_ram: '2g'})).warnings.join(), /next start/);
});

test('an address that somebody has is refused with its owner, and no value reaches CBSD’s shell', async () => {
  const host = dailyHost();
  assert.match(first((await host.wish('set', 'web1', {ip4_addr: '10.0.0.12'})).refusals), /db1/);
  assert.equal((await host.act('set', 'web1', {ip4_addr: '10.0.0.77'})).job.state, 'done');
  for (const [id, value] of [
    ['host_hostname', '$(id)'],
    ['cpuset', '`id`'],
    ['tags', 'a~b'],
    ['b_order', '-1;id'],
    ['nosuch', '1'],
  ] as const)
    assert.equal((await host.wish('set', 'web1', {[id]: value})).refusals[0]?.field, id, value);
});

test('a change that CBSD only claims is not called done', async () => {
  for (const [name, command, answers] of [
    ['web1', 'jset', {b_order: '5'}],
    ['vm1', 'bset', {vm_cpus: '3'}],
  ] as const) {
    const host = dailyHost();
    host.fault({kind: 'lie', on: command});
    const {job, notes} = await host.act('set', name, answers);
    assert.equal(job.state, 'failed');
    assert.match(notes.join(), / is .* and not /);
  }
});

test('a protected guest is let go again only when it is told so', async () => {
  const host = dailyHost();
  for (const name of ['web1', 'vm1']) {
    assert.equal((await host.act('protect', name)).job.state, 'done');
    assert.match(first((await host.wish('destroy', name)).refusals), /unprotect it first/);
    assert.match((await host.wish('protect', name)).warnings[0] ?? '', /already/);
    assert.equal((await host.act('unprotect', name)).job.state, 'done');
    assert.deepEqual((await host.wish('destroy', name)).refusals, []);
  }
});

test('a renamed guest has all of its own under the new name, and no rule leads there by the old one', async () => {
  for (const [name, fresh] of [
    ['web1', 'www1'],
    ['vm1', 'clu1'],
  ] as const) {
    const host = dailyHost();
    const acted = await host.act('rename', name, {new: fresh});
    assert.equal(acted.job.state, 'done', acted.notes.join('\n'));
    assert.deepEqual(
      host
        .state()
        .filter(line => line.includes(name) && /jails-(data|system|rcconf)\//.test(line) && !line.includes('rc.conf_')),
      [],
    );
    assert.doesNotMatch(await host.liveRules(), name === 'web1' ? /10\.0\.0\.11/ : /10\.0\.0\.21/);
    await host.act('start', fresh);
    assert.equal((await host.guest(fresh)).state, 'running');
    if (name === 'web1') assert.match(await host.liveRules(), /port = 8080 -> 10\.0\.0\.11 port 80/);
    await host.act('stop', fresh);
    await host.undo(acted);
    assert.equal((await host.guest(name)).state, 'stopped');
  }
});

test('a name that is taken, or that no command can carry, and a guest that runs are refused', async () => {
  const host = dailyHost();
  assert.match(first((await host.wish('rename', 'web1', {new: 'vm1'})).refusals), /taken by VM vm1/);
  for (const fresh of ['../x', 'a b', '$(id)', 'Web', '']) {
    const [refusal] = (await host.wish('rename', 'web1', {new: fresh})).refusals;
    assert.equal(refusal?.field, 'new', fresh);
  }
  await host.act('start', 'web1');
  assert.match(first((await host.wish('rename', 'web1', {new: 'www1'})).refusals), /stop it first/);
});

test('a rename that is only claimed, fails or dies halfway is told with what may be left', async () => {
  for (const [name, command] of [
    ['web1', 'jrename'],
    ['vm1', 'brename'],
  ] as const)
    for (const kind of ['lie', 'fail', 'kill', 'full'] as const) {
      const host = dailyHost();
      host.fault({kind, on: command});
      const {job} = await host.act('rename', name, {new: 'fresh1'});
      host.fault({kind: 'none'});
      const whole = host.state().some(line => line.endsWith('jails-data/fresh1-data'));
      if (job.state === 'done') assert.ok(whole, `${kind} ${name}`);
      else assert.match(job.residue.join('\n'), new RegExp(`${name}, perhaps with a part under the name fresh1`));
    }
});
