import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type ExposeHost, exposeHost} from '../expose/host.ts';

const own = [
  '# the operator’s own',
  'ext = "em0"',
  'set skip on lo0',
  'scrub in all',
  'rdr pass on em0 inet proto tcp from any to 192.0.2.10 port 4443 -> 10.9.9.9 port 443',
  'block in all',
  'pass in proto tcp from any to any port 22',
  'pass out all',
  '',
].join('\n');

/** A host whose own rules are loaded from /etc/pf.conf, as the service pf does. */
async function host(rules = own): Promise<ExposeHost> {
  const made = exposeHost();
  await made.cbsd('expose mode=flush jname=web1');
  await made.cbsd('jstart jname=web1');
  made.write('/etc/pf.conf', rules);
  await made.tool('pfctl', '-f', '/etc/pf.conf');
  return made;
}

/** At the console, where no connection can be cut. */
const keep = async (on: ExposeHost) => on.act('keep-rules', '', undefined, {confirm_network: 'none'});
const reason = async (on: ExposeHost) => (await keep(on)).plan.refusals.map(each => each.reason).join('\n');
const loaded = async (on: ExposeHost) => [
  ...(await on.rules()),
  ...(await on.tool('pfctl', '-s', 'rules')).split('\n'),
];

test('the host’s own rules and CBSD’s are live side by side, and exposing a port leaves them so', async () => {
  const on = await host();
  const refused = await on.act('expose', 'web1', '8080:80');
  assert.match(refused.plan.refusals[0]?.reason ?? '', /construct-tui keep rules/);
  const {plan, job} = await keep(on);
  assert.deepEqual(plan.refusals, []);
  assert.equal(job?.state, 'done', job?.sentence);
  const exposed = await on.act('expose', 'web1', '8080:80 53/udp');
  assert.equal(exposed.job?.state, 'done', exposed.job?.sentence);
  const rules = (await loaded(on)).join('\n');
  for (const rule of [
    'block in all',
    'pass out all',
    'port = 4443 -> 10.9.9.9',
    'port = 8080 -> 10.0.0.11',
    'nat on em0',
  ])
    assert.ok(rules.includes(rule) || (await on.tool('pfctl', '-s', 'nat')).includes(rule), rule);
  const forwards = (await on.look()).forwards.filter(({guest}) => guest === 'web1');
  assert.deepEqual(
    forwards.map(({live, conflicts}) => [live, conflicts.length]),
    [
      [true, 0],
      [true, 0],
    ],
  );
  const again = await keep(on);
  assert.deepEqual([again.plan.steps, again.plan.refusals], [[], []]);
  assert.match(again.plan.warnings.join(), /loads \/etc\/pf\.conf already/);
});

test('the rules carry the operator’s own connection: they are loaded for now, and no file that a boot reads changes before somebody got in anew', async () => {
  const on = await host();
  const {guard, steps} = (await on.look()).plan('keep-rules', '', {});
  assert.ok(guard);
  const words = steps.map(({command, file}) => command?.argv.join(' ') ?? `write ${file?.path}`);
  assert.deepEqual([guard.first, words[guard.first]], [guard.last, 'pfctl -f /etc/pf.conf.construct-tui']);
  const changes = words.flatMap((line, index) => (/ \/etc\/pf\.conf$|cbsd-pf\.conf$/.test(line) ? [index] : []));
  assert.ok(changes.length > 1 && changes.every(index => index > guard.last), words.join('\n'));
});

test('not confirmed, the rules are back that were loaded, and the file is what it was', async () => {
  const on = await host();
  const door =
    'rdr pass proto tcp from any to 192.0.2.10 port 8080 -> 10.0.0.11 port 80 # // Setup by CBSD expose: tcp-80-web1 from IPs any';
  on.write('/usr/jails/etc/pfrdr.conf', `${door}\n`);
  const before = [await loaded(on), on.read('/etc/pf.conf')];
  const plan = (await on.look()).plan('keep-rules', '', {});
  const {guard, ...rest} = plan;
  assert.ok(guard);
  const saved = await on.transport.read(guard.save);
  const job = await on.run({...rest, steps: plan.steps.slice(0, guard.last + 1)});
  assert.equal(job.state, 'done', job.sentence);
  assert.notDeepEqual(await loaded(on), before[0]);
  await on.transport.execute({...guard.restore, stdin: saved.stdout});
  assert.deepEqual([await loaded(on), on.read('/etc/pf.conf')], before);
});

