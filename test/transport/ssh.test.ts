import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {appendFileSync, readFileSync, writeFileSync} from 'node:fs';
import {type AddressInfo, connect, createServer} from 'node:net';
import path from 'node:path';
import {test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import fc from 'fast-check';
import {fingerprint} from '../../source/transport/ssh/known-hosts.ts';
import type {Line} from '../../source/transport/ssh/line.ts';
import {openLocalPort} from '../../source/transport/ssh/local-port.ts';
import {openLine} from '../../source/transport/ssh/open-line.ts';
import {createSshTransport} from '../../source/transport/ssh/transport.ts';
import {Unreachable} from '../../source/transport/ssh/unreachable.ts';
import {wayOver} from '../../source/transport/ssh/way.ts';
import {anyText} from '../helpers/any-text.ts';
import {atTheEnd} from '../helpers/at-the-end.ts';
import {heapAfterCollection} from '../helpers/heap.ts';
import {needs} from '../helpers/skip.ts';
import {type Sshd, startSshd} from '../helpers/sshd.ts';
import {until} from '../helpers/until.ts';
import {hostileWords} from './hostile-words.ts';

const skip = needs('sshd');
/** One for the tests that need nothing of it but a login; each says itself which hosts are known. */
const end = atTheEnd();
let plain: Promise<Sshd> | undefined;
async function plainSshd(): Promise<Sshd> {
  plain ??= startSshd(end);
  const sshd = await plain;
  sshd.know();
  return sshd;
}
const through = (line: Line, {destination}: Sshd) => createSshTransport(wayOver(line), destination);
const why = async (line: Line): Promise<Unreachable> => {
  const error = await line.open().then(
    () => assert.fail('it was let in'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Unreachable, String(error));
  return error;
};
const shell = (script: string, ...more: string[]) => ({argv: ['/bin/sh', '-c', script, 'sh', ...more] as const});

// sh and the shell that root has here: contract.test.ts, and every test below
for (const login of ['/usr/bin/csh', '/usr/bin/fish']) {
  test(`any bytes reach the far program unchanged, and nothing of them runs, where ${login} is the login shell`, {
    skip,
  }, async t => {
    const sshd = await startSshd(t, {shell: login, noise: 'Last login: never'});
    const far = through(sshd.line(), sshd);
    const argument = anyText().map(text => text.replaceAll('\0', ''));
    for (const list of [hostileWords, ...fc.sample(fc.array(argument, {maxLength: 30}), 3)]) {
      const {stdout, ending} = await far.read({argv: ['printf', '%s\\0', '', ...list]});
      assert.equal(ending, 'exited');
      assert.deepEqual(stdout.split('\0').slice(1, -1), list);
    }
  });
}

test('what a login prints is no output of ours', {skip}, async t => {
  const sshd = await startSshd(t, {noise: 'x'.repeat(5000)});
  const {stdout, stderr, exitCode} = await through(sshd.line(), sshd).read(shell('echo one; echo two >&2; exit 3'));
  assert.deepEqual([stdout, stderr, exitCode], ['one\n', 'two\n', 3]);
});

test('a login that gives no shell is told in its own words', {skip}, async t => {
  const sshd = await startSshd(t, {shell: '/bin/echo This account is not available'});
  const {ending, stderr} = await through(sshd.line(), sshd).read({argv: ['true']});
  assert.equal(ending, 'not-permitted');
  assert.match(stderr, /This account is not available/);
});

test('a port of this machine leads to a screen that only the far host reaches, which speaks first, until it is closed', {
  skip,
}, async t => {
  const sshd = await plainSshd();
  const greeting = 'RFB 003.008\n';
  const screen = createServer(socket => {
    socket.write(greeting);
    socket.pipe(socket);
  }).listen(0, '127.0.0.1');
  t.after(() => screen.close());
  await once(screen, 'listening');
  const local = await openLocalPort(sshd.line(), '127.0.0.1', (screen.address() as AddressInfo).port);
  const socket = connect(local.port, '127.0.0.1');
  assert.equal(String((await once(socket, 'data'))[0]), greeting);
  socket.write(greeting);
  assert.equal(String((await once(socket, 'data'))[0]), greeting);
  local.close();
  await once(socket, 'close');
  const [error] = await once(connect(local.port, '127.0.0.1'), 'error');
  assert.equal(error.code, 'ECONNREFUSED');
});

test('with two sessions a connection, twenty commands at once all run', {skip}, async t => {
  const sshd = await startSshd(t, {config: ['MaxSessions 2']});
  const far = through(sshd.line(), sshd);
  const all = await Promise.all(Array.from({length: 20}, (_, index) => far.read({argv: ['echo', String(index)]})));
  assert.deepEqual(
    all.map(({stdout}) => stdout.trim()),
    Array.from({length: 20}, (_, index) => String(index)),
  );
});

test('a shell that waited in vain is given to no command, whenever that comes', {skip}, async () => {
  const sshd = await plainSshd();
  const far = through(sshd.line({spareMs: 20}), sshd);
  for (let rest = 0; rest < 150; rest += 10) {
    const {ending, stderr} = await far.read({argv: ['true']});
    assert.equal(ending, 'exited', stderr);
    await wait(rest);
  }
});

test('a connection that is cut in the middle of a command is a loss, never a success, and the next command finds a new one', {
  skip,
}, async () => {
  const sshd = await plainSshd();
  const far = through(sshd.line(), sshd);
  let begun = false;
  const running = far.execute(shell('echo begun; sleep 60'), () => {
    begun = true;
  });
  await until('the command runs', () => begun);
  sshd.cut();
  const {ending, exitCode, stderr} = await running;
  assert.deepEqual({ending, exitCode, stderr}, {ending: 'lost', exitCode: null, stderr: 'the connection was lost'});
  assert.equal((await far.read({argv: ['echo', 'again']})).stdout, 'again\n');
});

test('what a host was asked is not kept for as long as its connection', {skip}, async () => {
  const sshd = await plainSshd();
  const far = through(sshd.line(), sshd);
  const ask = () => far.read({argv: ['sh', '-c', 'head -c 1000000 /dev/zero | tr "\\0" x'], outputLimit: 2 ** 21});
  const kept: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    assert.equal((await ask()).stdout.length, 1_000_000);
    kept.push(heapAfterCollection());
  }
  // the least of some: the last command's may not have gone yet
  const grown = (Math.min(...kept.slice(-3)) - Math.min(...kept.slice(0, 3))) / 3;
  assert.ok(grown < 200_000, `each command leaves ${grown} bytes behind`);
});

test('a network that is frozen ends a command as lost', {skip}, async () => {
  const sshd = await plainSshd();
  const far = through(sshd.line({keepAliveMs: 100}), sshd);
  await far.read({argv: ['true']});
  sshd.freeze();
  const {ending} = await far.read({argv: ['true']});
  assert.equal(ending, 'lost');
});

test('a look that floods or overstays is ended at the far end too', {skip: skip || needs('proc')}, async () => {
  const sshd = await plainSshd();
  const far = through(sshd.line(), sshd);
  const flood = await far.read({
    ...shell('echo $$ >"$1"; exec yes sure?', path.join(sshd.folder, 'pid')),
    outputLimit: 100_000,
  });
  assert.deepEqual([flood.ending, flood.repeating], ['flooded', 'sure?']);
  const late = await far.read({
    ...shell('echo $$ >"$1"; exec sleep 600', path.join(sshd.folder, 'pid')),
    timeoutMs: 300,
  });
  assert.equal(late.ending, 'timed-out');
  const pid = readFileSync(path.join(sshd.folder, 'pid'), 'utf8').trim();
  await until('it is gone', () => execFileSync('sh', ['-c', `ps -p ${pid} >/dev/null || echo gone`]).length > 0);
});

test('an unknown key is refused with its fingerprint, and taken when that was named', {skip}, async t => {
  const sshd = await plainSshd();
  writeFileSync(sshd.knownHosts, '');
  const refused = await why(sshd.line());
  const own = fingerprint(
    Buffer.from(readFileSync(path.join(sshd.folder, 'host.pub'), 'utf8').split(' ')[1] ?? '', 'base64'),
  );
  assert.equal(refused.code, 'unknown-key');
  assert.ok(refused.message.includes(own), refused.message);
  const line = openLine(sshd.destination, {fingerprint: own});
  t.after(() => line.close());
  assert.equal((await through(line, sshd).read({argv: ['echo', 'in']})).stdout, 'in\n');
  assert.equal((await why(openLine(sshd.destination, {fingerprint: 'SHA256:other'}))).code, 'changed-key');
});

test('a changed key is refused with the file and the line that say otherwise', {skip}, async () => {
  const sshd = await plainSshd();
  writeFileSync(sshd.knownHosts, `# ours\n[127.0.0.1]:${sshd.port} ${readFileSync(`${sshd.key}.pub`, 'utf8')}`);
  const refused = await why(sshd.line());
  assert.equal(refused.code, 'changed-key');
  assert.ok(refused.message.includes(`${sshd.knownHosts} line 2`), refused.message);
});

test('a revoked key is refused though another line knows it', {skip}, async () => {
  const sshd = await plainSshd();
  appendFileSync(sshd.knownHosts, `@revoked * ${readFileSync(path.join(sshd.folder, 'host.pub'), 'utf8')}`);
  const refused = await why(sshd.line());
  assert.match(refused.message, /revoked/);
});

test('a host that is known by another type of key is asked for that one', {skip}, async t => {
  const rsa = path.join((await startSshd(t)).folder, 'rsa');
  execFileSync('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-N', '', '-f', rsa]);
  const sshd = await startSshd(t, {config: [`HostKey ${rsa}`]});
  writeFileSync(sshd.knownHosts, `[127.0.0.1]:${sshd.port} ${readFileSync(`${rsa}.pub`, 'utf8')}`);
  assert.equal((await through(sshd.line(), sshd).read({argv: ['echo', 'in']})).stdout, 'in\n');
});

