import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {existsSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, test} from 'node:test';
import {jobFolder} from '../../source/jobs/folder.ts';
import {documentOf, part} from '../helpers/document.ts';
import {type PracticeHost, practiceHost} from '../helpers/practice-host.ts';
import {program} from '../helpers/program.ts';
import {until} from '../helpers/until.ts';

const filesOf = (host: PracticeHost, id: string) => jobFolder(path.join(host.state, 'host'), id).guard;
const rules = (host: PracticeHost): string =>
  existsSync(host.path('var/run/pf.rules')) ? readFileSync(host.path('var/run/pf.rules'), 'utf8') : '';

/** A job that changes the firewall, and is not waited for. */
async function changing(host: PracticeHost, seconds: number, how: 'here' | 'hereApart'): Promise<string> {
  const words = [
    'setup',
    '--yes',
    '--confirm-network',
    'ask',
    '--set',
    `confirm_seconds=${seconds}`,
    '--set',
    'base=0',
  ];
  const started = await host[how](...words, '--no-wait', '--json');
  assert.equal(started.exit, 0, started.stderr);
  const id = String(part(documentOf(started), 'job', 'id'));
  return id;
}

/** A login: a shell whose name is that of a door, which starts the program when it is told to. */
function login(host: PracticeHost) {
  const door = path.join(host.state, 'sshd-session');
  if (!existsSync(door)) symlinkSync('/bin/sh', door);
  const shell = spawn(door, [], {env: {PATH: process.env.PATH, HOME: host.state}, stdio: ['pipe', 'pipe', 'pipe']});
  let told = '';
  for (const stream of [shell.stdout, shell.stderr]) stream.setEncoding('utf8').on('data', text => (told += text));
  return {
    async runs(...words: readonly string[]): Promise<string> {
      told = '';
      shell.stdin.write(
        `${[process.execPath, program(), ...words, ...host.words].map(word => `'${word}'`).join(' ')}; echo "exit $?"\n`,
      );
      await until('it has ended', () => /exit \d+\n/.test(told), 60_000);
      return told;
    },
    leaves: () => shell.stdin.end('exit\n'),
  };
}

describe('a set-up that could cut somebody off', {concurrency: 2}, () => {
  test('is confirmed by a login that is newer than it, and by no other', async t => {
    const host = practiceHost(t, 'fresh');
    const old = login(host);
    t.after(() => old.leaves());
    await old.runs('--version');
    // whoever is logged in can be cut off, whatever is said on the command line; the file is the operator's own word
    const word = path.join(host.state, 'host.yaml');
    writeFileSync(word, 'base: 0\nconfirm_network: none\n');
    const asked = ['setup', '--dry-run', '--confirm-network', 'none'];
    assert.match(await old.runs(...asked), /could cut you off: unless you confirm it/);
    assert.doesNotMatch(await old.runs(...asked, '--answers', word), /could cut you off/);
    const id = await changing(host, 300, 'here');
    await until('the change waits to be confirmed', () => existsSync(filesOf(host, id).applied), 60_000);
    assert.match(await old.runs('jobs', 'confirm', id), /is older than the change .*\n*.*exit 3/s);
    // ps tells whole seconds and reckons them from the boot, known to the second: a login so close cannot be told from an older one
    const {at} = JSON.parse(readFileSync(filesOf(host, id).applied, 'utf8'));
    await until('a login is clearly newer', () => Date.now() > at + 3000);
    const fresh = login(host);
    t.after(() => fresh.leaves());
    assert.match(await fresh.runs('jobs', 'confirm', id), /is a CBSD node.*exit 0/s);
    assert.match(rules(host), /^nat on em0 from 172\.16\.0\.0\/12/m);
  });

  test('goes back when its runner is killed and nobody confirms it', async t => {
    const host = practiceHost(t, 'fresh');
    const id = await changing(host, 20, 'hereApart');
    await until('the change is made', () => rules(host) !== '', 60_000);
    const {runner} = JSON.parse((await host.here('jobs', id, '--json')).stdout).job;
    if (runner) process.kill(runner.pid, 'SIGKILL');
    const {outcome} = filesOf(host, id);
    await until('it is settled', () => existsSync(outcome), 60_000);
    const told = JSON.parse(readFileSync(outcome, 'utf8'));
    assert.equal(told.outcome, 'reverted', told.note);
    assert.equal(rules(host), '');
    const job = await host.here('jobs', id);
    assert.match(job.stdout, /not confirmed within 20 s, so the firewall is as it was before/);
  });

  test('is left for when somebody is there, where nobody is: the rest is done, and the exit code is 4', async t => {
    const host = practiceHost(t, 'fresh');
    writeFileSync(path.join(host.state, 'host.yaml'), '# the next host\nbase: 0\njnameserver: "9.9.9.9"\n');
    const run = await host.here(
      'setup',
      '--answers',
      path.join(host.state, 'host.yaml'),
      '--yes',
      '--save',
      path.join(host.state, 'kept.yaml'),
    );
    assert.equal(run.exit, 4, run.stderr);
    assert.match(run.stderr, /Not run: Turn NAT on, for now, Load it as CBSD will/);
    assert.equal(rules(host), '');
    assert.match(readFileSync(host.path('etc/rc.conf'), 'utf8'), /^rcshutdown_timeout="900"$/m);
    const kept = readFileSync(path.join(host.state, 'kept.yaml'), 'utf8');
    assert.match(kept, /^jnameserver: "9\.9\.9\.9"$/m);
    assert.match(kept, /^# nodename: "lab\.example\.net" {4}\(node\)$/m);
  });
});
