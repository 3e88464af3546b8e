import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, test} from 'node:test';
import {
  documentOf,
  hasShape,
  jobShape,
  number,
  oneOf,
  part,
  planShape,
  record,
  rows,
  stepShape,
  text,
} from '../helpers/document.ts';
import {practiceHost} from '../helpers/practice-host.ts';
import {cleanEnvironment, program} from '../helpers/program.ts';
import {run} from '../helpers/run.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {until} from '../helpers/until.ts';

const empty = ['--set', 'ver=empty', '--set', 'pkg_bootstrap=0'] as const;

describe('without a screen', {concurrency: 3}, () => {
  test('a jail with defaults is made, listed, shown, started again to no effect, stopped and removed', async t => {
    const host = practiceHost(t);
    const made = await host.run('create', 'jail', 'www1', '--yes', '--json');
    assert.equal(made.exit, 0, made.stderr);
    const job = part(documentOf(made), 'job');
    hasShape(job, {...jobShape, state: oneOf('done')});
    assert.match(String(part(job, 'sentence')), /^www1 runs at 10\.0\.0\.\d+$/);
    for (const step of rows(part(job, 'steps'))) hasShape(step, {...stepShape, check: oneOf('true'), exitCode: number});
    const address = String(part(job, 'sentence')).split(' ').at(-1);

    const {guests} = documentOf(await host.here('list', '--json'));
    const www1 = rows(guests).find(({name}) => name === 'www1');
    assert.deepEqual([www1?.kind, www1?.state, www1?.addresses], ['jail', 'running', [address]]);

    const again = await host.here('start', 'www1', '--yes', '--json');
    assert.equal(again.exit, 0);
    hasShape(part(documentOf(again), 'plan'), planShape);
    assert.deepEqual(part(documentOf(again), 'plan', 'steps'), []);
    assert.deepEqual(part(documentOf(again), 'plan', 'warnings'), ['www1 runs already.']);

    const stopped = await host.here('stop', 'www1', '--yes');
    assert.deepEqual([stopped.exit, stopped.stdout], [0, 'www1 is stopped\n']);
    const gone = await host.here('destroy', 'www1', '--confirm', 'www1');
    assert.deepEqual([gone.exit, gone.stdout], [0, 'www1 is gone\n']);

    const jobs = rows(part(documentOf(await host.here('jobs', '--json')), 'jobs'));
    assert.deepEqual(
      jobs.map(({action, state}) => [action, state]),
      [
        ['destroy', 'done'],
        ['stop', 'done'],
        ['create-jail', 'done'],
      ],
    );
    for (const row of jobs) assert.match(String(row.id), /^\S{8,}$/);
  });

  test('a VM with defaults is made, and told how to reach it', async t => {
    const {exit, stdout, stderr} = await practiceHost(t).here('create', 'vm', 'clu1', '--yes');
    assert.equal(exit, 0, stderr);
    assert.match(stdout, /^clu1 runs at 10\.0\.0\.\d+\n$/);
    assert.match(stderr, /ssh freebsd@10\.0\.0\.\d+/);
  });

  const refusals: readonly (readonly [title: string, words: readonly string[], exit: number, field: string | null])[] =
    [
      ['an unknown field', ['create', 'jail', 'w1', '--set', 'nosuch=1', '--yes'], 2, 'nosuch'],
      ['the name of a VM for a jail', ['create', 'jail', 'vm1', '--yes'], 3, 'jname'],
      ['a create that nobody confirmed', ['create', 'jail', 'w1'], 4, null],
    ];

  test('what cannot be is refused with its field, its owner and its exit code, and nothing runs', async t => {
    const host = practiceHost(t);
    for (const [title, words, exit, field] of refusals) {
      const told = await host.here(...words, '--json');
      assert.equal(told.exit, exit, `${title}: ${told.stdout}${told.stderr}`);
      const document = documentOf(told);
      if (document.plan !== undefined) continue;
      assert.deepEqual([part(document, 'error', 'exit'), part(document, 'error', 'field')], [exit, field], title);
      hasShape(document.error, {code: text, message: text, hint: text});
    }
    const plain = await host.here('create', 'jail', 'web1', '--yes');
    assert.deepEqual(
      [plain.exit, plain.stdout, plain.stderr],
      [3, '', 'The name web1 is taken by jail web1 (stopped).\n'],
    );
    assert.deepEqual(host.ran(), []);
    assert.equal(existsSync(path.join(host.state, 'host/jobs')), false, 'no job was written down');
  });

  test('a dry run ends as the run would and changes nothing', async t => {
    const host = practiceHost(t);
    const taken = await host.here('create', 'jail', 'vm1', '--dry-run', '--json');
    assert.deepEqual([taken.exit, part(documentOf(taken), 'plan', 'refusals', 0, 'field')], [3, 'jname']);
    const fine = await host.here('create', 'jail', 'www1', '--dry-run');
    assert.equal(fine.exit, 0);
    assert.match(fine.stdout, /cbsd jcreate jconf=[\s\S]*cbsd jstart jname=www1/);
    assert.deepEqual(host.ran(), []);
  });

  test('without a platform a command says so, and never takes the practice host by itself', async t => {
    const {exit, stdout, stderr} = await run(['list'], {env: {HOME: temporaryFolder(t)}});
    if (existsSync('/usr/local/bin/cbsd')) return t.skip('this machine has CBSD');
    assert.deepEqual([exit, stdout], [3, '']);
    assert.match(stderr, /No platform/);
  });

  test('a damaged database is told, never taken for an empty host', async t => {
    const host = practiceHost(t);
    writeFileSync(host.path('usr/jails/var/db/local.sqlite'), 'this is no database '.repeat(500));
    for (const words of [['list'], ['create', 'jail', 'w1', '--yes']]) {
      const {exit, stdout, stderr} = await host.here(...words);
      assert.deepEqual([exit, stdout], [3, ''], words.join(' '));
      assert.match(stderr, /local\.sqlite cannot be read/);
    }
    assert.equal(part(documentOf(await host.here('list', '--json')), 'guests'), undefined);
    assert.deepEqual(host.ran(), []);
  });

  test('a profile file with hostile content is read and shown, and nothing of it is run', async t => {
    const host = practiceHost(t);
    const bell = '\u001b]0;owned\u0007\u001b[2J';
    const evil = [
      `long_description="Evil ${bell} $(touch /tmp/owned)"`,
      "vm_profile='evil'; vm_os_profile='evil'; vm_os_type='linux'",
      'touch /tmp/owned; `touch /tmp/owned`',
      `iso_img="x$(touch /tmp/owned).iso"`,
      `imgsize="$(touch /tmp/owned)"`,
    ].join('\n');
    writeFileSync(host.path('usr/jails/etc/vm-linux-evil.conf'), evil);
    writeFileSync(host.path('usr/jails/etc/vm-linux-huge.conf'), `long_description="${'x'.repeat(4_000_000)}"\n`);
    writeFileSync(host.path('usr/jails/etc/jail-freebsd-evil.conf'), evil);
    for (const words of [
      ['form', 'create', 'vm'],
      ['create', 'vm', 'v9', '--set', 'vm_os_type=linux', '--set', 'vm_os_profile=evil', '--yes'],
      ['create', 'jail', 'w9', '--set', 'profile=evil', '--dry-run'],
    ]) {
      const {exit, stdout, stderr} = await host.here(...words);
      assert.ok(exit !== null && exit <= 3, `${words.join(' ')}: ${stderr}`);
      assert.doesNotMatch(`${stdout}${stderr}`, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/, words.join(' '));
    }
    assert.deepEqual(
      host.log().flatMap(({wouldRun}) => wouldRun),
      [],
    );
    assert.equal(existsSync('/tmp/owned'), false);
  });

  test('of two creates of one name exactly one wins, and the other says who has it', async t => {
    const host = practiceHost(t);
    const both = await Promise.all([1, 2].map(() => host.run('create', 'jail', 'www1', ...empty, '--yes', '--json')));
    const exits = both.map(({exit}) => exit).sort();
    assert.equal(exits[0], 0, both.map(({stdout}) => stdout).join('\n'));
    assert.ok(exits[1] === 3 || exits[1] === 6, String(exits[1]));
    assert.match(both.find(({exit}) => exit !== 0)?.stdout ?? '', /www1 (is taken|was taken|belongs to job)/);
    assert.equal(host.ran().filter(name => name === 'jcreate').length, 1);
  });

  test('a job that nobody waits for goes on, and attach tells its end', async t => {
    const host = practiceHost(t);
    host.fault({kind: 'slow', on: 'jcreate', by: 2});
    const accepted = await host.here('create', 'jail', 'www1', ...empty, '--yes', '--no-wait', '--json');
    assert.equal(accepted.exit, 0);
    const job = part(documentOf(accepted), 'job');
    hasShape(job, {...jobShape, state: oneOf('waiting', 'running'), runner: record});
    const told = await host.here('jobs', 'attach', String(part(job, 'id')));
    assert.deepEqual([told.exit, told.stdout.startsWith('www1 runs at 10.0.0.')], [0, true]);
  });

  test('Ctrl-C while waiting lets go of the job and says so; the job goes on', async t => {
    const host = practiceHost(t);
    host.fault({kind: 'slow', on: 'jcreate', by: 3});
    const words = ['create', 'jail', 'www1', ...empty, '--yes', ...host.words];
    const child = spawn(program(), words, {
      cwd: '/',
      env: cleanEnvironment(host.state),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'exit');
    let told = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', piece => (told += piece));
    await until('the create step is told', () => told.includes('2/3 Create jail www1'));
    child.kill('SIGINT');
    assert.deepEqual(await ended, [130, null]);
    const [, job = ''] = /Job (\S+) goes on: construct-tui .*attach \1/.exec(told) ?? [];
    assert.doesNotMatch(told, /runs at/);
    const {exit, stdout} = await host.here('jobs', 'attach', job);
    assert.deepEqual([exit, stdout.startsWith('www1 runs at 10.0.0.')], [0, true], told);
  });

  test('what was sent to the tools is what the plan said, byte for byte', async t => {
    const host = practiceHost(t);
    const words = ['create', 'jail', 'www1', ...empty, '--set', 'exec_poststart=/bin/echo $(id) `id` $HOME'];
    const plan = part(documentOf(await host.here(...words, '--dry-run', '--json')), 'plan');
    assert.equal((await host.here(...words, '--yes')).exit, 0);
    const steps = rows(part(plan, 'steps'));
    const calls = host.log().filter(({tool}) => tool === 'cbsd');
    assert.deepEqual(
      calls.map(({argv}) => argv),
      steps.flatMap(({argv}) => (Array.isArray(argv) && argv[0] === 'cbsd' ? [argv.slice(1)] : [])),
    );
    const files = steps.flatMap(step =>
      step.file ? [[part(step, 'file', 'path'), part(step, 'file', 'content')]] : [],
    );
    assert.deepEqual(
      calls.flatMap(({files: received}) => Object.entries(received)),
      files,
    );
    assert.deepEqual(
      calls.flatMap(({wouldRun}) => wouldRun),
      [],
    );
    assert.match(readFileSync(path.join(host.world, 'log.jsonl'), 'utf8'), /\$\(id\)/);
  });
});
