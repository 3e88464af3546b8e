import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {type TestContext, test} from 'node:test';
import {type Laptop, laptop} from '../helpers/laptop.ts';
import {patience} from '../helpers/patience.ts';
import {launch} from '../helpers/screen.ts';
import {needs, tokenModule} from '../helpers/skip.ts';
import {until} from '../helpers/until.ts';

const skip = needs('sshd') || needs('pty') || needs('proc');
const pin = '7654';
const passphrase = 'correct horse battery staple';

/** A host that one key opens, and that key is locked. */
async function locked(t: TestContext): Promise<Laptop> {
  const bench = await laptop(t, {client: ['NumberOfPasswordPrompts 1']});
  execFileSync('ssh-keygen', ['-p', '-q', '-P', '', '-N', passphrase, '-f', bench.sshd.key]);
  return bench;
}

const onTerminal = ({state}: Laptop, t: TestContext, ...args: readonly string[]) =>
  launch(t, [...args, '--state', state], {env: {HOME: state}});

test('a key with a passphrase is asked for once, on the terminal; a job and what comes after go by that login until it is cut', {
  skip,
}, async t => {
  const bench = await locked(t);
  const alone = await bench.onFar('list');
  assert.equal(alone.exit, 8, alone.stderr);
  assert.match(alone.stderr, /user wants a passphrase\n +ssh-add it, or construct-tui hosts login NAME asks/);

  const {press, see, exited} = await onTerminal(bench, t, '--host', 'far', 'list');
  await see('Enter passphrase for key', patience);
  press(passphrase, 'enter');
  await see('web1', patience);
  assert.equal((await exited).exitCode, 0);

  const logins = () => bench.sshd.log().match(/Accepted publickey/g)?.length;
  assert.equal(logins(), 1);
  const started = await bench.onFar('start', 'web1', '--yes', '--json');
  assert.equal(JSON.parse(started.stdout).job?.state, 'done', started.stderr);
  assert.equal(logins(), 1, 'the runner of the job logged in by itself');
  const said = bench.far.log().map(({argv}) => argv.join(' '));
  assert.ok(![...said, readFileSync(`${bench.state}/settings/settings.json`, 'utf8')].join().includes(passphrase));
  bench.sshd.cut();
  await until('the cut is noticed', async () => (await bench.onFar('list')).exit === 8, patience);
});

/** A host that only the key within a token opens, whose number ssh asks for; `env`: where that token is. */
async function withToken(t: TestContext): Promise<{readonly bench: Laptop; readonly env: Record<string, string>}> {
  const bench = await laptop(t, {client: [`PKCS11Provider ${tokenModule}`]});
  const [tokens, SOFTHSM2_CONF] = ['tokens', 'softhsm2.conf'].map(name => path.join(bench.state, name));
  assert.ok(tokens && SOFTHSM2_CONF);
  mkdirSync(tokens);
  writeFileSync(SOFTHSM2_CONF, `directories.tokendir = ${tokens}\nlog.level = ERROR\n`);
  const env = {HOME: bench.state, SOFTHSM2_CONF};
  const run = (file: string, ...args: readonly string[]) =>
    execFileSync(file, args, {env: {...process.env, ...env}, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});
  run('softhsm2-util', '--init-token', '--free', '--label', 'card', '--so-pin', '12345678', '--pin', pin);
  const made = ['--keypairgen', '--key-type', 'EC:prime256v1', '--label', 'login', '--id', '01'];
  run('pkcs11-tool', '--module', tokenModule, '--login', '--pin', pin, '--token-label', 'card', ...made);
  writeFileSync(path.join(bench.sshd.folder, 'authorized_keys'), run('ssh-keygen', '-D', tokenModule));
  return {bench, env};
}

test('a key that never leaves its token opens a host once its number was typed, and a job goes by that login', {
  skip: skip || needs('token'),
}, async t => {
  const {bench, env} = await withToken(t);
  const alone = await bench.onFar('list');
  assert.equal(alone.exit, 8, alone.stderr);
  const {press, see, exited} = await launch(t, ['--host', 'far', 'list', '--state', bench.state], {env});
  await see("Enter PIN for 'card'", patience);
  press(pin, 'enter');
  await see('web1', patience);
  assert.equal((await exited).exitCode, 0);
  const started = await bench.onFar('start', 'web1', '--yes', '--json');
  assert.equal(JSON.parse(started.stdout).job?.state, 'done', started.stderr);
  bench.sshd.cut();
});

test('on the screen Enter on a host that no key opens lets ssh ask, again after a wrong passphrase', {
  skip,
}, async t => {
  const bench = await locked(t);
  const {press, see, exited} = await onTerminal(bench, t, '--practice');
  await see('guests', patience);
  press('H');
  await see(/far .*no login/, patience);
  press('j', 'enter');
  await see('Log in by hand', patience);
  press('enter');
  await see('Enter passphrase for key', patience);
  press('nonsense', 'enter');
  await see('The login to far did not end well', patience);
  press('enter', 'enter');
  await see(/Enter passphrase.*Enter passphrase/s, patience);
  press(passphrase, 'enter');
  await see(/far +● ready/, patience);
  press('q');
  assert.equal((await exited).exitCode, 0);
});
