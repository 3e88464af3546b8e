import assert from 'node:assert/strict';
import {test} from 'node:test';
import {practiceNode} from './bhyve/node.ts';
import {makeWorld, start} from './world.ts';

test('du counts apparent bytes in kilobytes and says what is not there', () => {
  const folder = makeWorld({world: 'demo'});
  const {stdout, code} = start(folder, 'du', ['-Askx', '/usr/jails/jails-data/vm1-data']);
  assert.equal(code, 0);
  assert.match(stdout, /^\d+\t\/usr\/jails\/jails-data\/vm1-data\n$/);
  assert.ok(Number.parseInt(stdout, 10) >= 10 * 1024 * 1024, 'a disk of 10 GB');
  assert.equal(start(folder, 'du', ['-Askx', '/nowhere']).code, 1);
});

test('jexec runs a few programs on the files of a running jail alone', () => {
  const folder = makeWorld({world: 'demo'});
  assert.match(start(folder, 'jexec', ['-l', 'web1', 'ls', '/']).stderr, /jail "web1" not found/);
  start(folder, 'cbsd', ['jstart', 'jname=web1', 'inter=0']);
  assert.equal(start(folder, 'jexec', ['-l', 'web1', 'ls', '-d', '/']).stdout, '/\n');
  assert.equal(start(folder, 'jexec', ['-l', 'web1', 'id']).code, 127);
});

test('sqlite3 reads statements from a file', () => {
  const folder = makeWorld({world: 'demo'});
  const {code, stderr} = start(folder, 'sqlite3', ['/usr/jails/var/db/local.sqlite', '.read /nowhere.sql']);
  assert.equal(code, 1);
  assert.match(stderr, /cannot open "\/nowhere\.sql"/);
});

test('a clone without rsync is told to be ok and holds nothing', t => {
  const node = practiceNode(t, {world: 'demo'});
  node.look(world => world.remove('/usr/local/bin/rsync'));
  node.look(world => world.write('/usr/jails/jails-data/web1-data/file', 'x'));
  const said = node.cbsd('jclone old=web1 new=web2 host_hostname=web2.my.domain ip4_addr=10.0.0.50');
  assert.deepEqual([said.code, /ok/.test(said.out)], [0, true]);
  assert.deepEqual(
    node.look(world => world.list('/usr/jails/jails-data/web2-data')),
    [],
  );
});

test('a left-over snapshot of the clone’s name is taken as it is, with a word on stderr', t => {
  const node = practiceNode(t, {world: 'demo', zfs: true});
  const clone = 'jclone old=web1 new=web2 host_hostname=web2.my.domain ip4_addr=10.0.0.50';
  const left = [{dataset: 'zroot/usr/jails/jails-data/web1', name: 'cbsd-original-web2', at: 1, jname: null}];
  node.look(world => world.write('/var/run/practice-zfs', JSON.stringify(left)));
  const said = node.cbsd(clone);
  assert.equal(said.code, 0);
  assert.match(said.err, /cannot create snapshot '.*@cbsd-original-web2': dataset already exists/);
});
