import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {mkdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {type TestContext, test} from 'node:test';
import {holdJob, lookQueue, prelude, swapQueue, swapText} from '../../source/jobs/far/scripts.ts';
import {root} from '../helpers/program.ts';
import {needs} from '../helpers/skip.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {until} from '../helpers/until.ts';

/** What takes the lock on hosts that are unlike each other: the PATH of one. */
const hosts: Readonly<Record<string, (t: TestContext) => string>> = {
  'Linux with perl': () => '/usr/bin:/bin',
  'Linux without perl': t => {
    const folder = temporaryFolder(t);
    for (const tool of 'sh cat cut echo grep mkdir mv ps python3 sed awk head sleep sort sync tail true uname wc'.split(
      ' ',
    ))
      symlinkSync(`/usr/bin/${tool}`, path.join(folder, tool));
    return folder;
  },
  'FreeBSD, its lockf played by flock': () => `${path.join(root, 'test/helpers/freebsd')}:/usr/bin:/bin`,
};

/** One such host with the folder of a job. */
function hostOf(t: TestContext, makePath: (t: TestContext) => string) {
  const [state, PATH] = [temporaryFolder(t), makePath(t)];
  const folder = path.join(state, 'jobs/one00001');
  mkdirSync(folder, {recursive: true});
  const start = (script: string, ...words: readonly string[]) => {
    const child = spawn('/bin/sh', ['-c', `${prelude}${script}`, 'sh', ...words], {env: {PATH}});
    t.after(() => child.kill('SIGKILL'));
    const said = {text: ''};
    child.stdout.on('data', (data: Buffer) => {
      said.text += data;
    });
    const ended = new Promise<number | null>(resolve => child.on('close', resolve));
    return {child, said, ended};
  };
  const tell = async (script: string, input: string, ...words: readonly string[]) => {
    const {child, said, ended} = start(script, ...words);
    child.stdin.on('error', () => {}); // it need not read it
    child.stdin.end(input);
    const code = await ended;
    return {code, text: said.text.trim()};
  };
  return {state, folder, start, tell};
}

const skip = needs('flock');

for (const [name, makePath] of Object.entries(hosts)) {
  test(`a lock shuts others out until its command has ended, whose code it hands on: ${name}`, {skip}, async t => {
    const {state, start, tell} = hostOf(t, makePath);
    const file = path.join(state, 'x.lock.sqlite');
    assert.equal((await tell('lock "$1" 5 sh -c "exit 7"', '', file)).code, 7);
    const holder = start(`lock "$1" 5 sh -c 'echo held; read l'`, file);
    await until('it is held', () => holder.said.text === 'held\n');
    assert.equal((await tell('lock "$1" 0 echo mine', '', file)).code, 75);
    assert.deepEqual(await tell('lock "$1" 1 echo mine', '', file), {code: 75, text: ''});
    const next = tell('lock "$1" 60 echo mine', '', file);
    holder.child.stdin.end('\n');
    assert.deepEqual(await next, {code: 0, text: 'mine'});
  });

  test(`of many who change the queue at once one does: ${name}`, {skip}, async t => {
    const {state, tell} = hostOf(t, makePath);
    const wishes = ['a', 'b', 'c', 'd', 'e'].map(job => `[{"job":"${job}"}]`);
    const said = await Promise.all(wishes.map(wish => tell(swapQueue, `-\n${wish}\n`, state, swapText)));
    const won = wishes.filter((_, index) => said[index]?.text === 'swapped');
    assert.deepEqual(won, [readFileSync(path.join(state, 'queue.json'), 'utf8')]);
    assert.equal(said.filter(({text}) => text === 'changed').length, wishes.length - 1);
  });

  test(`a job lives while its runner's keeper holds it, and goes over to the next without a gap: ${name}`, {
    skip,
  }, async t => {
    const {state, folder, start, tell} = hostOf(t, makePath);
    writeFileSync(path.join(state, 'queue.json'), '[{"job":"one00001"}]');
    const life = async () => (await tell(lookQueue, '', state)).text.split('\n').at(-1);
    assert.equal(await life(), 'one00001 gone');
    const keep = () => start(holdJob, folder, '0');
    const first = keep();
    await until('it is held', () => first.said.text === 'held\n');
    assert.equal(await life(), 'one00001 alive');
    assert.equal((await tell('lock "$1" 0 echo mine', '', path.join(folder, 'alive.sqlite'))).code, 75);
    const second = keep();
    await until('the next one holds it', () => second.said.text === 'held\n');
    assert.notEqual(await first.ended, 0, 'the first one was ended');
    assert.equal(await life(), 'one00001 alive');
    second.child.stdin.write('on\n');
    await until('it answers', () => second.said.text === 'held\non\n');
    second.child.stdin.end();
    await second.ended;
    assert.equal(await life(), 'one00001 gone');
  });
}
