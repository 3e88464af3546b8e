import assert from 'node:assert/strict';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {practiceHost} from '../../helpers/practice-host.ts';

test('the program keeps to what is settled for the host, and nothing reaches it until it may', async t => {
  const host = practiceHost(t);
  const settle = (practice: unknown) => {
    mkdirSync(join(host.state, 'settings'), {recursive: true});
    writeFileSync(join(host.state, 'settings', 'settings.json'), JSON.stringify({hosts: {practice}}));
  };
  const start = async (...more: readonly string[]) => host.run('start', 'db1', '--yes', ...more);

  settle({quietHours: ['00:00 - 24:00']});
  const quiet = await start();
  assert.equal(quiet.exit, 3);
  assert.match(quiet.stderr, /quiet hours on this host: 00:00 - 24:00/);
  assert.match(quiet.stderr, /--in-quiet-hours/);
  settle({readOnly: true});
  const readOnly = await start('--in-quiet-hours', '--json');
  assert.equal(readOnly.exit, 3);
  assert.equal(JSON.parse(readOnly.stdout).error.code, 'read-only');
  settle({});
  assert.equal((await start('--read-only')).exit, 3);
  assert.doesNotMatch((await host.run('practice', 'log')).stdout, /jstart/);

  settle({quietHours: ['00:00 - 24:00']});
  assert.equal((await start('--in-quiet-hours')).exit, 0);
});
