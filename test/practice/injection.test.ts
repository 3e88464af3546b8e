import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {readLog} from '../../source/practice/log.ts';
import {createPracticeTransport} from '../../source/practice/transport.ts';
import {makeWorld, start} from './world.ts';

const stored = async (folder: string, jname: string, column: string): Promise<string> => {
  const argv = ['cbsd', 'jget', `jname=${jname}`, 'mode=quiet', column] as const;
  return (await createPracticeTransport(folder).read({argv})).stdout.replace(/\n$/, '');
};

test('What CBSD would have run as root is told by the log and never run, through either door', async () => {
  const folder = makeWorld();
  const outside = mkdtempSync(join(tmpdir(), 'practice-outside-'));
  const attempts = [`$(touch ${outside}/a)`, `\`touch ${outside}/b\``, `x$(touch${'$'}{IFS}${outside}/c)y`];
  const transport = createPracticeTransport(folder);
  try {
    for (const value of attempts) {
      await transport.execute({argv: ['cbsd', 'jset', 'jname=web1', `exec_prestart=${value}`]});
      start(folder, 'cbsd', ['jset', 'jname=web1', `exec_prestart=${value}`]);
    }
    for (const name of ['a', 'b', 'c']) assert.equal(existsSync(join(outside, name)), false);
    const told = readLog(folder).flatMap(({wouldRun}) => wouldRun);
    assert.deepEqual(told.slice(0, 2), [`touch ${outside}/a`, `touch ${outside}/a`]);
    assert.equal(told.length, 6);
    assert.equal(await stored(folder, 'web1', 'exec_prestart'), 'xy');
  } finally {
    rmSync(outside, {recursive: true, force: true});
  }
});

test('In arguments quotes vanish, ~ cuts, and a value of two words survives the second parser', async () => {
  const folder = makeWorld();
  const transport = createPracticeTransport(folder);
  const jail = ['ver=empty', 'baserw=1', 'ip4_addr=10.0.0.70'];
  await transport.execute({argv: ['cbsd', 'jcreate', 'jname=q1', ...jail, 'exec_prestart=say "hi there"  now']});
  assert.equal(await stored(folder, 'q1', 'exec_prestart'), 'say hi there now');
  await transport.execute({argv: ['cbsd', 'jset', 'jname=q1', 'exec_prestart=a~b']});
  assert.equal(await stored(folder, 'q1', 'exec_prestart'), 'a');
  await transport.execute({argv: ['cbsd', 'jset', 'jname=q1', 'exec_prestart="open', 'b_order=7']});
  assert.equal(await stored(folder, 'q1', 'exec_prestart'), 'open b_order=7');
});

test('A privileged command with a broken substitution ends 2 before it does anything', async () => {
  const folder = makeWorld();
  const argv = ['cbsd', 'jcreate', 'jname=i1', 'ver=empty', 'host_hostname=$(touch /tmp/x)y'] as const;
  const {exitCode, stderr} = await createPracticeTransport(folder).execute({argv});
  assert.equal(exitCode, 2);
  assert.match(stderr, /Unterminated quoted string/);
});

test('A jconf with single quotes carries every value unchanged, and the log keeps the file', async () => {
  const folder = makeWorld();
  const transport = createPracticeTransport(folder);
  const value = '/bin/echo $HOME `id` a~b ; ü';
  const text = `jname='c1';\nver='empty';\nbaserw='1';\nip4_addr='10.0.0.80/24,10.0.0.81';\ntags='a b';\nexec_prestart='${value}';\n`;
  assert.equal(await transport.write('/usr/jails/ftmp/c1.jconf', text, 0o600), null);
  const argv = ['cbsd', 'jcreate', 'jconf=/usr/jails/ftmp/c1.jconf', 'removejconf=0', 'inter=0'] as const;
  assert.equal((await transport.execute({argv})).exitCode, 0);
  assert.equal(await stored(folder, 'c1', 'exec_prestart'), value);
  assert.equal(await stored(folder, 'c1', 'ip4_addr'), '10.0.0.80/24,10.0.0.81');
  assert.equal(await stored(folder, 'c1', 'tags'), 'a b');
  assert.equal(readFileSync(join(folder, 'root/usr/jails/ftmp/c1.jconf'), 'utf8'), text);
  const entry = readLog(folder).find(({argv: words}) => words[0] === 'jcreate');
  assert.deepEqual(
    [entry?.argv, entry?.files, entry?.wouldRun],
    [argv.slice(1), {'/usr/jails/ftmp/c1.jconf': text}, []],
  );
});

test('A jconf with double quotes is evaluated, and a line that is no assignment is a command', async () => {
  const folder = makeWorld();
  const transport = createPracticeTransport(folder);
  const text = 'jname="c2"\nver="empty"\nbaserw="1"\nexec_prestart="$(id)x"\nrm -rf /\n';
  await transport.write('/usr/jails/ftmp/c2.jconf', text, 0o600);
  await transport.execute({argv: ['cbsd', 'jcreate', 'jconf=/usr/jails/ftmp/c2.jconf', 'inter=0']});
  assert.deepEqual(readLog(folder).at(-1)?.wouldRun, ['id', 'rm -rf /']);
  assert.equal(await stored(folder, 'c2', 'exec_prestart'), 'x');
  assert.equal(existsSync(join(folder, 'root/usr/jails/ftmp/c2.jconf')), false, 'removejconf defaults to 1');
});

test('A key that is none destroys the finished jail', async () => {
  const folder = makeWorld();
  const transport = createPracticeTransport(folder);
  const argv = [
    'cbsd',
    'jcreate',
    'jname=k1',
    'ver=empty',
    'baserw=1',
    'ip4_addr=10.0.0.90',
    'ci_user_pubkey=no key',
  ] as const;
  const {exitCode, stdout} = await transport.execute({argv});
  assert.equal(exitCode, 1);
  assert.match(stdout, /Creating k1 complete: Enjoy![\s\S]*jdestroy done[\s\S]*invalid ssh key/);
  assert.match((await transport.read({argv: ['cbsd', 'jget', 'jname=k1']})).stdout, /^No such jail: k1/);
});
