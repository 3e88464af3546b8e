import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {appendFileSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {type TestContext, test} from 'node:test';
import type {Line} from '../../source/transport/ssh/line.ts';
import {openLine} from '../../source/transport/ssh/open-line.ts';
import {settingsOf} from '../../source/transport/ssh/settings.ts';
import {createSshTransport} from '../../source/transport/ssh/transport.ts';
import {maySystem, needsSystem} from '../../source/transport/ssh/unfit.ts';
import {Unreachable} from '../../source/transport/ssh/unreachable.ts';
import {wayOver} from '../../source/transport/ssh/way.ts';
import {needs} from '../helpers/skip.ts';
import {startSshd} from '../helpers/sshd.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {until} from '../helpers/until.ts';

const skip = needs('sshd');

test('what our own hands cannot do is known from what ssh -G says and from the key files', {skip}, async t => {
  const folder = temporaryFolder(t);
  const file = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const why = async (...lines: readonly string[]) =>
    needsSystem(await settingsOf(['hostname h', 'port 22', 'user u', ...lines].join('\n'), undefined));
  const plain = file('plain', 'x');
  file('certified-cert.pub', 'ssh-ed25519-cert-v01@openssh.com AAAA');
  file('token.pub', 'sk-ssh-ed25519@openssh.com AAAA');
  const wire = Buffer.from('openssh-key-v1\0\0\0\0\x04none\0\0\0\x1ask-ssh-ed25519@openssh.com', 'latin1');
  file('bare', `-----BEGIN OPENSSH PRIVATE KEY-----\n${wire.toString('base64')}\n-----END OPENSSH PRIVATE KEY-----\n`);
  const known = (name: string) => `userknownhostsfile ${file(name, `@cert-authority ${name} ssh-ed25519 AAAA`)}`;
  for (const [words, ...lines] of [
    [null, `identityfile ${plain}`, 'proxycommand none', 'certificatefile none', 'pkcs11provider none'],
    ['a ProxyCommand', 'proxycommand ssh -W %h:%p gate'],
    ['a key on a PKCS#11 token', 'pkcs11provider /usr/lib/opensc-pkcs11.so'],
    ['a certificate', 'certificatefile ~/.ssh/id-cert.pub'],
    ['a certificate beside a key file', `identityfile ${path.join(folder, 'certified')}`],
    ['a hardware key', `identityfile ${path.join(folder, 'token')}`],
    ['a hardware key', `identityfile ${path.join(folder, 'bare')}`],
    ['a key file whose name ssh makes up', 'identityfile ~/.ssh/%r@%h'],
    ['an authority that vouches for host keys', known('h')],
    [null, known('other')],
    ['host keys from DNS', 'verifyhostkeydns true'],
  ] as const)
    assert.equal(await why(...lines), words, lines.join('\n'));
});

test('a ticket of Kerberos, or another key of an agent, is tried only where there is one', {skip}, async t => {
  const folder = temporaryFolder(t);
  const all = (value: string) => new Map([['gssapiauthentication', value]]);
  const before = process.env.PATH;
  t.after(() => {
    process.env.PATH = before;
  });
  process.env.PATH = folder;
  assert.equal(await maySystem({all: all('yes'), agent: null}), null, 'there is no klist');
  writeFileSync(path.join(folder, 'klist'), '#!/bin/sh\n[ "$1" = -s ]\n', {mode: 0o755});
  assert.equal(await maySystem({all: all('yes'), agent: null}), 'a Kerberos ticket');
  assert.equal(await maySystem({all: all('no'), agent: null}), null);
  const agent = 'printf "%s AAAA\\n"';
  for (const [type, words] of [
    ['ssh-ed25519', null],
    ['sk-ssh-ed25519@openssh.com', 'a certificate or a hardware key of the agent'],
    ['ssh-rsa-cert-v01@openssh.com', 'a certificate or a hardware key of the agent'],
  ] as const) {
    writeFileSync(path.join(folder, 'ssh-add'), `#!/bin/sh\n${agent} ${type}\n`, {mode: 0o755});
    assert.equal(await maySystem({all: all('no'), agent: '/run/agent'}), words);
  }
});

/** A host that lets in whom an authority has signed, and nobody by a key; it may have signed the host's own key, too. */
async function certified(t: TestContext, isHostToo = true) {
  const made = temporaryFolder(t);
  const ca = path.join(made, 'ca');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', ca]);
  const hostKey = path.join(made, 'host-key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ecdsa', '-N', '', '-f', hostKey]);
  execFileSync('ssh-keygen', ['-q', '-s', ca, '-I', 'host', '-h', '-n', '127.0.0.1', `${hostKey}.pub`]);
  const own = [`HostKey ${hostKey}`, `HostCertificate ${hostKey}-cert.pub`];
  const sshd = await startSshd(t, {config: [`TrustedUserCAKeys ${ca}.pub`, ...(isHostToo ? own : [])]});
  writeFileSync(path.join(sshd.folder, 'authorized_keys'), '');
  const login = execFileSync('id', ['-un'], {encoding: 'utf8'}).trim();
  const sign = () => execFileSync('ssh-keygen', ['-q', '-s', ca, '-I', 'user', '-n', login, `${sshd.key}.pub`]);
  const runs = async (line: Line) => {
    const {stdout, stderr} = await createSshTransport(wayOver(line), sshd.destination).read({
      argv: ['echo', "it's in"],
    });
    assert.equal(stdout, "it's in\n", `${stderr}${sshd.log()}`);
  };
  const other = path.join(made, 'other');
  execFileSync('ssh-keygen', ['-q', '-t', 'ecdsa', '-N', '', '-f', other]);
  return {ca, other, sshd, sign, runs};
}

