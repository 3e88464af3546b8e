import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {fingerprint, judge, knownName} from '../../source/transport/ssh/known-hosts.ts';
import {destinationOf} from '../../source/transport/ssh/settings.ts';
import {needs} from '../helpers/skip.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

test('keys are judged as ssh-keygen finds them: by name, port, pattern, exception and hash', {
  skip: needs('sshd'),
}, t => {
  const folder = temporaryFolder(t);
  const file = path.join(folder, 'known_hosts');
  const keys = ['a', 'b'].map(name => {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path.join(folder, name)]);
    const [type = '', base64 = ''] = readFileSync(path.join(folder, `${name}.pub`), 'utf8').split(' ');
    return {words: `${type} ${base64}`, blob: Buffer.from(base64, 'base64'), path: path.join(folder, `${name}.pub`)};
  });
  const [a, b] = keys;
  assert.ok(a && b);
  const rows = [
    '# a comment',
    `web1,web2 ${a.words} somebody@somewhere`,
    `[web3]:2222 ${a.words}`,
    `*.lan,!bad.lan ${a.words}`,
    `db? ${b.words}`,
    `@revoked old ${a.words}`,
    `old ${a.words}`,
    `@cert-authority * ${b.words}`,
  ];
  const names = ['web1', 'web3', '[web3]:2222', 'x.lan', 'bad.lan', 'db1', 'db12', 'nobody', 'WEB2'];
  for (const hashed of [false, true]) {
    writeFileSync(file, `${rows.join('\n')}\n`);
    if (hashed) execFileSync('ssh-keygen', ['-q', '-H', '-f', file], {stdio: 'ignore'});
    const text = readFileSync(file, 'utf8');
    for (const name of names) {
      const found = spawnSync('ssh-keygen', ['-F', name, '-f', file], {encoding: 'utf8'}).stdout;
      const theirs = found.split('\n').some(line => line.includes(a.words) && !line.startsWith('@'));
      assert.equal(
        judge([{path: file, text}], name, a.blob).is === 'known',
        theirs,
        `${name}${hashed ? ', hashed' : ''}`,
      );
    }
    assert.equal(judge([{path: file, text}], 'old', a.blob).is, 'revoked');
    assert.deepEqual(judge([{path: file, text}], 'web1', b.blob), {is: 'changed', path: file, line: 2});
  }
  assert.equal(fingerprint(a.blob), execFileSync('ssh-keygen', ['-lf', a.path], {encoding: 'utf8'}).split(' ')[1]);
});

test('another port than 22 belongs to the name of a host', () => {
  assert.deepEqual([knownName('web1', 22), knownName('web1', 2222)], ['web1', '[web1]:2222']);
});

test('a destination is a user, a host and a port, and nothing that ssh could take for an option', () => {
  assert.deepEqual(destinationOf('root@node1.lan:2222'), {host: 'node1.lan', user: 'root', port: 2222});
  assert.deepEqual(destinationOf('node1'), {host: 'node1'});
  assert.deepEqual(destinationOf('ops@[2001:db8::1]:22'), {host: '2001:db8::1', user: 'ops', port: 22});
  for (const text of ['-oProxyCommand=x', 'a b', '', 'x@-y', 'a;b', 'root@', ':22', '$(x)'])
    assert.equal(destinationOf(text), null, text);
});
