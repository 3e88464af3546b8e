import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {demoSession} from '../../helpers/practice-session.ts';
import {temporaryFolder} from '../../helpers/temporary-folder.ts';

const bare = {ver: 'empty', pkg_bootstrap: '0'};

test('a new jail written as a CBSDfile is a function of sh that sets what the plan sets', async t => {
  const {session} = await demoSession();
  const plan = session.plan('create-jail', 'w1', {
    ...bare,
    jname: 'w1',
    exec_start: '/bin/sh /etc/rc fast',
    start: '0',
  });
  const text = session.exportAs('cbsdfile', plan);
  assert.ok(typeof text === 'string');
  const file = join(temporaryFolder(t), 'CBSDfile');
  writeFileSync(file, text);
  const read = '. "$1"; jail_w1; printf "%s|%s|%s|%s" "$exec_start" "$ver" "$runasap" "$jname"';
  assert.equal(execFileSync('/bin/sh', ['-c', read, 'sh', file], {encoding: 'utf8'}), '/bin/sh /etc/rc fast|empty|0|');
});

test('a VM becomes a bhyve function, and its password has to be filled in', async () => {
  const {session} = await demoSession();
  const text = session.exportAs('cbsdfile', session.plan('create-vm', 'v1', {jname: 'v1', vnc_password: 'c4nary'}));
  assert.ok(typeof text === 'string');
  assert.match(text, /^bhyve_v1\(\)\n\{\n/m);
  assert.match(text, /^\t# vnc_password: fill in vnc_password$/m);
  assert.doesNotMatch(text, /c4nary/);
});

test('what cbsd up would evaluate, or could not call, is refused with the way out', async () => {
  const {session} = await demoSession();
  const why = (target: string, answers: Readonly<Record<string, string>>, action = 'create-jail'): string => {
    const told = session.exportAs('cbsdfile', session.plan(action, target, answers));
    return typeof told === 'string' ? 'written' : told.reason;
  };
  assert.match(
    why('w1', {...bare, jname: 'w1', exec_start: '/bin/echo $HOME'}),
    /exec_start .*evaluate.*sh carries it/,
  );
  assert.match(why('web-1', {...bare, jname: 'web-1'}), /no function for the name web-1/);
  assert.match(why('web1', {}, 'start'), /describes new guests/);
});