test('a login that our keys do not open is no login, and says whose', {skip}, async () => {
  const sshd = await plainSshd();
  writeFileSync(path.join(sshd.folder, 'authorized_keys'), '');
  const refused = await why(sshd.line());
  assert.equal(refused.code, 'no-login');
  assert.match(refused.message, /may not log in to 127\.0\.0\.1/);
  writeFileSync(path.join(sshd.folder, 'authorized_keys'), readFileSync(`${sshd.key}.pub`));
});

test('a key that only an agent holds opens the host, and the agent is not led on', {skip}, async t => {
  const sshd = await startSshd(t);
  const socket = path.join(sshd.folder, 'agent');
  const agent = spawn('ssh-agent', ['-D', '-a', socket], {stdio: 'ignore'});
  t.after(() => agent.kill());
  await until('the agent listens', () => execFileSync('sh', ['-c', `[ -S ${socket} ] && echo yes || :`]).length > 0);
  execFileSync('ssh-add', ['-q', sshd.key], {env: {...process.env, SSH_AUTH_SOCK: socket}});
  const config = readFileSync(sshd.destination.config ?? '', 'utf8');
  const text = config.replace(
    / {2}IdentityFile .*\n {2}IdentityAgent none/,
    `  IdentityAgent ${socket}\n  IdentityFile none`,
  );
  writeFileSync(sshd.destination.config ?? '', text);
  assert.notEqual(text, config);
  const {stdout} = await through(sshd.line(), sshd).read(shell('echo "in$SSH_AUTH_SOCK"'));
  assert.equal(stdout, 'in\n');
});

