import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {libraryOf} from '../../../source/drivers/cbsd/library/items.ts';
import {planBase, planMedium} from '../../../source/drivers/cbsd/library/plans.ts';
import type {Snapshot} from '../../../source/model/driver.ts';
import {setFault} from '../../../source/practice/fault.ts';
import {inProcess} from '../../helpers/in-process.ts';
import {makeWorld} from '../../practice/world.ts';
import {context, guest, profiles} from './bench.ts';

const cloud = 'cloud-Debian-x86-12';
const plain = profiles.vm.find(
  each => !each.values.get('iso_extract')?.value && (each.values.get('sha256sum')?.value ?? '').length === 64,
);
const reasons = (plan: {readonly refusals: readonly {readonly reason: string}[]}) =>
  plan.refusals.map(({reason}) => reason).join('; ');

test('the library tells which bases and which profiles are ready to use now, and what the others cost', () => {
  const items = libraryOf(context({isoFiles: {'cbsd-cloud-Debian-x86-12.5.0.raw': 4_194_304}}));
  const of = (name: string) => items.find(each => each.name === name);
  assert.equal(of('14.1')?.state, 'ready');
  assert.equal(of(cloud)?.state, 'ready');
  assert.equal(of('cloud-FreeBSD-ufs-x64-14.1')?.state, 'absent');
  assert.ok(items.filter(({kind}) => kind === 'iso').length > 20);
  assert.ok(items.every(({path}) => path.startsWith('/usr/jails/')));
});

test('the base of this release is listed where it is not here', () => {
  const [base] = libraryOf(context({bases: []}));
  assert.deepEqual([base?.kind, base?.name, base?.state], ['base', '14.1', 'absent']);
});

test('a base that jails run on is not removed, and they are named', () => {
  const used = context({guests: [guest('web1', '10.0.0.11', {row: {ver: '14.1'}})]});
  assert.match(reasons(planBase('remove', '14.1', used)), /in use by web1/);
  assert.deepEqual(planBase('remove', '14.1', context()).refusals, []);
});

test('a base is named by its version, and nothing else reaches a command', () => {
  for (const version of ['', 'empty', '14.1; reboot', '$(id)', '../..']) {
    const plan = planBase('fetch', version, context());
    assert.deepEqual([plan.steps.length, plan.refusals[0]?.code], [0, 'invalid'], version);
  }
});

test('what is here is not fetched again, and what is not here is not removed', () => {
  assert.match(planBase('fetch', '14.1', context()).warnings[0] ?? '', /here already/);
  assert.equal(planBase('fetch', '14.1', context()).steps.length, 0);
  assert.match(reasons(planBase('verify', '13.4', context())), /no base 13.4/);
  assert.match(reasons(planMedium('remove', cloud, context())), /not there/);
  assert.match(reasons(planMedium('fetch', 'nonsense', context())), /no VM profile nonsense/);
});

test('a medium in the drive of a VM is not removed', () => {
  const file = 'cbsd-cloud-Debian-x86-12.5.0.raw';
  const attached = {name: file, path: `/usr/jails/src/iso/${file}`, type: 'iso', guest: 'vm1'};
  const plan = planMedium('remove', cloud, context({isoFiles: {[file]: 4_194_304}, media: [attached]}));
  assert.match(reasons(plan), /in use by vm1/);
});

test('what has no checksum of its own is called not verified, with the reason', () => {
  const here = context({isoFiles: {'cbsd-cloud-Debian-x86-12.5.0.raw': 4_194_304}});
  assert.match(
    reasons(planMedium('verify', cloud, here)),
    /Not verified: the profile knows the checksum of the archive/,
  );
  assert.match(planBase('verify', '14.1', context()).warnings[0] ?? '', /no archive to hold against a checksum/);
});

const node = (() => {
  const folder = makeWorld({world: 'fresh', zfs: true});
  return {folder, ...inProcess(folder, {}, 0.1), path: (onNode: string) => join(folder, 'root', onNode)};
})();
const stateOf = ({library}: Snapshot, name: string) => library.find(each => each.name === name)?.state;
const name = plain?.name ?? assert.fail('no profile has a checksum of what it keeps');

