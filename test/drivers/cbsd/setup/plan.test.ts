import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {assign} from '../../../../source/drivers/cbsd/setup/edit.ts';
import {setupForm} from '../../../../source/drivers/cbsd/setup/form.ts';
import {planSetup} from '../../../../source/drivers/cbsd/setup/plan.ts';
import type {Answers} from '../../../../source/model/form.ts';
import {resolveForm} from '../../../../source/model/resolve.ts';
import {blank, facts, told} from './told.ts';

const form = (answers: Answers = {}, of = facts()) => resolveForm(setupForm, answers, of);
const field = (id: string, answers: Answers = {}, of = facts()) =>
  form(answers, of).fields.find(each => each.id === id) ?? assert.fail(`there is no ${id}`);
const steps = (answers: Answers = {}, of = facts()) => planSetup(answers, of).steps.map(({title}) => title);

test('Every default was found on the host or is the safe one, and none of them is wrong', () => {
  const view = form();
  assert.deepEqual(
    view.fields.filter(each => each.error !== null),
    [],
  );
  const told = ['nodename', 'nodeip', 'nodeippool', 'jnameserver', 'dataset', 'base', 'nat_enable', 'sqlreplica'].map(
    id => {
      const {value, fallback} = field(id);
      return `${id}=${value} (${fallback.origin})`;
    },
  );
  assert.deepEqual(told, [
    'nodename=lab.example.net (hostname)',
    'nodeip=192.0.2.10 (em0)',
    'nodeippool=10.0.0.0/24 (first free)',
    'jnameserver=192.0.2.1,9.9.9.9 (resolv.conf)',
    'dataset=zroot/usr/jails (beside the others)',
    'base=14.1 (this host)',
    'nat_enable=pf (no firewall here)',
    'sqlreplica=0 (safest)',
  ]);
  assert.equal(field('initenv_modify_rcconf_cbsdrsyncd_enable').value, '0');
});

