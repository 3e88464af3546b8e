import assert from 'node:assert/strict';
import {userInfo} from 'node:os';
import {test} from 'node:test';
import fc from 'fast-check';
import type {Command, Result} from '../../source/model/command.ts';
import {createLocalTransport} from '../../source/transport/local.ts';
import {needs} from '../helpers/skip.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const transport = createLocalTransport();
const ways: Record<string, (command: Command) => Promise<Result>> = {
  read: command => transport.read(command),
  execute: command => transport.execute(command),
};
const shell = (script: string, ...parameters: string[]): Command => ({
  argv: ['/bin/sh', '-c', script, 'sh', ...parameters],
});

for (const [way, run] of Object.entries(ways)) {
  test(`${way} gives a command the minimal environment and nothing of ours`, async () => {
    process.env.jname = 'inherited';
    const {stdout} = await run({argv: ['env'], env: {NOINTER: '1'}});
    delete process.env.jname;
    assert.deepEqual(stdout.trim().split('\n').toSorted(), [
      `HOME=${userInfo().homedir}`,
      'LANG=C',
      'NOCOLOR=1',
      'NOINTER=1',
      'PATH=/sbin:/bin:/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin',
      'TERM=xterm',
    ]);
  });

  test(`${way} starts a command in / with an empty stdin`, async () => {
    const {stdout, exitCode} = await run(shell('pwd; wc -c; exit 7'));
    assert.match(stdout, /^\/\n\s*0\n$/);
    assert.equal(exitCode, 7);
  });

  test(`${way} hands over exactly the bytes that the step names`, async () => {
    const stdin = 'naïve\n\0end';
    assert.equal((await run({argv: ['cat'], stdin})).stdout, stdin);
    assert.equal((await run({argv: ['true'], stdin: 'x'.repeat(300_000)})).ending, 'exited');
  });

  test(`${way} starts a session of its own without a terminal`, {skip: needs('proc')}, async () => {
    const {stdout} = await run(shell('echo $$; cat /proc/self/stat; (: < /dev/tty) || echo no terminal'));
    const [pid = '', stat = '', terminal] = stdout.split('\n');
    const [, , , group, session, tty] = stat.slice(stat.lastIndexOf(')') - 1).split(' ');
    assert.deepEqual({group, session, tty, terminal}, {group: pid, session: pid, tty: '0', terminal: 'no terminal'});
  });

  test(`${way} passes every argument byte for byte`, async () => {
    const argument = fc.string({unit: 'binary'}).map(text => text.replaceAll('\0', '').toWellFormed());
    for (const list of fc.sample(fc.array(argument, {maxLength: 40}), 12)) {
      const {stdout} = await run({argv: ['printf', '%s\\0', '', ...list]});
      assert.deepEqual(stdout.split('\0').slice(1, -1), list);
    }
  });

  test(`${way} keeps stdout and stderr apart and decodes characters whole`, async () => {
    const result = await run(shell('printf "\\303"; sleep 0.05; printf "\\274ber\\n"; echo oh >&2'));
    assert.deepEqual([result.stdout, result.stderr], ['über\n', 'oh\n']);
  });

  test(`${way} tells a missing program and a forbidden one from one that failed`, async () => {
    const endings = [];
    for (const argv of [
      ['no-such-program'],
      ['/etc/passwd'],
      ['/etc/passwd/x'],
      ['/bin/sh', '-c', 'exit 127'],
    ] as const)
      endings.push((await run({argv: [...argv]})).ending);
    assert.deepEqual(endings, ['not-found', 'not-permitted', 'not-found', 'exited']);
  });

  test(`${way} names the signal that ended a command`, async () => {
    const {ending, exitCode, signal} = await run(shell('kill -9 $$'));
    assert.deepEqual({ending, exitCode, signal}, {ending: 'signalled', exitCode: null, signal: 'SIGKILL'});
  });

  test(`${way} rejects what no process can be started with`, async () => {
    await assert.rejects(run({argv: ['printf', 'a\0b']}), /NUL/);
    await assert.rejects(run({argv: ['']}), /empty/);
    await assert.rejects(run({argv: ['A=b']}), /variable/);
  });

  test(`${way} reads nothing of the real machine for the practice host`, async t => {
    const root = temporaryFolder(t);
    const practice = createLocalTransport({practice: true, root, path: `${root}/bin`});
    const start = way === 'read' ? practice.read : practice.execute;
    for (const program of ['sh', '/bin/sh', '/../../bin/sh', '../bin/sh'])
      assert.equal((await start({argv: [program, '-c', 'true']})).ending, 'not-found');
  });

  test(`${way} sets the environment again behind a program that elevates`, async () => {
    const elevated = createLocalTransport({elevate: ['env', '-i', 'PATH=/usr/bin:/bin', 'SUDO_USER=op']});
    const start = way === 'read' ? elevated.read : elevated.execute;
    const {stdout} = await start({argv: ['env'], env: {NOINTER: '1'}});
    assert.match(stdout, /^NOINTER=1$/m);
    assert.doesNotMatch(stdout, /SUDO_USER/);
  });
}
