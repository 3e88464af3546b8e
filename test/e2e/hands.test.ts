import assert from 'node:assert/strict';
import {chmodSync, existsSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {type TestContext, test} from 'node:test';
import {childrenOf} from '../helpers/children.ts';
import {type PracticeHost, practiceHost} from '../helpers/practice-host.ts';
import {cleanEnvironment, program} from '../helpers/program.ts';
import {openPty, type PtyOptions} from '../helpers/pty.ts';
import {launch} from '../helpers/screen.ts';
import {needs} from '../helpers/skip.ts';
import {until} from '../helpers/until.ts';

const soon = 20_000;

const openOn = (t: TestContext, host: PracticeHost, options: PtyOptions = {}, ...more: readonly string[]) =>
  launch(t, [...host.words, ...more], {...options, env: {HOME: host.state, ...options.env}});

test('login, console and editor have the terminal for themselves, lose no key, and come back to the same place', {
  skip: needs('pty') || needs('proc'),
}, async t => {
  const host = practiceHost(t);
  const editor = join(host.state, 'editor');
  // The first time it writes what cannot stand, then what can.
  writeFileSync(
    editor,
    `#!/bin/sh\nif grep -q 'NOT VALID' "$1"; then echo nginx > "$1"; else printf 'ng inx\\n;rm\\n' > "$1"; fi\n`,
  );
  chmodSync(editor, 0o755);
  await host.here('start', 'web1', 'vm1', '--yes');
  const {press, see, screen, exited, resize} = await openOn(t, host, {
    env: {SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22', EDITOR: editor},
  });
  await see('5 guests, 2 running', soon);
  press('G', 'l');
  const told = await see('Type exit.', soon);
  assert.match(
    told,
    /A shell in web1 on practice, .* simulated\nTo come back: exit ends a shell\.\n\+ cbsd jlogin web1/,
  );
  for (let round = 0; round < 6; round += 1) {
    press(`line ${round}`, 'enter');
    await see(`not simulated: line ${round}`, soon);
  }
  resize(100, 30);
  press('exit', 'enter');
  await see(/❯ +web1 .*Back from web1/s, soon);
  press('k');
  await see(/❯ +vm2/, soon);

  press('c', 'enter');
  await see('Create a jail', soon);
  press('ctrl-f', 'pkglist', 'enter');
  await see(/❯ Packages/, soon);
  press('ctrl-e');
  await see(/❯ Packages +nginx /, soon);
  press('ctrl-c');
  assert.equal((await exited).exitCode, 130);
  assert.match(screen(), /jlogin web1/);

  const headless = await openOn(t, host, {env: {SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22'}}, 'console', 'vm1');
  assert.match(await headless.see('Type exit.', soon), /~~\. cuts an ssh or a serial line/);
  headless.press('exit', 'enter');
  assert.equal((await headless.exited).exitCode, 0);

  writeFileSync(editor, '#!/bin/sh\nsleep 600\nexit 0\n');
  // With a shell around it: at the end of a session's leader the kernel would end its children by itself.
  const killed = await openPty(
    '/bin/bash',
    ['-mc', '"$0" "$@"; echo back in the shell; read -r', program(), ...host.words],
    {
      env: {...cleanEnvironment(host.state), EDITOR: editor},
    },
  );
  t.after(() => killed.kill());
  await killed.see('5 guests, 2 running', soon);
  killed.press('c', 'enter');
  await killed.see('Create a jail', soon);
  killed.press('ctrl-f', 'pkglist', 'enter');
  await killed.see(/❯ Packages/, soon);
  killed.press('ctrl-e');
  const below = (pid: number): readonly number[] => childrenOf(pid).flatMap(child => [child, ...below(child)]);
  await until('the editor has a child of its own', () => below(killed.pid).length > 2);
  const inside = below(killed.pid);
  process.kill(inside[0] ?? 0, 'SIGTERM');
  await killed.see('back in the shell', soon);
  await until('nobody else reads the terminal, and it is as it was', () => {
    const free = inside.every(pid => !existsSync(`/proc/${pid}`));
    return free && !killed.alternate() && !killed.cursorHidden();
  });

  const off = await host.here('login', 'db1');
  assert.equal(off.exit, 3);
  assert.match(off.stderr, /db1 \(stopped\) is not running: start it first\./);
  assert.equal((await host.run('login', 'web1')).exit, 2, 'there is no terminal');
});
