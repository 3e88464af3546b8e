import assert from 'node:assert/strict';
import {userInfo} from 'node:os';
import {after, test} from 'node:test';
import fc from 'fast-check';
import type {Command, Result} from '../../source/model/command.ts';
import type {Transport} from '../../source/model/transport.ts';
import type {LocalOptions} from '../../source/transport/launch.ts';
import {createLocalTransport} from '../../source/transport/local.ts';
import {createWays} from '../../source/transport/ssh/thread/ways.ts';
import {createSshTransport} from '../../source/transport/ssh/transport.ts';
import {wayOver} from '../../source/transport/ssh/way.ts';
import {anyText} from '../helpers/any-text.ts';
import {sshThread} from '../helpers/program.ts';
import {needs} from '../helpers/skip.ts';
import {startSshd} from '../helpers/sshd.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {hostileWords} from './hostile-words.ts';

type Options = Pick<LocalOptions, 'practice' | 'root' | 'path' | 'elevate'>;
type Run = (command: Command) => Promise<Result>;

const lacking = needs('sshd');
const sshd = lacking ? null : await startSshd({after}, {noise: 'Welcome\\nto far'});
const line = sshd?.line();
const ways = createWays(sshThread());
after(ways.close);

/** The same promises, whatever lies between us and the command. */
const places = [
  {where: '', home: userInfo().homedir, skip: false, open: createLocalTransport},
  {
    where: ' over SSH',
    home: sshd?.folder ?? '',
    skip: lacking,
    open(options: Options): Transport {
      if (!sshd || !line) throw new Error('there is no sshd');
      return createSshTransport(wayOver(line), sshd.destination, options);
    },
  },
  {
    where: ' over SSH, held by a thread of its own,',
    home: sshd?.folder ?? '',
    skip: lacking,
    open(options: Options): Transport {
      if (!sshd) throw new Error('there is no sshd');
      return createSshTransport(ways.to(sshd.destination), sshd.destination, options);
    },
  },
] as const;

const kinds = places.flatMap(({where, open, ...place}) =>
  (['read', 'execute'] as const).map(name => ({
    ...place,
    way: `${name}${where}`,
    start(options: Options): Run {
      const transport = open(options);
      return command => transport[name](command);
    },
  })),
);

const shell = (script: string, ...parameters: string[]): Command => ({
  argv: ['/bin/sh', '-c', script, 'sh', ...parameters],
});

for (const {way, skip, home, start} of kinds) {
  const run: Run = command => start({})(command);

  test(`${way} gives a command the minimal environment and nothing of ours`, {skip}, async () => {
    process.env.jname = 'inherited';
    const {stdout} = await run({argv: ['env'], env: {NOINTER: '1'}});
    delete process.env.jname;
    assert.deepEqual(stdout.trim().split('\n').toSorted(), [
      `HOME=${home}`,
      'LANG=C',
      'NOCOLOR=1',
      'NOINTER=1',
      'PATH=/sbin:/bin:/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin',
      'TERM=xterm',
    ]);
  });

  test(`${way} starts a command in / with an empty stdin`, {skip}, async () => {
    const {stdout, exitCode} = await run(shell('pwd; wc -c; exit 7'));
    assert.match(stdout, /^\/\n\s*0\n$/);
    assert.equal(exitCode, 7);
  });

  test(`${way} hands over exactly the bytes that the step names`, {skip}, async () => {
    const stdin = 'naïve\n\0end';
    assert.equal((await run({argv: ['cat'], stdin})).stdout, stdin);
    assert.equal((await run({argv: ['true'], stdin: 'x'.repeat(300_000)})).ending, 'exited');
  });

  test(`${way} starts a session of its own without a terminal`, {skip: skip || needs('proc')}, async () => {
    const {stdout} = await run(shell('echo $$; cat /proc/self/stat; (: < /dev/tty) || echo no terminal'));
    const [pid = '', stat = '', terminal] = stdout.split('\n');
    const [, , , group, session, tty] = stat.slice(stat.lastIndexOf(')') - 1).split(' ');
    assert.deepEqual({group, session, tty, terminal}, {group: pid, session: pid, tty: '0', terminal: 'no terminal'});
  });

  test(`${way} passes every argument byte for byte`, {skip}, async () => {
    const argument = anyText().map(text => text.replaceAll('\0', ''));
    for (const list of [hostileWords, ...fc.sample(fc.array(argument, {maxLength: 40}), 4)]) {
      const {stdout} = await run({argv: ['printf', '%s\\0', '', ...list]});
      assert.deepEqual(stdout.split('\0').slice(1, -1), list);
    }
  });

  test(`${way} keeps stdout and stderr apart and decodes characters whole`, {skip}, async () => {
    const result = await run(shell('printf "\\303"; sleep 0.05; printf "\\274ber\\n"; echo oh >&2'));
    assert.deepEqual([result.stdout, result.stderr], ['über\n', 'oh\n']);
  });

  test(`${way} tells a missing program and a forbidden one from one that failed`, {skip}, async () => {
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

  test(`${way} names the signal that ended a command`, {skip}, async () => {
    const {ending, exitCode, signal} = await run(shell('kill -9 $$'));
    assert.deepEqual({ending, exitCode, signal}, {ending: 'signalled', exitCode: null, signal: 'SIGKILL'});
  });

  test(`${way} rejects what no process can be started with`, {skip}, async () => {
    await assert.rejects(run({argv: ['printf', 'a\0b']}), /NUL/);
    await assert.rejects(run({argv: ['']}), /empty/);
    await assert.rejects(run({argv: ['A=b']}), /variable/);
  });

  test(`${way} reads nothing of the real machine for the practice host`, {skip}, async t => {
    const root = temporaryFolder(t);
    const inPractice = start({practice: true, root, path: `${root}/bin`});
    for (const program of ['sh', '/bin/sh', '/../../bin/sh', '../bin/sh'])
      assert.equal((await inPractice({argv: [program, '-c', 'true']})).ending, 'not-found');
  });

  test(`${way} sets the environment again behind a program that elevates`, {skip}, async () => {
    const elevated = start({elevate: ['env', '-i', 'PATH=/usr/bin:/bin', 'SUDO_USER=op']});
    const {stdout} = await elevated({argv: ['env'], env: {NOINTER: '1'}});
    assert.match(stdout, /^NOINTER=1$/m);
    assert.doesNotMatch(stdout, /SUDO_USER/);
  });
}
