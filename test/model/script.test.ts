import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {scriptOf} from '../../source/model/script.ts';
import {practiceHost} from '../helpers/practice-host.ts';
import {demoSession, practiceSession} from '../helpers/practice-session.ts';

test('an exported script makes the guest that the plan says, from its own folder and on the practice tools alone', async t => {
  const host = practiceHost(t);
  const {session} = await practiceSession(host.world);
  const wish = {ver: 'empty', pkg_bootstrap: '0', exec_start: '/bin/echo $HOME `id` a~b', start: '0'};
  const bin = join(host.world, 'bin');
  for (const [name, shell] of [
    ['one', '/bin/sh'],
    ['two', join(bin, 'sh')],
  ] as const) {
    const plan = session.plan('create-jail', name, {...wish, jname: name});
    assert.deepEqual(plan.refusals, []);
    writeFileSync(join(host.state, 'plan.sh'), scriptOf(plan));
    execFileSync(shell, ['plan.sh'], {cwd: host.state, env: {PATH: bin}, stdio: 'pipe'});
    const details = await session.describe(name);
    assert.equal(details?.settings.exec_start, wish.exec_start);
    const path = plan.steps.find(step => step.file)?.file?.path ?? '';
    assert.ok(path.startsWith('/usr/jails/') && !existsSync(path), 'nothing was written on this machine');
  }
});

test('a script with a secret stops before it writes the file', async () => {
  const {session} = await demoSession();
  const script = scriptOf(
    session.plan('create-jail', 'w1', {ver: 'empty', pkg_bootstrap: '0', user_pw_root: 'c4nary'}),
  );
  assert.match(script, /Fill in first: .*exit 1\nprintf/);
  assert.doesNotMatch(script, /c4nary/);
});
