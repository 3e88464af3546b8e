import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {makeWorld, start} from './world.ts';

test('A whole node is read by one sqlite3 that is fed on stdin; a database without the table is told and passed over', () => {
  const folder = makeWorld();
  const input = [
    '.bail off',
    '.mode json',
    '.print @jails',
    '.open --readonly /usr/jails/var/db/local.sqlite',
    "SELECT jname, status FROM jails WHERE emulator='jail' ORDER BY jname LIMIT 1;",
    '.print @settings web1',
    '.open --readonly /usr/jails/jails-system/web1/local.sqlite',
    'SELECT vm_ram FROM settings;',
    '.print @settings vm1',
    '.open --readonly /usr/jails/jails-system/vm1/local.sqlite',
    'SELECT vm_ram,',
    '  vm_cpus FROM settings;',
    '.open --readonly /usr/jails/no/such.sqlite',
    '',
  ].join('\n');
  const {stdout, stderr} = start(folder, 'sqlite3', [], {input});
  assert.equal(
    stdout,
    '@jails\n[{"jname":"app1","status":0}]\n@settings web1\n@settings vm1\n[{"vm_ram":1073741824,"vm_cpus":1}]\n',
  );
  assert.match(stderr, /no such table: settings[\s\S]*unable to open database "\/usr\/jails\/no\/such\.sqlite"/);
});

test('Read-only means that nothing is written', () => {
  const folder = makeWorld();
  const database = '/usr/jails/var/db/local.sqlite';
  const {code, stderr} = start(folder, 'sqlite3', ['-readonly', database, "DELETE FROM jails WHERE jname='web1'"]);
  assert.notEqual(code, 0);
  assert.match(stderr, /readonly database/);
  assert.equal(start(folder, 'sqlite3', [database, 'SELECT count(*) FROM jails']).stdout, '5\n');
});

test('A database that is none is an error, not an empty host', () => {
  const folder = makeWorld({world: 'fresh'});
  writeFileSync(
    join(folder, 'root/usr/jails/var/db/local.sqlite'),
    'not a database at all, but long enough to be looked at'.repeat(20),
  );
  const {code, stdout, stderr} = start(folder, 'sqlite3', [
    '-readonly',
    '-json',
    '/usr/jails/var/db/local.sqlite',
    'SELECT 1 FROM jails',
  ]);
  assert.deepEqual([code === 0, stdout], [false, '']);
  assert.match(stderr, /not a database/);
});
