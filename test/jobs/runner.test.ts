import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, test} from 'node:test';
import {jobFolder} from '../../source/jobs/folder.ts';
import {isLocked} from '../../source/jobs/lock.ts';
import {freeTerms} from '../../source/jobs/schedule/gate.ts';
import {createJobStore} from '../../source/jobs/store.ts';
import type {Job} from '../../source/model/job.ts';
import {type Document, documentOf, part, rows} from '../helpers/document.ts';
import {type PracticeHost, practiceHost} from '../helpers/practice-host.ts';
import {program} from '../helpers/program.ts';
import {needs} from '../helpers/skip.ts';
import {until} from '../helpers/until.ts';

const jail = ['create', 'jail', 'www1', '--set', 'ver=empty', '--set', 'pkg_bootstrap=0', '--yes'] as const;

const storeOf = (host: PracticeHost) => createJobStore(path.join(host.state, 'host'), async () => freeTerms);

async function tellOf(host: PracticeHost, id: string): Promise<Job> {
  const job = await storeOf(host).read(id);
  assert.ok(job);
  return job;
}

/** Starts a jail whose jcreate takes some seconds longer, and returns its job while that runs. */
async function midway(host: PracticeHost): Promise<{id: string; runner: number}> {
  host.fault({kind: 'slow', on: 'jcreate', by: 6});
  const id = String(part(documentOf(await host.hereApart(...jail, '--no-wait', '--json')), 'job', 'id'));
  const journal = path.join(host.state, 'host/jobs', id, 'journal');
  await until('jcreate runs', () => /"tool","at":\d+,"step":1/.test(readFileSync(journal, 'utf8')));
  const {runner} = await tellOf(host, id);
  assert.ok(runner);
  return {id, runner: runner.pid};
}

/** Its lock, not its number, tells that it is gone. */
async function killed(host: PracticeHost, id: string, runner: number): Promise<void> {
  process.kill(runner, 'SIGKILL');
  const {alive} = jobFolder(path.join(host.state, 'host'), id);
  await until('its lock is free', () => !isLocked(alive));
}

describe('a job whose runner was killed', {concurrency: 2}, () => {
  test('names the tool that goes on without it; going on waits for that and does nothing twice', async t => {
    const host = practiceHost(t);
    const {id, runner} = await midway(host);
    await killed(host, id, runner);
    const told = await tellOf(host, id);
    assert.equal(told.state, 'unknown');
    assert.match(String(told.sentence), /Create jail www1 goes on without it as process \d+/);

    const gone = await host.here('jobs', 'retry', id, '--yes');
    assert.equal(gone.exit, 0, gone.stderr);
    assert.match(gone.stderr, /still runs as process \d+, without its runner: waiting for it/);
    assert.match(gone.stdout, /^www1 runs at 10\.0\.0\.\d+\n$/);
    assert.equal(host.ran().filter(command => command === 'jcreate').length, 1);
    const audit = () => storeOf(host).audit();
    await until('its end is told', async () => (await audit()).some(({event}) => event === 'ended'));
    assert.deepEqual(
      (await audit()).map(({event, result}) => [event, result]),
      [
        ['asked', null],
        ['found', 'unknown'],
        ['asked', null],
        ['ended', 'done'],
      ],
    );
  });

  test('may be left as it is, and is not offered again', async t => {
    const host = practiceHost(t);
    const {id, runner} = await midway(host);
    await killed(host, id, runner);
    const left = await host.here('jobs', 'leave', id);
    assert.equal(left.exit, 0);
    assert.match(left.stderr, /left behind: a part of jail www1: cbsd jremove jname=www1/);
    const told = part(documentOf(await host.here('jobs', id, '--json')), 'job');
    assert.deepEqual([part(told, 'state'), part(told, 'recovery')], ['unknown', null]);
    assert.ok(part(told, 'left', 'at'));
  });
});