test('a host behind two others is reached through both, each with its own key', {skip}, async t => {
  const [one, two, last] = [await startSshd(t), await startSshd(t), await startSshd(t)];
  const config = path.join(last.folder, 'chain');
  const host = (name: string, {port, key}: Sshd, ...more: string[]) =>
    [`Host ${name}`, 'HostName 127.0.0.1', `Port ${port}`, `IdentityFile ${key}`, 'IdentityAgent none', ...more].join(
      '\n',
    );
  const known = path.join(last.folder, 'all-known');
  writeFileSync(known, [one, two, last].map(({knownHosts}) => readFileSync(knownHosts, 'utf8')).join(''));
  writeFileSync(
    config,
    [
      host('one', one),
      host('two', two),
      host('last', last, 'ProxyJump one,two'),
      `Host *\nUserKnownHostsFile ${known}`,
      '',
    ].join('\n'),
  );
  const line = openLine({host: 'last', config});
  t.after(() => line.close());
  const {stdout} = await through(line, last).read(shell('echo "$SSH_CONNECTION"; echo in'));
  assert.match(stdout, /in\n$/);
  assert.match(two.log(), /Accepted publickey/);
  writeFileSync(known, [one, last].map(({knownHosts}) => readFileSync(knownHosts, 'utf8')).join(''));
  const other = openLine({host: 'last', config});
  t.after(() => other.close());
  assert.equal((await why(other)).code, 'unknown-key');
});

test('what only the system’s ssh can do goes through it, by the same commands', {skip}, async t => {
  const sshd = await startSshd(t, {client: ['ProxyCommand /bin/sh -c "exec 3<>/dev/null; exec nc %h %p"']});
  const text = readFileSync(sshd.destination.config ?? '', 'utf8');
  const bridge = path.join(sshd.folder, 'bridge.mjs');
  writeFileSync(
    bridge,
    `import net from 'node:net'; const s = net.connect(${sshd.port}, '127.0.0.1'); process.stdin.pipe(s).pipe(process.stdout);`,
  );
  writeFileSync(
    sshd.destination.config ?? '',
    text.replace(/ProxyCommand .*/, `ProxyCommand ${process.execPath} ${bridge}`),
  );
  const far = through(sshd.line(), sshd);
  const {stdout, exitCode} = await far.read(shell('printf "%s" "$1"; exit 5', "it's $(here)"));
  assert.deepEqual([stdout, exitCode], ["it's $(here)", 5]);
  writeFileSync(sshd.knownHosts, '');
  assert.equal((await why(sshd.line())).code, 'unknown-key');
});
