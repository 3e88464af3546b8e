import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {test} from 'node:test';
import {practiceHost} from '../helpers/practice-host.ts';

test('no path leads a practice tool out of its folder', t => {
  const {world} = practiceHost(t);
  for (const path of ['/etc/group', '/../../../../../../../../etc/group', '../../../../../../../../etc/group']) {
    for (const tool of ['cat', 'ls', 'stat', 'grep']) {
      const words = tool === 'grep' ? ['root', path] : [path];
      const {stdout} = spawnSync(join(world, 'bin', tool), words, {cwd: join(world, 'root'), encoding: 'utf8'});
      assert.doesNotMatch(stdout, /root/, `${tool} ${path}`);
    }
  }
});
