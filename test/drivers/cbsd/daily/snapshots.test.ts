import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type DailyHost, dailyHost} from './host.ts';

const first = (texts: readonly {readonly reason: string}[]) => texts[0]?.reason ?? '';
const letter = '/usr/jails/jails-data/web1-data/letter';

const write = (host: DailyHost, text: string) => host.behind(world => world.write(letter, text));
const read = (host: DailyHost) => {
  let text: string | null = null;
  host.behind(world => {
    text = world.read(letter);
  });
  return text;
};
const names = async (host: DailyHost) =>
  (await host.transport.read({argv: ['zfs', 'list', '-H', '-t', 'snapshot', '-o', 'name']})).stdout
    .split('\n')
    .filter(Boolean)
    .map(name => name.replace('zroot/usr/jails/jails-data/', ''));

test('a jail goes back to a snapshot, and the plan says first which newer ones it destroys', async () => {
  const host = dailyHost();
  write(host, 'one');
  assert.equal((await host.act('snapshot-create', 'web1')).job.state, 'done');
  write(host, 'two');
  assert.equal((await host.act('snapshot-create', 'web1')).job.state, 'done');
  assert.deepEqual(await names(host), ['web1@s1', 'web1@s2'], 'the next free name is offered');
  write(host, 'three');
  const {job, plan, notes} = await host.act('snapshot-rollback', 'web1', {snapname: 's1'});
  assert.equal(job.state, 'done', notes.join('\n'));
  assert.match(plan.warnings.join('\n'), /Newer snapshots are destroyed: s2/);
  assert.equal(read(host), 'one');
  assert.deepEqual(await names(host), ['web1@s1']);
});

test('a snapshot that came after the plan was made is not lost without a word, to a rollback or a removal', async () => {
  const host = dailyHost();
  await host.act('snapshot-create', 'web1');
  const plans = [await host.wish('snapshot-rollback', 'web1'), await host.wish('destroy', 'web1')];
  await host.act('snapshot-create', 'web1', {snapname: 'late'});
  for (const plan of plans) {
    const {state, sentence} = await host.run(plan);
    assert.equal(state, 'failed', plan.title);
    assert.match(sentence, /Nothing was run: web1 has snapshots that it had not: .*web1@late/);
  }
  assert.deepEqual(await names(host), ['web1@s1', 'web1@late']);
  const seen = await host.wish('destroy', 'web1');
  await host.act('snapshot-remove', 'web1', {snapname: 'late'});
  assert.equal((await host.run(seen)).state, 'done', 'one that went is no reason against it');
});

test('a rollback is refused while the guest runs: CBSD does not look, and the files change below it', async () => {
  const host = dailyHost();
  await host.act('snapshot-create', 'web1');
  await host.act('start', 'web1');
  assert.match(first((await host.wish('snapshot-rollback', 'web1')).refusals), /stopped first/);
  assert.match((await host.wish('snapshot-create', 'web1')).warnings[0] ?? '', /power cut/);
});

test('a rollback that CBSD only claims is seen by what was written since', async () => {
  const host = dailyHost();
  write(host, 'one');
  await host.act('snapshot-create', 'web1');
  write(host, 'two');
  host.fault({kind: 'lie', on: 'jsnapshot'});
  const {job, notes} = await host.act('snapshot-rollback', 'web1', {snapname: 's1'});
  assert.deepEqual([job.state, notes.at(-1)], ['failed', '8192 bytes were written since s1']);
});

test('a snapshot that CBSD only claims, or fails to take, is told, and what may be left of it with its command', async () => {
  for (const kind of ['lie', 'fail', 'kill', 'full'] as const) {
    const host = dailyHost();
    host.fault({kind, on: 'jsnapshot'});
    const {job} = await host.act('snapshot-create', 'web1', {snapname: 'x'});
    host.fault({kind: 'none'});
    const left = await names(host);
    if (job.state === 'done') assert.deepEqual(left, ['web1@x'], kind);
    else {
      assert.match(job.residue.join('\n'), /zfs destroy zroot\/usr\/jails\/jails-data\/web1@x/);
      assert.equal(job.undoable, true);
    }
  }
});

test('a snapshot is taken back by its undo, and removed by its own command', async () => {
  const host = dailyHost();
  const taken = await host.act('snapshot-create', 'web1', {snapname: 'x'});
  await host.undo(taken);
  assert.deepEqual(await names(host), []);
  await host.act('snapshot-create', 'web1', {snapname: 'y'});
  assert.equal((await host.act('snapshot-remove', 'web1', {snapname: 'y'})).job.state, 'done');
  assert.deepEqual(await names(host), []);
  assert.match(first((await host.wish('snapshot-remove', 'web1')).refusals), /no snapshots/);
});

test('of a VM the first disk alone is kept, and that is said where there are more', async () => {
  const host = dailyHost();
  host.behind(world => world.write('/usr/jails/jails-data/vm1-data/dsk2.vhd', 'x'));
  const {job, plan, notes} = await host.act('snapshot-create', 'vm1');
  assert.equal(job.state, 'done', notes.join('\n'));
  assert.match(plan.warnings.join('\n'), /dsk2\.vhd is not part of it/);
  assert.deepEqual(plan.steps[0]?.command?.argv.slice(0, 2), ['cbsd', 'bsnapshot']);
  assert.deepEqual(await names(host), ['vm1/dsk1.vhd@s1']);
});

test('a snapshot that a clone hangs on is neither removed nor destroyed by a rollback', async () => {
  const host = dailyHost();
  await host.act('snapshot-create', 'web1', {snapname: 'old'});
  await host.cbsd('jclone', 'old=web1', 'new=web2', 'host_hostname=web2.my.domain', 'ip4_addr=10.0.0.50');
  const wish = await host.wish('snapshot-remove', 'web1', {snapname: 'cbsd-original-web2'});
  assert.match(first(wish.refusals), /web2 was cloned from it/);
  assert.match(first((await host.wish('snapshot-rollback', 'web1', {snapname: 'old'})).refusals), /web2.*promote/);
});

test('where there is no ZFS the reason is said, and a name that no command can carry is refused at its field', async () => {
  const plain = dailyHost({zfs: false});
  assert.match(first((await plain.wish('snapshot-create', 'web1')).refusals), /ZFS alone.*UFS/);
  const host = dailyHost();
  for (const snapname of ['$(id)', 'a b', 'x@y', '../x', 'cbsd-original-web1', 'gettimeofday', ''])
    assert.equal((await host.wish('snapshot-create', 'web1', {snapname})).refusals[0]?.field, 'snapname', snapname);
});
