import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {test} from 'node:test';
import {makeJob, prelude} from '../../source/jobs/far/scripts.ts';
import {startScript, superviseScript} from '../../source/transport/ssh/supervise.ts';
import {needs} from '../helpers/skip.ts';

const skip = needs('tmpfs');

/** What a script says on a file system of its own with so much room, and what lies there afterwards. */
function onDisk(size: string, before: string, script: string, ...words: readonly string[]): string {
  const mounted = `mount -t tmpfs -o size=${size} none /mnt && cd /mnt && ${before} && /bin/sh -c "$@" && find /mnt -mindepth 1 | sort`;
  return execFileSync('unshare', ['-rm', 'sh', '-c', mounted, 'sh', script, 'sh', ...words], {
    encoding: 'utf8',
    input: 'an order',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

test('where a far host has no room for the records of a job, none is made and nothing is left', {skip}, () => {
  const make = `${prelude}${makeJob}`;
  assert.equal(onDisk('64k', ':', make, '/mnt/host', 'abc', '192'), 'ENOSPC\n/mnt/host\n/mnt/host/jobs\n');
  const full = 'mkdir -p host/jobs && ! head -c 200000 /dev/zero >rest 2>/dev/null';
  assert.match(onDisk('64k', full, make, '/mnt/host', 'abc', '0'), /^ENOSPC\n/);
  assert.match(onDisk('1m', ':', make, '/mnt/host', 'abc', '192'), /^made\n.*order\.json\n$/s);
});

test('a step whose run folder finds no room on the far host was not started, and can be begun again', {skip}, () => {
  const words = ['/mnt/step-0', superviseScript, 'true', '/bin:/usr/bin', 'true'];
  const full = '! head -c 200000 /dev/zero >rest 2>/dev/null';
  assert.equal(onDisk('64k', full, startScript, ...words), 'no-room\n/mnt/rest\n');
  assert.equal(onDisk('64k', ':', startScript, '/mnt/no/such', ...words.slice(1)), 'no-room\n');
});
