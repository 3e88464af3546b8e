import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {createAsker} from '../../source/transport/ssh/ask-ssh.ts';
import {atTheEnd} from '../helpers/at-the-end.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

/** An `ssh` that tells who started it and with what, complains of some hosts, and takes as long as a file is missing for others. */
const script = `#!/bin/sh
shift; for host; do :; done
case $host in
  bad) echo 'Bad configuration option: hots' >&2; echo 'terminating' >&2; exit 255;;
  slow) while [ ! -e "\${0%/*}/go" ]; do sleep 0.05; done;;
esac
echo "parent $PPID"; for word; do echo "word $word"; done`;

const folder = temporaryFolder(atTheEnd());
const file = (name: string) => path.join(folder, name);
writeFileSync(file('ssh'), script, {mode: 0o755});
const askSsh = createAsker(`${folder}:/usr/bin:/bin`);
const parentIn = (text: string) => /^parent (\d+)$/m.exec(text)?.[1];

test('many hosts are asked about by one shell, each word as it is', async () => {
  const one = await askSsh(['-F', "/home/o'brien $(x)/a b", '--', 'web1']);
  const other = await askSsh(['--', 'web2']);
  assert.deepEqual([one.code, one.complaint], [0, '']);
  assert.deepEqual(one.text.split('\n').slice(1), [
    'word -F',
    "word /home/o'brien $(x)/a b",
    'word --',
    'word web1',
    '',
  ]);
  assert.equal(parentIn(other.text), parentIn(one.text));
});

test('a host whose configuration takes its time to be found keeps no other one waiting', async () => {
  const slow = askSsh(['--', 'slow']);
  const quick = await askSsh(['--', 'web1']);
  writeFileSync(file('go'), '');
  assert.equal(quick.code, 0);
  assert.notEqual(parentIn(quick.text), parentIn((await slow).text));
});

test('a mistake in the configuration is told in ssh’s own words, and the next question is answered', async () => {
  const {code, complaint} = await askSsh(['--', 'bad']);
  assert.deepEqual([code, complaint], [255, 'Bad configuration option: hots\nterminating']);
  assert.equal((await askSsh(['--', 'web1'])).code, 0);
});
