import assert from 'node:assert/strict';
import {execFile, execFileSync, spawn} from 'node:child_process';
import {existsSync, readFileSync, symlinkSync} from 'node:fs';
import path from 'node:path';
import {type TestContext, test} from 'node:test';
import {promisify} from 'node:util';
import {farFunctions} from '../../source/transport/ssh/functions.ts';
import {alwaysOurs, killScript, startScript, superviseScript} from '../../source/transport/ssh/supervise.ts';
import {isAlive} from '../helpers/alive.ts';
import {sourceFiles} from '../helpers/imports.ts';
import {root} from '../helpers/program.ts';
import {needs} from '../helpers/skip.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {until} from '../helpers/until.ts';

const skip = needs('proc');
const standIns = path.join(root, 'test/helpers/freebsd');
const run = promisify(execFile);

/** A PATH with the tools that FreeBSD has, too: daemon(8) for setsid(1), and a ps that reads its options as there. */
function pathOf(t: TestContext): string {
  const folder = temporaryFolder(t);
  for (const tool of 'awk cat dd env head mkdir mkfifo mv rm rmdir sh sleep sync tail tr wc'.split(' '))
    symlinkSync(`/usr/bin/${tool}`, path.join(folder, tool));
  return `${standIns}:${folder}`;
}

/** As on a system without /proc. */
const bare = (script: string): string => script.replaceAll('/proc/', '/none/');

test('where ps tells of processes, one keeps its mark whatever it does, and no other has it', {skip}, async t => {
  const PATH = pathOf(t);
  const child = spawn('/usr/bin/sleep', ['600']);
  t.after(() => child.kill('SIGKILL'));
  const mark = async () =>
    (await run('/bin/sh', ['-c', `${bare(farFunctions)}mark "$1"`, 'sh', `${child.pid}`], {env: {PATH, LANG: 'C'}}))
      .stdout;
  const asleep = await mark();
  assert.match(asleep, /^\w{3} \w{3} \d+ [\d:]{8} \d{4}\n$/, 'when it was born');
  child.kill('SIGSTOP');
  await until(
    'it is stopped',
    () =>
      execFileSync('ps', ['-o', 'state=', '-p', `${child.pid}`])
        .toString()
        .trim() === 'T',
  );
  assert.equal(await mark(), asleep);
});

test('a command that leads no group of its own is ended with all that it started', {skip}, async t => {
  const [PATH, state] = [pathOf(t), temporaryFolder(t)];
  const folder = path.join(state, 'step-1');
  const sh = (script: string, ...words: readonly string[]) =>
    run('/bin/sh', ['-c', bare(script), 'sh', folder, ...words], {env: {PATH, HOME: '/', LANG: 'C'}});
  const tree = 'sleep 600 & echo $!; sh -c "sleep 600 & echo \\$!; wait" & wait';
  const started = sh(
    `${alwaysOurs}${startScript}`,
    bare(superviseScript),
    'sh',
    PATH,
    `PATH=${PATH}`,
    'sh',
    '-c',
    tree,
  );
  started.child.stdin?.end();
  const pid = Number((await started).stdout.split(' ')[0]);
  const pids = await until('all of them run', () => {
    const told = readFileSync(path.join(folder, 'out'), 'utf8').split('\n').filter(Boolean);
    return told.length === 2 ? [pid, ...told.map(Number)] : null;
  });
  t.after(() => {
    for (const each of pids) if (isAlive(each)) process.kill(each, 'SIGKILL');
  });
  assert.deepEqual(pids.map(isAlive), [true, true, true]);
  await sh(killScript);
  await until('its end is told', () => existsSync(path.join(folder, 'exit')));
  await until('nothing of it is left', () => !pids.some(isAlive), 20_000);
  assert.equal(readFileSync(path.join(folder, 'exit'), 'utf8'), '137\n');
});

/** What Linux takes and FreeBSD's own tools do not, or take otherwise. */
const foreign: readonly (readonly [RegExp, string])[] = [
  [/\b(?:pid|state|[a-z]+start|[a-z]+id)=,/, 'ps takes all behind the `=` of a column for its header: an -o for each'],
  [/\bsed -[a-z]*[ir]\b/, 'sed -i wants a suffix there, and -E is what -r is here'],
  [/\bgrep -[a-z]*P\b/, 'its grep knows no Perl'],
  [/\bstat (?:-c|--)/, 'stat takes -f'],
  [/\bdate (?:-d|--)/, 'date takes -j -f'],
  [/\bfind [^'"`]*-printf/, 'find has no -printf'],
  [/\bhead -[cn] ?-\d/, 'head counts from the start only'],
  [/\bbase64 -w|\bmktemp --|\bsleep infinity|\becho -e\b/, 'an option of GNU only'],
];

test('what is sent to a FreeBSD host says nothing that only Linux understands', () => {
  const there = sourceFiles().filter(({file}) => /^source\/(?:transport|jobs|actions|drivers\/cbsd)\//.test(file));
  assert.ok(there.length > 100);
  const found = there.flatMap(({file}) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    return foreign.filter(([pattern]) => pattern.test(text)).map(([, why]) => `${file}: ${why}`);
  });
  assert.deepEqual(found, []);
});
