import assert from 'node:assert/strict';
import path from 'node:path';
import {test} from 'node:test';
import {hostFor} from '../../source/commands/host-for.ts';
import {parseOptions} from '../../source/commands/options.ts';
import {keepDefaultHost} from '../../source/settings/default-host.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

test('the default host is where the screen opens; a command means this machine, whatever is settled', async t => {
  const state = temporaryFolder(t);
  await keepDefaultHost(path.join(state, 'settings'), 'node9');
  const options = parseOptions(['list', '--state', state]);
  await assert.rejects(hostFor(options, true), /node9/);
  const meant = await hostFor(options, false).catch((error: Error) => ({name: error.message}));
  assert.doesNotMatch(meant.name, /node9/);
});
