import assert from 'node:assert/strict';
import path from 'node:path';
import {test} from 'node:test';
import {makeResident} from '../helpers/resident/shell.ts';
import {launch} from '../helpers/screen.ts';
import {needs} from '../helpers/skip.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const late = 60_000;

test('the tour makes a jail on a practice host of its own, from the first key to the last word', {
  skip: needs('pty'),
}, async t => {
  const home = temporaryFolder(t);
  const {press, see, exited, alternate} = await launch(t, ['--tour', '--state', home], {env: {HOME: home}});
  const told = async (step: number, ...keys: readonly string[]) => {
    await see(`Tour ${step} of 12`, late);
    press(...keys);
  };
  await see('5 guests, 0 running', late);
  makeResident(path.join(home, 'tour/world')); // its tools were Nodes so far, forty for every look
  await told(1, 'down');
  await told(2, '/', 'vm', 'enter');
  await told(3, 'esc');
  await told(4, 'enter');
  await told(5, 'c');
  await told(6, 'enter');
  await told(7, 'ctrl-p');
  await told(8, 'enter');
  await see(/✓ \w+ runs at 10\.0\.0\.\d+/, late);
  await told(10, ':');
  await told(11, 'web1', 'enter');
  await told(12, 'q');
  assert.equal((await exited).exitCode, 0);
  assert.equal(alternate(), false);
});