test('bases and images are fetched ahead, one mirror giving wrong bytes, then verified and removed', async () => {
  const fresh = await node.look();
  assert.deepEqual([stateOf(fresh, '14.1'), stateOf(fresh, name)], ['absent', 'absent']);
  const site = (plain?.values.get('iso_site')?.value ?? '').split(/\s+/)[0] ?? '';
  const mirrors = await node.run(fresh.plan('media-verify', name, {}));
  assert.equal(mirrors.state, 'done', mirrors.sentence);
  assert.equal((await node.run(fresh.plan('base-fetch', '14.1', {}))).state, 'done');
  const fetched = await node.run(fresh.plan('media-fetch', name, {}));
  assert.equal(fetched.state, 'done', `${site}: ${fetched.sentence}`);
  const full = await node.look();
  assert.deepEqual([stateOf(full, '14.1'), stateOf(full, name)], ['ready', 'ready']);
  assert.equal((await node.run(full.plan('base-verify', '14.1', {}))).state, 'done');
  assert.equal((await node.run(full.plan('media-verify', name, {}))).state, 'done');
  const file = full.library.find(each => each.name === name)?.path ?? '';
  truncateSync(node.path(file), 1_000_000);
  assert.equal((await node.run(full.plan('media-verify', name, {}))).state, 'failed');
  for (const [action, target] of [
    ['media-remove', name],
    ['base-remove', '14.1'],
  ] as const) {
    const removed = await node.run(full.plan(action, target, {}));
    assert.equal(removed.state, 'done', removed.sentence);
  }
  assert.ok(!existsSync(node.path(file)));
});

test('where every mirror gives wrong bytes, or none answers, the fetch has failed, and says what is missing', async () => {
  const {plan, library} = await node.look();
  const file = library.find(each => each.name === name)?.path ?? '';
  mkdirSync(node.path('/var/run'), {recursive: true});
  writeFileSync(node.path('/var/run/practice-bad-mirrors'), '://\n');
  const bad = await node.run(plan('media-fetch', name, {}));
  assert.equal(bad.state, 'failed');
  assert.ok(bad.sentence.includes(`${file} is not there`), bad.sentence);
  setFault(node.folder, {kind: 'offline'});
  for (const [action, target] of [
    ['media-fetch', name],
    ['media-verify', name],
    ['base-fetch', '14.1'],
  ] as const)
    assert.equal((await node.run(plan(action, target, {}))).state, 'failed', action);
});

test('a download that every mirror cuts has failed and is listed as begun; wished again it goes on where it was', async () => {
  setFault(node.folder, {kind: 'none'});
  rmSync(node.path('/var/run/practice-bad-mirrors'));
  writeFileSync(node.path('/var/run/practice-cutting-mirrors'), '://\n');
  const before = await node.look();
  const cut = await node.run(before.plan('media-fetch', name, {}));
  assert.equal(cut.state, 'failed');
  assert.equal((await node.run(before.plan('base-fetch', '14.1', {}))).state, 'failed');
  assert.match(cut.residue.join('\n'), /what was downloaded stays for the next attempt/);
  const begun = await node.look();
  assert.equal(stateOf(begun, name), 'partial');
  const [part = assert.fail('nothing of it is here')] = readdirSync(node.path('/usr/jails/src/iso'));
  const here = () => statSync(node.path(`/usr/jails/src/iso/${part}`), {throwIfNoEntry: false})?.size;
  const had = here() ?? 0;
  assert.ok(had > 0);

  rmSync(node.path('/var/run/practice-cutting-mirrors'));
  let least = had;
  const watch = setInterval(() => {
    least = Math.min(least, here() ?? had);
  }, 20);
  const whole = await node.run(begun.plan('media-fetch', name, {}));
  clearInterval(watch);
  assert.equal(whole.state, 'done', whole.sentence);
  assert.equal(least, had, 'it never began anew');
  assert.equal((await node.run(begun.plan('media-verify', name, {}))).state, 'done');
});
