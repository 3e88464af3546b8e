import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {laptop} from '../helpers/laptop.ts';
import {needs} from '../helpers/skip.ts';
import type {Sshd} from '../helpers/sshd.ts';

const skip = needs('sshd');

const fingerprintOf = ({folder}: Sshd): string =>
  execFileSync('ssh-keygen', ['-lf', path.join(folder, 'host.pub')], {encoding: 'utf8'}).split(' ')[1] ?? '';

test('every look at a host is the same over SSH as on it', {skip}, async t => {
  const {far, run} = await laptop(t);
  for (const command of [['list'], ['ports']]) {
    const [there, here] = [await far.run(...command, '--json'), await run('--host', 'far', ...command, '--json')];
    assert.equal(here.exit, 0, here.stderr);
    assert.deepEqual(
      JSON.parse(here.stdout.replace('"name": "far"', '"name": "practice"')),
      JSON.parse(there.stdout),
      command.join(' '),
    );
  }
  const {exit, stderr} = await run('--host', 'far', 'show', 'nobody');
  assert.equal(exit, 3, stderr);
});

test('a host that nobody added is named, one that does not answer is exit 8', {skip}, async t => {
  const {run, sshd} = await laptop(t);
  const unknown = await run('--host', 'elsewhere', 'list');
  assert.equal(unknown.exit, 3);
  assert.match(unknown.stderr, /no host called elsewhere/);
  sshd.stop();
  const gone = await run('--host', 'far', 'list', '--json');
  assert.equal(gone.exit, 8);
  assert.equal(JSON.parse(gone.stdout).error.code, 'unreachable');
});

test('an unknown key stops a host from being added until its fingerprint is given, and --yes gives none', {
  skip,
}, async t => {
  const {run, sshd, state} = await laptop(t, {known: false});
  const to = ['hosts', 'add', 'far', '--set', `sshConfig=${sshd.destination.config}`, '--set', 'group=lab'];
  const refused = await run(...to, '--yes');
  assert.equal(refused.exit, 8);
  assert.ok(refused.stderr.includes(fingerprintOf(sshd)), refused.stderr);
  const wrong = await run(...to, '--fingerprint', 'SHA256:nonsense');
  assert.equal(wrong.exit, 8);
  const added = await run(...to, '--fingerprint', fingerprintOf(sshd));
  assert.match(added.stderr, /far was added/);
  assert.match(readFileSync(sshd.knownHosts, 'utf8'), /^\[127\.0\.0\.1\]:\d+ ssh-ed25519 /);
  const {hosts} = JSON.parse((await run('hosts', '--json')).stdout);
  assert.deepEqual([hosts[0].name, hosts[0].group, hosts[0].practice], ['far', 'lab', true]);
  assert.equal((await run('hosts', 'remove', 'far')).exit, 0);
  assert.deepEqual(JSON.parse((await run('hosts', '--json')).stdout).hosts, []);
  assert.ok(readFileSync(path.join(state, 'settings/settings.json'), 'utf8').includes('hosts'));
});

test('a changed key is exit 8 with the file and the line', {skip}, async t => {
  const {run, sshd} = await laptop(t);
  writeFileSync(sshd.knownHosts, `\n[127.0.0.1]:${sshd.port} ${readFileSync(`${sshd.key}.pub`, 'utf8')}`);
  const {exit, stderr} = await run('--host', 'far', 'list');
  assert.equal(exit, 8);
  assert.ok(stderr.includes(`${sshd.knownHosts} line 2`), stderr);
});

test('hosts test tells of each what it is, and a dead one keeps nobody waiting', {skip}, async t => {
  const {run, sshd, far, state} = await laptop(t);
  const settings = {ssh: 'far', sshConfig: sshd.destination.config, practice: far.world};
  const dead = {ssh: '127.0.0.1:1', sshConfig: sshd.destination.config};
  writeFileSync(path.join(state, 'settings/settings.json'), JSON.stringify({hosts: {far: settings, dead}}));
  const {exit, stdout} = await run('hosts', 'test', '--json');
  assert.equal(exit, 8);
  const {hosts} = JSON.parse(stdout) as {hosts: {name: string; state: string; platform: string; guests: number}[]};
  assert.deepEqual(
    hosts.map(({name, state: its, guests}) => [name, its, guests]),
    [
      ['far', 'ready', 5],
      ['dead', 'unreachable', null],
    ],
  );
});