test('pf is asked about the copy before anything is loaded or replaced, and a file taken back is loaded again', async () => {
  const {steps} = (await (await host()).look()).plan('keep-rules', '', {confirm_network: 'none'});
  const words = steps.map(({command}) => command?.argv.join(' ') ?? '');
  const asked = words.indexOf('pfctl -n -f /etc/pf.conf.construct-tui');
  const others = words.flatMap((line, index) => (/^pfctl -f|^mv .* \/etc\/pf\.conf$/.test(line) ? [index] : []));
  assert.ok(asked >= 0 && others.length > 0 && others.every(index => index > asked), words.join('\n'));
  const put = steps.find(({command}) => command?.argv.join(' ') === 'mv -f /etc/pf.conf.construct-tui /etc/pf.conf');
  assert.deepEqual(put?.undo?.at(-1)?.argv, ['pfctl', '-f', '/etc/pf.conf']);
});

test('CBSD’s lines stand before the first filter rule and the file as it was is kept', async () => {
  const on = await host();
  await keep(on);
  const lines = on.read('/etc/pf.conf').split('\n');
  const at = (text: string) => lines.findIndex(line => line.startsWith(text));
  assert.deepEqual(
    [
      at('rdr pass') < at('include'),
      at('include') < at('block'),
      lines.filter(line => line.startsWith('include')).length,
    ],
    [true, true, 2],
  );
  const kept = on.list('/etc').filter(name => name.startsWith('pf.conf.'));
  assert.equal(kept.length, 1);
  assert.equal(on.read(`/etc/${kept[0]}`), own);
  assert.match(
    on.read('/usr/jails/etc/cbsd-pf.conf'),
    /^cbsd_external_naton\(\)\n\{\n\t\/sbin\/pfctl -f \/etc\/pf\.conf\n\}$/m,
  );
});

test('taken back, every file is what it was and the same rules are loaded', async () => {
  const on = await host();
  on.write('/usr/jails/etc/cbsd-pf.conf', 'cbsd_nat_skip_natip_network=0\n');
  const before = [on.list('/etc'), on.read('/etc/pf.conf'), on.read('/usr/jails/etc/cbsd-pf.conf'), await loaded(on)];
  const {plan, job} = await keep(on);
  assert.equal(job?.state, 'done', job?.sentence);
  assert.match(on.read('/usr/jails/etc/cbsd-pf.conf'), /^cbsd_nat_skip_natip_network=0\n/);
  await on.undo(plan);
  assert.deepEqual(
    [on.list('/etc'), on.read('/etc/pf.conf'), on.read('/usr/jails/etc/cbsd-pf.conf'), await loaded(on)],
    before,
  );
});

test('what the load would change beyond CBSD’s rules is refused, with what it is', async () => {
  const extra = await host();
  extra.write('/etc/pf.conf', `${own}block in quick from any to any port 22\n`);
  assert.match(await reason(extra), /holds what is not loaded now \(block in quick.*cut off/);
  const byHand = await host();
  byHand.write('/etc/pf.conf', own.replace('pass out all\n', ''));
  assert.match(await reason(byHand), /pass out all is loaded and stands not in \/etc\/pf\.conf/);
});

test('a file that changed since the plan was made stays as it is now', async () => {
  const broken = await host();
  const plan = (await broken.look()).plan('keep-rules', '', {confirm_network: 'none'});
  broken.write('/etc/pf.conf', `${own}# one more line\n`);
  const late = await broken.run(plan);
  assert.equal(late.state, 'failed');
  assert.equal(broken.read('/etc/pf.conf'), `${own}# one more line\n`);
  assert.deepEqual(
    broken.list('/etc').filter(name => name.startsWith('pf.conf.')),
    [],
  );
});

test('where nothing would go, or the operator has a way of their own, there is nothing to do', async () => {
  const on = exposeHost();
  assert.match((await keep(on)).plan.warnings.join(), /nothing to keep/);
  const way = await host();
  way.write('/usr/jails/etc/cbsd-pf.conf', 'cbsd_external_naton() {\n  /root/my-rules.sh\n}\n');
  assert.match((await keep(way)).plan.warnings.join(), /the operator’s own, and stays/);
});

test('rules that stand in no file, or in another than /etc/pf.conf, are not ours to move', async () => {
  const on = await host();
  on.remove('/etc/pf.conf');
  assert.match(await reason(on), /stand in no file/);
});