describe('What CBSD never checks is refused with a way out', () => {
  const rows: readonly (readonly [string, string, RegExp, Answers?])[] = [
    ['nodename', 'my_node', /host name hold letters, digits and inner hyphens/],
    ['nodeip', '198.51.100.1', /is on no interface of this host: one of 192\.0\.2\.10/],
    ['nodeippool', '10.0.0.0/24,172.16.0.0/24', /a comma is not split by CBSD/],
    ['nodeippool', '192.0.2.0/24', /meets this host's own net 192\.0\.2\.10\/24: .* else take 10\.0\.0\.0\/24/],
    ['nodeippool', 'ten', /ten is no pool: write a network as/],
    ['nodeippool', '192.0.2.0/25', /holds 192\.0\.2\.1, which is the gateway/, {network: 'lan'}],
    ['nodeippool', '10.0.0.0/24', /is in no net of this host/, {network: 'lan'}],
    ['nodeippool', '10.0.0.0/8 10.1.0.0/16', /overlap: leave one out/],
    ['jnameserver', '9.9.9.9 1.1.1.1', /is no address of a name server/],
    ['natip', 'em7', /neither an address nor an interface/],
    ['workdir', '/usr/my jails', /letters, digits and/],
    ['dataset', 'tank/jails', /There is no tank on this host/],
    ['dataset', 'zroot/var', /is mounted at \/var/],
    ['nodeip6', 'auto', /Write an IPv6 address, or 0/],
    ['nodedescr', 'the $(reboot)', /would read them as code/],
    ['nodedescr', "bob's", /holds a single quote/],
    ['base', 'newest', /Write a release as 14\.1/],
  ];
  for (const [id, value, reason, more = {}] of rows)
    test(`${id}=${value}`, () => {
      assert.match(field(id, {...more, [id]: value}).error ?? '', reason);
      const {refusals} = planSetup({...more, [id]: value}, facts());
      assert.deepEqual([refusals[0]?.field, refusals[0]?.code], [id, 'invalid']);
    });
});

test('A mountpoint is put only where nothing is, also where somebody else was quicker', () => {
  const taken = facts(told({names: '.\n..\njails'}));
  assert.equal(field('dataset', {}, taken).value, '0');
  assert.match(
    field('dataset', {dataset: 'zroot/usr/jails'}, taken).error ?? '',
    /would be hidden by zroot\/usr\/jails: set dataset=0/,
  );
  for (const answers of [{}, {dataset: '0'}, {workdir: '/data/jails', dataset: 'zroot/data'}]) {
    const step = planSetup(answers, facts()).steps.find(({title}) => /^Make the f/.test(title));
    assert.deepEqual([step?.before?.id, step?.before?.target], ['place-free', field('workdir', answers).value]);
  }
});

test('Packages stay when a set-up is taken back, unless that was chosen', () => {
  const back = (answers: Answers) =>
    planSetup(answers, facts()).steps[0]?.undo?.map(({argv}) => argv.join(' ')) ?? null;
  assert.equal(back({}), null);
  assert.deepEqual(back({remove_packages: '1'}), ['pkg delete -y cbsd tmux']);
});

test('Guests in the private net of the NAT address itself would not get out, and that is said', () => {
  const ten = facts(blank.replaceAll('192.0.2.', '10.9.9.'));
  assert.equal(field('nodeippool', {}, ten).value, '172.16.0.0/24');
  assert.match(
    field('nodeippool', {nodeippool: '10.50.0.0/24'}, ten).warning ?? '',
    /does not translate 10\.0\.0\.0\/8/,
  );
});

test('The way of the network decides pool and NAT, and each is told with a drawing', () => {
  assert.match(field('network').note ?? '', /guests 10\.x {2}---> {2}host \(NAT\)/);
  assert.deepEqual(
    [field('nodeippool', {network: 'lan'}).value, field('nat_enable', {network: 'lan'}).value],
    ['192.0.2.200-249', '0'],
  );
  assert.match(field('network', {network: 'lan'}).note ?? '', /open to everybody on it/);
  assert.deepEqual(
    steps({network: 'lan'}).filter(title => /NAT/.test(title)),
    [],
  );
});

test('The plan shows every file that changes, what CBSD will write by itself too', () => {
  const plan = planSetup({}, facts());
  const changes = plan.steps.flatMap(step => step.changes ?? []);
  assert.deepEqual(
    changes.map(({path}) => path),
    ['/etc/rc.conf', '/etc/sysctl.conf', '/usr/local/etc/sudoers.d/10_cbsd_sudoers', '/boot/loader.conf'],
  );
  assert.match(
    changes[0]?.after ?? '',
    /\ncbsd_workdir="\/usr\/jails"\ncbsdd_enable="YES"\nrcshutdown_timeout="900"\ncbsdrsyncd_enable="NO"\n/,
  );
  assert.equal(changes[3]?.after, `${changes[3]?.before}kern.racct.enable=1\n`);
  const answers = plan.steps.find(step => step.file)?.file?.content.join('') ?? '';
  assert.match(answers, /^nat_enable='0'$/m, 'initenv would load it with nobody to take it back');
  assert.match(answers, /^sqlreplica='0'$/m);
});

test('The firewall comes last and is guarded; what a boot reads of it comes after the confirmation', () => {
  const {guard, steps: all} = planSetup({}, facts());
  assert.ok(guard);
  assert.deepEqual(
    all.slice(guard.first).map(({title}) => title),
    [
      ...['Turn NAT on, for now', 'Keep NAT for every start', 'Load it as CBSD will'],
      'Ask CBSD for its version, and look at the whole host as the doctor does',
    ],
  );
  assert.deepEqual([guard.first, guard.last, guard.seconds], [all.length - 4, all.length - 4, 120]);
  assert.equal(planSetup({confirm_network: 'none'}, facts()).guard, undefined);
});

test('A firewall of another kind keeps NAT off', () => {
  const ipfw = facts(blank.replace('zfs_enable="YES"', 'firewall_enable="YES"'));
  assert.equal(field('nat_enable', {}, ipfw).value, '0');
  assert.match(field('nat_enable', {}, ipfw).warning ?? '', /turns another firewall on \(firewall_enable\)/);
  const pf = facts(blank.replace('\u001epf-rules\n', '\u001epf-rules\nblock drop in all\n'));
  assert.match(
    field('nat_enable', {nat_enable: 'pf'}, pf).error ?? '',
    /pf holds 1 rules, and CBSD's NAT would replace them all/,
  );
});

test('Rules of the operator’s own keep NAT off, also where the answers say that nobody can be cut off', () => {
  const own = facts(blank.replace('\u001epf\n', '\u001epf\nblock in all\npass out all\n.\n'));
  for (const answers of [{}, {confirm_network: 'none'}]) {
    const plan = planSetup(answers, own);
    assert.deepEqual(plan.refusals, []);
    assert.match(plan.warnings.join('\n'), /NAT stays off: \/etc\/pf\.conf holds 2 lines of rules/);
  }
});

test('Without ZFS it is a plain folder, and the risk is not hidden', () => {
  const ufs = facts(blank.replace(/\u001edatasets\n[^\u001e]*/, '\u001edatasets\n'));
  assert.equal(field('dataset', {}, ufs).value, '0');
  assert.ok(steps({}, ufs).includes('Make the folder /usr/jails'));
});

test('Another system is refused with its name, and a strange folder with what is in it', () => {
  const linux = planSetup({}, facts(blank.replace('FreeBSD\n', 'Linux\n')));
  assert.deepEqual(
    [linux.refusals[0]?.code, linux.refusals[0]?.reason],
    ['unsupported', 'CBSD runs on FreeBSD, and this is Linux.'],
  );
  const strange = facts(blank.replace('\u001enames\n', '\u001enames\n.\n..\nphotos\n'));
  assert.match(field('workdir', {}, strange).error ?? '', /not CBSD's \(photos\): take another folder/);
  assert.equal(
    planSetup({}, facts(blank.replace('\u001enames\n', '\u001enames\n.\n..\njails\nver\n'))).refusals.length,
    0,
  );
});

test('A setting is changed in its place, and nothing else of the file', () => {
  assert.equal(assign('a="1"\nb="2"\nc="3"\n', 'b', '4'), 'a="1"\nb="4"\nc="3"\n');
  assert.equal(assign('a="1"', 'b', '2'), 'a="1"\nb="2"\n');
  assert.equal(assign('b="1"\nb="2"\n', 'b', '2'), 'b="1"\nb="2"\n');
});

test('A copy of a file that CBSD will change is looked at before: the undo needs it', () => {
  const [copy] = planSetup({}, facts()).steps.filter(({title}) => title.startsWith('Keep a copy of'));
  assert.ok(copy?.check, 'nobody looks whether it was made');
  assert.match(copy.check.target, /^\/var\/backups\/construct-tui\..*\.boot\.loader\.conf$/);
  assert.equal(copy.check.expect.digest?.length, 64);
});
