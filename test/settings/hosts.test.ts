import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {type TestContext, test} from 'node:test';
import {defaultSettings, hostSettings} from '../../source/settings/hosts.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

function settings(t: TestContext, content: unknown) {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'settings.json'), typeof content === 'string' ? content : JSON.stringify(content));
  return hostSettings(folder, 'lab');
}

test('who has settled nothing has four jobs at once and no quiet hours', async t => {
  assert.deepEqual(await hostSettings(temporaryFolder(t), 'lab'), defaultSettings);
  assert.deepEqual(await settings(t, {hosts: {other: {readOnly: true}}}), defaultSettings);
});

test('what is settled for a host counts for that host', async t => {
  const lab = {readOnly: true, quietHours: ['22:00 - 06:00'], timeZone: 'Europe/Berlin', parallel: 2};
  assert.deepEqual(await settings(t, {hosts: {lab}}), {...defaultSettings, ...lab});
});

test('settings that cannot be understood are said, never left out', async t => {
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    ['{"hosts":', /settings\.json: /],
    [{hosts: {lab: 'quiet'}}, /hosts\.lab is not a set of settings/],
    [{hosts: {lab: {quietHours: 'Fri 13:00 - Mon 08:00'}}}, /hosts\.lab\.quietHours cannot be/],
    [{hosts: {lab: {readOnly: 'yes'}}}, /hosts\.lab\.readOnly cannot be "yes"/],
    [{hosts: {lab: {parallel: 0}}}, /hosts\.lab\.parallel cannot be 0/],
  ];
  for (const [content, problem] of wrong) assert.match((await settings(t, content)).problem, problem);
});
