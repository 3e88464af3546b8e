import assert from 'node:assert/strict';
import {existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {describe, test} from 'node:test';
import {jobFolder} from '../../source/jobs/folder.ts';
import {freeTerms} from '../../source/jobs/schedule/gate.ts';
import {createJobStore} from '../../source/jobs/store.ts';
import {type Document, documentOf, part} from '../helpers/document.ts';
import {faultMatrix, matrixRows} from '../helpers/fault-matrix.ts';
import {inProcess} from '../helpers/in-process.ts';
import {isOverSsh, type PracticeHost, practiceHost} from '../helpers/practice-host.ts';
import {ownProgram} from '../helpers/resident/program.ts';
import {needs} from '../helpers/skip.ts';
import {until} from '../helpers/until.ts';

const empty = ['--set', 'ver=empty', '--set', 'pkg_bootstrap=0'] as const;

/** Starts a create and returns its job's id at once. */
async function started(
  host: PracticeHost,
  words: readonly string[],
  how: 'here' | 'hereApart' = 'here',
): Promise<string> {
  const accepted = await host[how]('create', ...words, '--yes', '--no-wait', '--json');
  assert.equal(accepted.exit, 0, accepted.stderr);
  return String(part(documentOf(accepted), 'job', 'id'));
}

const tellOf = async (host: PracticeHost, job: string): Promise<Document> =>
  part(documentOf(await host.here('jobs', job, '--json')), 'job') as Document;

const storeOf = (host: PracticeHost) => createJobStore(path.join(host.state, 'host'), async () => freeTerms);

async function runnerOf(host: PracticeHost, job: string): Promise<number> {
  const runner = (await storeOf(host).read(job))?.runner;
  assert.ok(runner, 'the job has no runner');
  return runner.pid;
}

/** Asks again and again until the list shows it. */
const listed = (host: PracticeHost, row: RegExp): Promise<unknown> =>
  until(`the list shows ${row}`, async () => row.test((await host.here('list')).stdout));

async function untilOver(host: PracticeHost, job: string): Promise<Document> {
  await host.here('jobs', 'attach', job);
  return tellOf(host, job);
}

describe('a host that fails, lies or dies', {concurrency: 2}, () => {
  // the other faults at every step are in the soak; test/jobs/struck.test.ts goes on after each of them in turn
  for (const row of matrixRows)
    test(`at no step of ${row.action} is a lie believed, and what it left can be removed`, async t => {
      for await (const {what, run} of faultMatrix(practiceHost(t), row, () => ['lie']))
        if (what !== 'no fault') await run();
    });

  test('a file that was not written, though the disk said so, stops the job before CBSD is called', async t => {
    for (const {action, target} of matrixRows) {
      const host = practiceHost(t);
      const bench = inProcess(host.world, {write: async () => null});
      const plan = (await bench.look()).plan(action, target, {jname: target});
      const from = plan.steps.findIndex(step => step.file);
      const job = await bench.run({...plan, steps: plan.steps.slice(from)});
      assert.equal(job.state, 'failed');
      assert.match(job.sentence, /Failed: Write the settings/);
      assert.deepEqual(host.ran(), []);
    }
  });

  test('a runner killed in the middle of a step leaves an unknown job; the tool it had started goes on to its end', async t => {
    const host = practiceHost(t);
    host.fault({kind: 'slow', on: 'jcreate', by: 5});
    const job = await started(host, ['jail', 'www1', ...empty], 'hereApart');
    await until('jcreate runs', () => host.ran().includes('jcreate'));
    process.kill(await runnerOf(host, job), 'SIGKILL');
    const told = await untilOver(host, job);
    assert.equal(told.state, 'unknown');
    assert.match(String(told.sentence), /not known.*Create jail www1.*Not started: Start jail www1/);
    assert.match(String(told.residue), /cbsd jremove jname=www1/);
    await listed(host, /www1 +jail +stopped/);
    assert.equal((await host.here('destroy', 'www1', '--confirm', 'www1')).stdout, 'www1 is gone\n');
  });

  test('whatever part of its journal a job got to write, it is never called done before its end', async t => {
    const host = practiceHost(t);
    assert.equal((await host.here('create', 'jail', 'www1', ...empty, '--yes')).exit, 0);
    const store = storeOf(host);
    const [job] = await store.list();
    assert.equal(job?.state, 'done');
    const {journal} = jobFolder(path.join(host.state, 'host'), job.id);
    const whole = readFileSync(journal);
    const first = whole.indexOf(0x0a) + 1;
    writeFileSync(journal, whole.subarray(0, first));
    await until('its runner has gone', async () => (await store.read(job.id))?.endedAt);
    for (let length = first; length < whole.length; length += 7) {
      writeFileSync(journal, whole.subarray(0, length));
      const cut = await store.read(job.id);
      assert.ok(cut?.endedAt, `still ${cut?.state} after ${length} bytes`);
      const proven = cut.steps.every(step => step.state === 'checked');
      if (!proven) assert.notEqual(cut.state, 'done', `after ${length} bytes`);
      if (cut.steps.some(step => step.startedAt !== null && step.check === null)) assert.equal(cut.state, 'unknown');
    }
  });

  test('a download can be cancelled, and the next create goes on where it was', async t => {
    const host = practiceHost(t);
    const slow = host.path('var/run/practice-slow-mirrors');
    writeFileSync(slow, 'http');
    const job = await started(host, ['vm', 'clu1']);
    const image = () => globSync('src/iso/*.raw.xz', {cwd: host.path('usr/jails')})[0];
    await until('bytes arrive', () => {
      const file = image();
      return file && statSync(host.path(`usr/jails/${file}`)).size > 0;
    });
    assert.equal((await host.here('jobs', 'cancel', job, '--yes')).exit, 0);
    const told = await untilOver(host, job);
    assert.equal(told.state, 'cancelled');
    assert.equal(host.ran().includes('bcreate'), false);
    const kept = statSync(host.path(`usr/jails/${image()}`)).size;
    assert.ok(kept > 0, 'what has come stays');
    rmSync(slow);
    const again = await host.here('create', 'vm', 'clu1', '--yes');
    assert.deepEqual([again.exit, /^clu1 runs at 10\.0\.0\./.test(again.stdout)], [0, true], again.stderr);
  });

  test('a changing command that asks for ever fills neither disk nor memory, and is never called done', {
    skip: needs('proc'),
  }, async t => {
    const host = practiceHost(t);
    host.fault({kind: 'flood', on: 'jcreate'});
    const job = await started(host, ['jail', 'www1', ...empty]);
    const {output, journal} = jobFolder(path.join(host.state, 'host'), job);
    const told = () => readFileSync(journal, 'utf8');
    try {
      await until('it floods', () => existsSync(output) && statSync(output).size > 1_000_000, 30_000);
      await until('it is seen to ask', () => /"asks"/.test(told())).catch(error => assert.fail(`${error}:\n${told()}`));
      assert.match((await storeOf(host).read(job))?.asks ?? '', /./);
      const unsure = await host.here('jobs', 'kill', job);
      assert.deepEqual(
        [unsure.exit, /it leaves Create jail www1 half done/.test(unsure.stderr)],
        [4, true],
        unsure.stderr,
      );
      assert.equal((await host.here('jobs', 'kill', job, '--yes')).exit, 0);
      assert.equal((await untilOver(host, job)).state, 'failed');
      assert.ok(statSync(output).size < 9_000_000);
    } finally {
      await host.here('jobs', 'kill', job, '--yes'); // else it floods on, and the process of the tests never ends
    }
  });

  test('a look that floods is ended and told, never taken for an empty host', {
    skip:
      isOverSsh &&
      'a practice host’s own sh works in a session of its own, which nobody ends there; test/transport/ssh.test.ts does',
  }, async t => {
    const host = practiceHost(t, 'demo', ownProgram);
    host.fault({kind: 'flood', on: 'sqlite3'});
    const {exit, stdout} = await host.run('list');
    assert.deepEqual([exit, stdout], [3, '']);
  });

  test('secrets reach the files of the tools and are found nowhere else', async t => {
    const host = practiceHost(t);
    const canaries = {
      user_pw_root: 'c4naryRoot11',
      ci_user_pw_user: 'c4naryUser22',
      ci_user_pw_root: 'c4naryCloud33',
      vnc_password: 'c4nary44',
    };
    const given = (...fields: readonly (keyof typeof canaries)[]) =>
      fields.flatMap(field => {
        const file = path.join(host.state, `secret-${field}`);
        writeFileSync(file, `${canaries[field]}\n`);
        return ['--set-file', `${field}=${file}`];
      });
    const saved = path.join(host.state, 'saved.json');
    const runs = [
      await host.here('create', 'jail', 'www1', ...given('user_pw_root'), '--yes', '--save', saved),
      await host.here(
        'create',
        'vm',
        'clu1',
        ...given('ci_user_pw_user', 'ci_user_pw_root', 'vnc_password'),
        '--yes',
        '--json',
      ),
    ];
    for (const {exit, stdout, stderr} of runs) assert.equal(exit, 0, stdout + stderr);
    const seen = new Map<string, string>(runs.map(({stdout, stderr}, index) => [`output ${index}`, stdout + stderr]));
    seen.set('argv', JSON.stringify(host.log().map(({argv}) => argv)));
    seen.set('saved answers', readFileSync(saved, 'utf8'));
    for (const file of globSync('{host,settings,runners}/**/*', {cwd: host.state, withFileTypes: true}))
      if (file.isFile() && !file.name.endsWith('.new'))
        // on its way to the name it gets
        seen.set(file.name, readFileSync(path.join(file.parentPath, file.name), 'latin1'));
    assert.ok(
      seen.has('journal') &&
        seen.has('order.json') &&
        seen.has('output') &&
        [...seen.keys()].some(name => name.endsWith('.log')),
    );
    for (const [where, content] of seen)
      for (const [field, canary] of Object.entries(canaries))
        assert.equal(content.includes(canary), false, `${field} in ${where}`);
    const received = host
      .log()
      .flatMap(({files}) => Object.values(files))
      .join('\n');
    assert.match(received, new RegExp(`vnc_password='${canaries.vnc_password}'`));
    assert.match(received, /user_pw_root_crypt='\$6\$/);
    assert.doesNotMatch(received, /c4nary(Root|User|Cloud)/, 'passwords of accounts travel hashed');
  });
});