const refusalOf = (line: Line): Promise<Unreachable> =>
  line.ready().then(
    () => assert.fail('it was let in'),
    (error: unknown) => (error instanceof Unreachable ? error : assert.fail(String(error))),
  );

test('a certificate beside the key logs in, and an authority in known_hosts speaks for a host', {skip}, async t => {
  const {ca, other, sshd, sign, runs} = await certified(t);
  const authority = (text: string) =>
    writeFileSync(sshd.knownHosts, `@cert-authority [127.0.0.1]:${sshd.port},127.0.0.1 ${text}`);
  authority(readFileSync(`${ca}.pub`, 'utf8'));
  assert.equal((await refusalOf(sshd.line())).code, 'no-login');
  sign();
  await runs(sshd.line());
  authority(readFileSync(`${sshd.key}.pub`, 'utf8'));
  const refused = await refusalOf(sshd.line());
  assert.equal(refused.code, 'unknown-key', refused.message);
  appendFileSync(sshd.knownHosts, `@revoked * ${readFileSync(`${ca}.pub`, 'utf8')}`);
  assert.match((await refusalOf(sshd.line())).message, /by the system's ssh/);
  appendFileSync(sshd.destination.config ?? '', '  HostKeyAlgorithms ecdsa-sha2-nistp256\n');
  writeFileSync(sshd.knownHosts, `# ours\n[127.0.0.1]:${sshd.port} ${readFileSync(`${other}.pub`, 'utf8')}`);
  const changed = await refusalOf(sshd.line());
  assert.equal(changed.code, 'changed-key');
  assert.ok(changed.message.includes(`${sshd.knownHosts} line 2`), changed.message);
});

test('a certificate that only an agent holds logs in, after our own keys were refused', {skip}, async t => {
  const {sshd, sign, runs} = await certified(t, false);
  sign();
  const socket = path.join(sshd.folder, 'agent');
  const agent = spawn('ssh-agent', ['-D', '-a', socket], {stdio: 'ignore'});
  t.after(() => agent.kill());
  await until('the agent listens', () => execFileSync('sh', ['-c', `[ -S ${socket} ] && echo yes || :`]).length > 0);
  execFileSync('ssh-add', ['-q', sshd.key], {env: {...process.env, SSH_AUTH_SOCK: socket}});
  const config = sshd.destination.config ?? '';
  writeFileSync(
    config,
    readFileSync(config, 'utf8').replace(
      / {2}IdentityFile .*\n {2}IdentityAgent none/,
      `  IdentityAgent ${socket}\n  IdentityFile none`,
    ),
  );
  const line = sshd.line();
  await Promise.all([runs(line), runs(line)]);
});

test('a hop that only the system’s ssh can pass sends the whole way through it', {skip}, async t => {
  const [gate, last] = [await startSshd(t), await startSshd(t)];
  const config = path.join(last.folder, 'chain');
  const known = path.join(last.folder, 'all-known');
  const keyOf = ({folder}: typeof gate) => readFileSync(path.join(folder, 'host.pub'), 'utf8');
  writeFileSync(known, `gate ${keyOf(gate)}[127.0.0.1]:${last.port} ${keyOf(last)}`);
  const bridge = path.join(last.folder, 'bridge.mjs');
  writeFileSync(
    bridge,
    `import net from 'node:net'; const s = net.connect(${gate.port}, '127.0.0.1'); process.stdin.pipe(s).pipe(process.stdout);`,
  );
  const rows = (...all: readonly string[]) => all.join('\n  ');
  writeFileSync(
    config,
    [
      rows(
        'Host gate',
        'HostName 127.0.0.1',
        'HostKeyAlias gate',
        'Port 1', // only its ProxyCommand finds it
        `IdentityFile ${gate.key}`,
        `ProxyCommand ${process.execPath} ${bridge}`,
      ),
      rows('Host last', 'HostName 127.0.0.1', `Port ${last.port}`, `IdentityFile ${last.key}`, 'ProxyJump gate'),
      rows('Host *', 'IdentityAgent none', `UserKnownHostsFile ${known}`, 'GlobalKnownHostsFile none', ''),
    ].join('\n'),
  );
  const line = openLine({host: 'last', config});
  t.after(() => line.close());
  assert.equal(
    (await createSshTransport(wayOver(line), {host: 'last', config}).read({argv: ['echo', 'in']})).stdout,
    'in\n',
  );
  assert.match(gate.log(), /Accepted publickey/);
});
