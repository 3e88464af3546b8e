import assert from 'node:assert/strict';
import process from 'node:process';
import {describe, type TestContext, test} from 'node:test';
import {cleanEnvironment, root} from '../helpers/program.ts';
import {openPty} from '../helpers/pty.ts';
import {needs} from '../helpers/skip.ts';
import {until} from '../helpers/until.ts';
import {bundledProgram} from './bundled-program.ts';

async function start(t: TestContext, env: Readonly<Record<string, string>> = {}) {
  const screen = await openPty(process.execPath, [await bundledProgram()], {
    cwd: root,
    env: {...cleanEnvironment('/nonexistent'), ...env},
  });
  t.after(() => screen.kill());
  await screen.see('5 guests, 2 running');
  return screen;
}

type Screen = Awaited<ReturnType<typeof start>>;

/** The last bytes may reach the emulator behind the news that the program has ended. */
const restored = (screen: Screen) =>
  until('the terminal is as it was', () => {
    const {bracketedPasteMode} = screen.terminal.modes;
    return !screen.alternate() && !screen.cursorHidden() && !bracketedPasteMode;
  });

const isColoured = ({terminal}: Screen): boolean => {
  const {active} = terminal.buffer;
  for (let row = 0; row < terminal.rows; row += 1) {
    for (let column = 0; column < terminal.cols; column += 1) {
      const cell = active.getLine(active.viewportY + row)?.getCell(column);
      if (cell && (!cell.isFgDefault() || !cell.isBgDefault() || cell.isInverse() || cell.isBold())) return true;
    }
  }
  return false;
};

describe('leaving', {concurrency: 4}, () => {
  test('q leaves the terminal as it was, and what was copied is printed there', {skip: needs('pty')}, async t => {
    const screen = await start(t);
    assert.equal(screen.alternate(), true);
    assert.equal(isColoured(screen), true);
    screen.press('enter');
    await screen.see('Exposed ports');
    screen.press('y');
    await screen.see('Copied');
    screen.press('q');
    assert.equal((await screen.exited).exitCode, 0);
    await screen.see(/What you copied:\n10\.0\.0\.13/);
    await restored(screen);
  });

  test('Ctrl-C leaves too, and says which job goes on', {skip: needs('pty')}, async t => {
    const screen = await start(t, {NO_COLOR: '1'});
    assert.equal(isColoured(screen), false);
    screen.press('c', 'enter');
    await screen.see('Show the plan');
    screen.press(...Array<string>(6).fill('enter'));
    await screen.see('Plan: Create jail www1');
    screen.press('enter');
    await screen.see('job job00001 by root');
    screen.press('ctrl-c');
    assert.equal((await screen.exited).exitCode, 130);
    await screen.see('Job job00001 goes on: construct-tui --practice jobs attach job00001');
    await restored(screen);
  });

  for (const [signal, code] of [
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
    ['SIGQUIT', 131],
  ] as const) {
    test(`${signal} ends it with the terminal as it was`, {skip: needs('pty')}, async t => {
      const screen = await start(t);
      screen.kill(signal);
      const {exitCode, signal: number} = await screen.exited;
      assert.equal(number ? 128 + number : exitCode, code);
      await restored(screen);
    });
  }

  test('an error that nobody caught stays readable on the terminal as it was', {skip: needs('pty')}, async t => {
    const screen = await start(t, {WITH_A_BUG: '1'});
    screen.press('enter');
    assert.equal((await screen.exited).exitCode, 1);
    await screen.see('a bug of the test');
    await restored(screen);
  });

  test('Ctrl-Z goes to the shell, and fg comes back to the same row, a resize between them too', {
    skip: needs('pty'),
  }, async t => {
    // The shell repeats the line as typed: variables keep it short, else a long path of this folder would wrap there.
    const env = {
      ...cleanEnvironment('/nonexistent'),
      PS1: 'shell> ',
      NODE: process.execPath,
      PROGRAM: await bundledProgram(),
    };
    const screen = await openPty('/bin/sh', ['-c', 'exec bash --norc -i || exec sh -i'], {cwd: root, env});
    t.after(() => screen.kill());
    await screen.see('shell>');
    screen.press('$NODE $PROGRAM', 'enter');
    await screen.see('5 guests, 2 running');
    screen.press('j', 'j', 'ctrl-z');
    await screen.see('Stopped');
    assert.equal(screen.alternate(), false);
    assert.equal(screen.cursorHidden(), false);
    screen.press('echo typed in the $0', 'enter');
    await screen.see('typed in the bash');
    screen.resize(100, 30);
    screen.press('fg', 'enter');
    await screen.see(/❯ vm1 .*10 GiB/);
    screen.press('j');
    await screen.see(/❯ vm2/);
    screen.press('q');
    await screen.see(/fg\n\$NODE.*\nshell>$/);
    assert.equal(screen.alternate(), false);
  });
});
