import assert from 'node:assert/strict';
import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {whichAreThere} from '../../source/model/paths.ts';
import {createLocalTransport} from '../../source/transport/local.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

test('which paths are there is answered as by the sh that it stands for: links by what they lead to, names whatever they hold', async t => {
  const folder = temporaryFolder(t);
  const at = (name: string) => path.join(folder, name);
  for (const name of ['plain', 'a b', '$(id)', '-e', 'ümlaut']) writeFileSync(at(name), '');
  mkdirSync(at('folder'));
  symlinkSync(at('plain'), at('link'));
  symlinkSync(at('nowhere'), at('dangling'));
  const names = ['plain', 'a b', '$(id)', '-e', 'ümlaut', 'folder', 'link', 'dangling', 'nothing', 'plain/below', '.'];
  const {argv, ...asked} = whichAreThere(...names.map(at));
  const {read} = createLocalTransport();
  const [own, real] = await Promise.all([read({argv, ...asked}), read({argv})]);
  assert.deepEqual([own.ending, own.exitCode, own.stdout], [real.ending, real.exitCode, real.stdout]);
  assert.equal(own.stdout.split('\n').filter(Boolean).length, 8);
});

test('on a host within a folder they are looked for there, and somebody who has to be asked for it is asked', async t => {
  const root = temporaryFolder(t);
  writeFileSync(path.join(root, 'here'), '');
  const asked = whichAreThere('/here', '/etc/passwd');
  assert.equal((await createLocalTransport({root}).read(asked)).stdout, '/here\n');
  const elevated = await createLocalTransport({elevate: ['/bin/echo', 'asked:']}).read(asked);
  assert.match(elevated.stdout, /^asked: timeout .* \/here \/etc\/passwd\n$/s);
});
