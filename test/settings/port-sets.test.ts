import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {type TestContext, test} from 'node:test';
import {noPortSets, portSetSettings} from '../../source/settings/port-sets.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

function read(t: TestContext, content: unknown) {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'settings.json'), typeof content === 'string' ? content : JSON.stringify(content));
  return portSetSettings(folder);
}

test('who has no sets of their own has ours', async t => {
  assert.deepEqual(await portSetSettings(temporaryFolder(t)), noPortSets);
  assert.deepEqual(await read(t, {theme: 'dark'}), noPortSets);
  assert.deepEqual(await read(t, '{"portSets":'), noPortSets, 'that it is no JSON is told where it matters');
});

test('a set of one’s own is written as ports are, and may name one of ours', async t => {
  const {sets, problem} = await read(t, {portSets: {app: '9000 9001/udp', front: 'web 8080:80'}});
  assert.equal(problem, '');
  assert.deepEqual(
    sets.map(({name, ports}) => [name, ports]),
    [
      ['app', '9000 9001/udp'],
      ['front', '80 443 8080:80'],
    ],
  );
});

test('a set that cannot be used is told by its name, and the others stay', async t => {
  const {sets, problem} = await read(t, {
    portSets: {app: '9000', bad: '99999', odd: 7, 'All!': '1', stored: '1', loop: 'loop'},
  });
  assert.deepEqual(
    sets.map(({name}) => name),
    ['app'],
  );
  for (const name of ['bad', 'odd', 'All!', 'stored', 'loop']) assert.ok(problem.includes(`portSets.${name}: `), name);
  assert.match((await read(t, {portSets: ['web']})).problem, /portSets has to be a set of names/);
});
