import assert from 'node:assert/strict';
import {statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {keepPreference, readPreferences, usual} from '../../source/settings/preferences.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

test('what is kept is there at the next start, for nobody else to read', async t => {
  const folder = path.join(temporaryFolder(t), 'not', 'yet', 'there');
  assert.deepEqual(readPreferences(folder), usual);
  await keepPreference(folder, 'theme', 'bsddialog');
  await keepPreference(folder, 'refresh', '60');
  assert.deepEqual(readPreferences(folder), {theme: 'bsddialog', signs: 'auto', refresh: '60', alert: 'bell'});
  assert.equal(statSync(path.join(folder, 'settings.json')).mode & 0o777, 0o600);
});

test('a file that holds something else is as good as none', async t => {
  const folder = temporaryFolder(t);
  for (const text of ['', 'null', '[]', '{"theme": 7, "signs": ["a"]}', '{"theme"']) {
    writeFileSync(path.join(folder, 'settings.json'), text);
    assert.deepEqual(readPreferences(folder), usual, text);
  }
  await keepPreference(folder, 'signs', 'ascii');
  assert.equal(readPreferences(folder).signs, 'ascii');
});