describe('a job', {concurrency: 2}, () => {
  test('does not hear a hangup, cannot be taken back while it runs, and is cancelled before its next step', async t => {
    const host = practiceHost(t);
    const {id, runner} = await midway(host);
    for (const signal of ['SIGHUP', 'SIGTERM', 'SIGINT'] as const) process.kill(runner, signal);
    const early = await host.here('jobs', 'undo', id, '--yes');
    assert.deepEqual([early.exit, early.stderr.split(':')[0]], [6, `Job ${id} still runs`]);
    const cancel = await host.here('jobs', 'cancel', id);
    assert.match(cancel.stderr, /starts no further step; Create jail www1 goes on to its end/);
    const waited = await host.here('jobs', 'attach', id, '--wait');
    assert.equal(waited.exit, 1);
    assert.match(waited.stdout, /^Cancelled\..*Done before that: .*Create jail www1\. Not started: Start jail www1/);
    assert.equal(host.ran().includes('jstart'), false);

    const dry = await host.here('jobs', 'undo', id, '--dry-run', '--json');
    assert.equal(dry.exit, 0);
    assert.deepEqual(
      rows(part(documentOf(dry), 'plan', 'steps')).map(({argv}) => argv),
      [['cbsd', 'jremove', 'jname=www1']],
    );
    assert.equal((await host.here('jobs', 'undo', id, '--yes')).exit, 0);
    assert.equal((await tellOf(host, id)).state, 'undone');
  });

  test('tells the operator’s own command how it ended, on stdin and within a limit', async t => {
    const host = practiceHost(t);
    const hook = path.join(host.state, 'hook');
    const heard = path.join(host.state, 'heard');
    writeFileSync(hook, `#!/bin/sh\ncat > ${heard}.new; env >> ${heard}.env; mv ${heard}.new ${heard}\n`);
    chmodSync(hook, 0o755);
    mkdirSync(path.join(host.state, 'settings'), {recursive: true});
    const settings = path.join(host.state, 'settings/settings.json');
    writeFileSync(settings, JSON.stringify({hook: {argv: [hook]}}));
    assert.equal((await host.here('start', 'web1', '--yes')).exit, 0);
    await until('the hook was told', () => existsSync(heard));
    const told: Document = JSON.parse(readFileSync(heard, 'utf8'));
    assert.deepEqual([told.practice, part(told, 'job', 'state'), part(told, 'job', 'target')], [true, 'done', 'web1']);
    writeFileSync(settings, JSON.stringify({hook: {argv: 'rm -rf /'}}));
    const refused = await host.here('stop', 'web1', '--yes');
    assert.equal(refused.exit, 3);
    assert.match(refused.stderr, /hook\.argv has to be a command as a list of words/);
  });
});

describe('on a full disk', {skip: needs('tmpfs')}, () => {
  const onSmallDisk = (host: PracticeHost, size: string, script: string): string => {
    const words = [
      '-rm',
      'sh',
      '-c',
      `mkdir -p "$1/host" && mount -t tmpfs -o size=${size} none "$1/host" && ${script}`,
    ];
    return execFileSync('unshare', [...words, 'sh', host.state, program(), ...host.words], {encoding: 'utf8'});
  };
  const create = `"$2" ${jail.join(' ')} "$3" "$4" "$5"`;

  test('where no journal can be kept nothing is run', t => {
    const host = practiceHost(t);
    const told = onSmallDisk(host, '40k', `{ ${create} 2>&1; echo "exit $?"; }`);
    assert.match(told, /There is no room in .* for the records of a job: nothing was run\nexit 3/);
    assert.deepEqual(host.ran(), []);
  });

  test('a job that was under way when it filled up still tells how it ended', t => {
    const host = practiceHost(t);
    const fill = 'head -c 1m /dev/zero > "$1/host/filler" 2>/dev/null';
    const told = onSmallDisk(
      host,
      '400k',
      `{ ${create} 2>&1 >/dev/null | { read line; ${fill}; cat; }; "$2" jobs "$3" "$4" "$5"; }`,
    );
    assert.match(told, /done +create-jail +www1/);
  });
});
