import assert from 'node:assert/strict';
import {symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {cbsd} from '../../../../source/drivers/cbsd/index.ts';
import {putRule} from '../../../../source/practice/kernel.ts';
import {dailyHost} from './host.ts';

const first = (texts: readonly {readonly reason: string}[]) => texts[0]?.reason ?? '';

test('a removed guest leaves nothing: no folder, no row, no dataset, no rule, and everybody else stays as it was', async () => {
  for (const name of ['web1', 'vm1']) {
    const host = dailyHost();
    const others = () =>
      host
        .state()
        .slice(0, -1)
        .filter(line => !line.includes(name));
    const before = others();
    await host.act('start', name);
    const {job, plan, notes} = await host.act('destroy', name);
    assert.equal(job.state, 'done', notes.join('\n'));
    assert.equal(job.undoable, false, 'it ran, and nothing starts it again');
    assert.match(plan.warnings[0] ?? '', new RegExp(`lost.*/usr/jails/jails-data/${name}-data`));
    const left = host.state().filter(line => line.includes(name));
    assert.deepEqual(left, []);
    assert.deepEqual(others(), before);
    assert.doesNotMatch(await host.liveRules(), name === 'web1' ? /10\.0\.0\.11/ : /10\.0\.0\.21/);
  }
});

test('what somebody keeps in the folder of a removed VM’s mounts stays there, and is told with its command', async () => {
  const host = dailyHost();
  const table = '/usr/jails/jails-fstab/vm1/fstab.local';
  host.behind(world => world.write(table, '/srv/data /mnt nullfs rw 0 0\n'));
  const {job, notes} = await host.act('destroy', 'vm1');
  assert.equal(job.state, 'done', job.sentence);
  assert.match(notes.at(-1) ?? '', /vm1 is gone, but left: rm -r \/usr\/jails\/jails-fstab\/vm1$/);
  host.behind(world => assert.ok(world.exists(table)));
});

test('a jail with limits leaves none of their rules in the kernel, though CBSD takes them from a running one alone', async () => {
  const host = dailyHost();
  const rules = async () => (await host.transport.read({argv: ['rctl', 'jail:db1']})).stdout;
  await host.cbsd('jrctl', 'jname=db1', 'mode=set', 'memoryuse=1g');
  assert.match(await rules(), /memoryuse/);
  const {job} = await host.act('destroy', 'db1');
  assert.equal(job.state, 'done', job.sentence);
  assert.equal(await rules(), '');
});

test('what is mounted in a removed guest’s tree, and the kernel’s limits of it, are told with the commands that take them away', async () => {
  const host = dailyHost();
  const {plan} = await host.act('destroy', 'db1');
  const asked = plan.steps.at(-1)?.check;
  assert.ok(asked);
  host.behind(world => {
    putRule(world, 'jail:db1:memoryuse:deny=5');
    world.write('/var/run/practice-mounts', '/tank/photos /usr/jails/jails/db1/mnt nullfs rw 0 0\n');
  });
  const {truth, note} = await cbsd.check(asked, host.transport);
  assert.equal(truth, 'false');
  assert.match(note, /left: umount \/usr\/jails\/jails\/db1\/mnt; rctl -r jail:db1$/);
});

test('the plan says which snapshots, forwards and clones go, before it does anything', async () => {
  const host = dailyHost();
  await host.cbsd('jsnapshot', 'mode=create', 'jname=web1', 'snapname=before');
  await host.cbsd('jclone', 'old=web1', 'new=web2', 'host_hostname=web2.my.domain', 'ip4_addr=10.0.0.50');
  const {warnings} = await host.wish('destroy', 'web1');
  assert.match(warnings.join('\n'), /snapshots go too: before/);
  assert.match(warnings.join('\n'), /forwards go too: tcp\/8080/);
  assert.match(warnings.join('\n'), /promotes.*web2/);
});

test('a protected guest is not removed, for CBSD would end with 0 and do nothing', async () => {
  const host = dailyHost();
  for (const [name, words] of [
    ['web1', ['jset', 'jname=web1', 'protected=1']],
    ['vm1', ['bset', 'jname=vm1', 'protected=1']],
  ] as const) {
    const plan = await host.wish('destroy', name);
    assert.deepEqual(plan.refusals, []);
    await host.cbsd(...words);
    assert.match(first((await host.wish('destroy', name)).refusals), /protected/);
    const late = await host.run(plan);
    assert.equal(late.state, 'failed', 'protected after the plan was made');
    assert.match(late.sentence, /is protected/);
    assert.ok((await host.guest(name)).name);
  }
});

test('a folder of the host that is mounted in the guest’s tree stops the removal', async () => {
  for (const at of [
    '/usr/jails/jails-data/web1-data/mnt/photos',
    '/usr/jails/jails/web1',
    '/usr/jails/jails-system/web1/x',
  ]) {
    const host = dailyHost();
    host.behind(world => world.write('/var/run/practice-mounts', `/tank/photos ${at} nullfs rw 0 0\n`));
    const {job} = await host.act('destroy', 'web1');
    assert.equal(job.state, 'failed');
    assert.match(job.sentence, /is a mount \(nullfs\): umount/);
    assert.equal((await host.guest('web1')).state, 'stopped', 'it is all there');
  }
});

test('its own dataset is mounted where it belongs, and a namesake’s mount is nobody’s business', async () => {
  const host = dailyHost();
  host.behind(world =>
    world.write(
      '/var/run/practice-mounts',
      'zroot/usr/jails/jails-data/web1 /usr/jails/jails-data/web1-data zfs rw 0 0\n/tank /usr/jails/jails-data/web10-data nullfs rw 0 0\n',
    ),
  );
  assert.equal((await host.act('destroy', 'web1')).job.state, 'done');
});

test('a folder of the guest that leads out of the workdir is not cleared', async () => {
  const host = dailyHost({zfs: false});
  host.behind(world => {
    world.makeFolder('/home/alice');
    world.write('/home/alice/letter', 'dear');
    world.remove('/usr/jails/jails-data/web1-data');
    symlinkSync(join(host.folder, 'root/home/alice'), world.path('/usr/jails/jails-data/web1-data'));
  });
  const {job} = await host.act('destroy', 'web1');
  assert.equal(job.state, 'failed');
  assert.match(job.sentence, /outside of \/usr\/jails/);
  host.behind(world => assert.equal(world.read('/home/alice/letter'), 'dear'));
});

test('a guest whose row names another folder, or another guest’s, is not removed', async () => {
  const host = dailyHost();
  host.behind(world => world.change('local', "UPDATE jails SET data = '/usr/jails/jails-data' WHERE jname = 'web1'"));
  assert.match(first((await host.wish('destroy', 'web1')).refusals), /would clear whatever else is in it/);
  host.behind(world =>
    world.change('local', "UPDATE jails SET data = '/usr/jails/jails-data/app1-data' WHERE jname = 'db1'"),
  );
  assert.match(first((await host.wish('destroy', 'app1')).refusals), /db1 has its data in the same folder/);
});

test('the kind is asked first: a jail that became a VM of the same name is not removed as a jail', async () => {
  const host = dailyHost();
  const plan = await host.wish('destroy', 'web1');
  host.behind(world => world.change('local', "UPDATE jails SET emulator = 'bhyve' WHERE jname = 'web1'"));
  const job = await host.run(plan);
  assert.match(job.sentence, /not a jail any more/);
  assert.equal(host.rows('local', "SELECT jname FROM jails WHERE jname = 'web1'").length, 1);
});

test('a name that is only in another node’s inventory is never handed to CBSD', async () => {
  const host = dailyHost();
  const plan = await host.wish('destroy', 'web1');
  host.behind(world => world.change('local', "DELETE FROM jails WHERE jname = 'web1'"));
  assert.match((await host.run(plan)).sentence, /Nothing was run: web1 is no longer there/);
  const before = plan.steps[0]?.before;
  assert.ok(before);
  const {truth, note} = await cbsd.check(before, host.transport);
  assert.deepEqual(
    [truth, note],
    ['false', "not removed: web1 is not in this node's own table, and CBSD would look for it on other nodes"],
  );
});

test('a removal that CBSD only claims, or that ends halfway, is not called done and says what is left', async () => {
  for (const name of ['web1', 'vm1']) {
    for (const kind of ['lie', 'fail', 'kill', 'full'] as const) {
      const host = dailyHost();
      const plan = await host.wish('destroy', name);
      host.fault({kind, on: name === 'web1' ? 'jremove' : 'bremove'});
      const job = await host.run(plan);
      const left = host.state().filter(line => line.includes(name));
      host.fault({kind: 'none'});
      if (job.state === 'done')
        assert.deepEqual(
          left.filter(line => !line.includes('/jails-fstab/')),
          [],
          `${kind} ${name}`,
        );
      else {
        const told = [...job.residue, job.sentence].join('\n');
        assert.match(told, new RegExp(`remove jname=${name}`));
        for (const line of left.filter(path => path.includes('/usr/jails/jails-')))
          assert.ok(
            told.includes(line.replace(/^.*(\/usr\/jails\/jails-[a-z]+\/[^/]+).*$/, '$1')),
            `${line} is told of`,
          );
      }
      const again = await host.wish('destroy', name);
      if (again.refusals.length === 0) assert.equal((await host.run(again)).state, 'done', `again after ${kind}`);
    }
  }
});
