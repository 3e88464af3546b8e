import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {createLocalTransport} from '../../source/transport/local.ts';
import {needs} from '../helpers/skip.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const {write} = createLocalTransport();

test('a file is written with exactly the mode that was asked for, whatever the umask', async t => {
  const folder = temporaryFolder(t);
  const umask = process.umask(0o077);
  t.after(() => process.umask(umask));
  for (const mode of [0o600, 0o644, 0o400, 0o755]) {
    const file = path.join(folder, mode.toString(8));
    assert.equal(await write(file, 'ä\n', mode), null);
    assert.equal(statSync(file).mode & 0o7777, mode);
    assert.equal(readFileSync(file, 'utf8'), 'ä\n');
  }
});

test('nothing that exists is overwritten or followed', async t => {
  const folder = temporaryFolder(t);
  writeFileSync(`${folder}/there`, 'mine');
  symlinkSync(`${folder}/elsewhere`, `${folder}/link`);
  assert.equal(await write(`${folder}/there`, 'x', 0o600), 'EEXIST');
  assert.equal(await write(`${folder}/link`, 'x', 0o600), 'EEXIST');
  assert.equal(await write(`${folder}/no/such`, 'x', 0o600), 'ENOENT');
  assert.equal(readFileSync(`${folder}/there`, 'utf8'), 'mine');
  assert.deepEqual(readdirSync(folder).toSorted(), ['link', 'there']);
});

test('half a file on a full disk is taken away again', {skip: needs('tmpfs')}, () => {
  const transport = JSON.stringify(path.join(import.meta.dirname, '../../source/transport/local.ts'));
  const script = `import {createLocalTransport} from ${transport}; import {readdirSync} from 'node:fs';
    const code = await createLocalTransport().write('/mnt/x', 'x'.repeat(1e6), 0o600);
    console.log(code, readdirSync('/mnt').length);`;
  const told = execFileSync(
    'unshare',
    [
      '-rm',
      'sh',
      '-c',
      'mount -t tmpfs -o size=64k none /mnt && exec "$@"',
      'sh',
      process.execPath,
      '--input-type=module',
      '-e',
      script,
    ],
    {encoding: 'utf8'},
  );
  assert.equal(told, 'ENOSPC 0\n');
});

test('on the practice host every path lies under its folder', async t => {
  const root = temporaryFolder(t);
  mkdirSync(`${root}/tmp`);
  const practice = createLocalTransport({practice: true, root});
  assert.equal(await practice.write('/tmp/web1.jconf', 'a', 0o600), null);
  assert.equal(await practice.write('/../../tmp/web2.jconf', 'a', 0o600), null);
  assert.deepEqual(readdirSync(`${root}/tmp`).toSorted(), ['web1.jconf', 'web2.jconf']);
  await assert.rejects(practice.write('tmp/x', 'a', 0o600), /absolute/);
});
