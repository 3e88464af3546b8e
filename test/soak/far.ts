import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {createSshTransport} from '../../source/transport/ssh/transport.ts';
import {type Laptop, laptop, laptopTo} from '../helpers/laptop.ts';
import {until} from '../helpers/until.ts';
import type {Part} from './part.ts';

const patience = 240_000;

const changes: readonly (readonly [string, readonly string[]])[] = [
  ['expose', ['expose', 'web1', '8081:80']],
  ['create', ['create', 'jail', 'soak1']],
  ['clone', ['clone', 'web1', 'soak2']],
];

/** Over a real sshd: whatever the network does, each step of a job runs once and its end is told. */
export const far: Part = {
  name: 'far',
  title:
    'jobs on a host over SSH: cut at every line of their journals, two machines at once, a killed runner, a frozen network',
  async run({sample, tally, after}) {
    const bench = await laptop({after});
    const rounds = sample ? 1 : 20;
    for (const [name, words] of sample ? changes.slice(0, 1) : changes)
      for (let round = 0; round < rounds; round += 1)
        await tally.check(`${name}, the connection cut at every line, round ${round}`, () => cut(bench, words));
    if (sample) return `${rounds} job`;
    await tally.check('a name belongs to the job that asked first, on whichever machine', () =>
      twoMachines(bench, after),
    );
    await tally.check('a killed runner leaves its step to its end', () => killed(bench, after));
    await tally.check('a frozen network is noticed within 15 s', () => frozen(bench));
    return `${changes.length * rounds} jobs under cuts`;
  },
};

/** Cuts as often as the journal grows, then takes back what was done. */
async function cut(bench: Laptop, words: readonly string[]): Promise<void> {
  const before = bench.far.log().length;
  const id = await begun(bench, ...words);
  let seen = 0;
  await until(
    'the job has ended',
    () => {
      const lines = storyOf(bench, id).split('\n').length;
      if (lines > seen) bench.sshd.cut();
      seen = Math.max(seen, lines);
      return isOver(bench, id);
    },
    patience,
  );
  const {job} = JSON.parse((await bench.onFar('jobs', id, '--json')).stdout);
  assert.equal(job.state, 'done', JSON.stringify(job));
  const ran = bench.far
    .log()
    .slice(before)
    .map(({tool, argv}) => [tool, ...argv].join(' '));
  for (const {argv} of job.steps as {argv: string[] | null}[])
    if (argv) assert.equal(ran.filter(one => one === argv.join(' ')).length, 1, argv.join(' '));
  const undone = await bench.onFar('jobs', 'undo', id, '--yes');
  assert.equal(undone.exit, 0, undone.stderr);
}

async function twoMachines(bench: Laptop, after: (clean: () => void) => void): Promise<void> {
  bench.far.fault({kind: 'slow', on: 'jcreate'});
  const id = await begun(bench, 'create', 'jail', 'soak3');
  const other = laptopTo({after}, bench.sshd, bench.far);
  for (const asked of [
    other.onFar('create', 'jail', 'soak3', '--yes'),
    bench.far.run('create', 'jail', 'soak3', '--yes'),
  ]) {
    const {exit, stderr} = await asked;
    assert.ok(exit === 6 || exit === 3, `${exit} ${stderr}`);
    assert.match(stderr, /soak3/);
  }
  assert.equal((await bench.onFar('jobs', 'attach', id)).exit, 0);
}

async function killed(bench: Laptop, after: (clean: () => void) => void): Promise<void> {
  const id = await begun(bench, 'create', 'jail', 'soak4');
  await until('its tool runs', () => /"type":"tool".*"step":2/.test(storyOf(bench, id)), patience);
  process.kill(Number(/"type":"runner".*"pid":(\d+)/.exec(storyOf(bench, id))?.[1]), 'SIGKILL');
  const other = laptopTo({after}, bench.sshd, bench.far);
  let state = 'running';
  for (const end = performance.now() + patience; state === 'running' && performance.now() < end; )
    state = JSON.parse((await other.onFar('jobs', id, '--json')).stdout).job.state;
  assert.ok(state === 'unknown' || state === 'failed', state);
  const again = await other.onFar('jobs', 'retry', id, '--yes');
  assert.equal(again.exit, 0, again.stderr);
  const made = bench.far.log().filter(({argv}) => argv[0] === 'jcreate' && argv.join(' ').includes('soak4'));
  assert.equal(made.length, 1);
}

async function frozen({sshd}: Laptop): Promise<void> {
  const host = createSshTransport(sshd.line(), sshd.destination);
  await host.read({argv: ['true']});
  sshd.freeze();
  const startedAt = performance.now();
  const {ending} = await host.read({argv: ['true']});
  assert.equal(ending, 'lost');
  assert.ok(performance.now() - startedAt < 15_000, `${performance.now() - startedAt} ms`);
}

async function begun({onFar}: Laptop, ...words: readonly string[]): Promise<string> {
  const {exit, stdout, stderr} = await onFar(...words, '--yes', '--no-wait', '--json');
  assert.equal(exit, 0, stderr);
  return JSON.parse(stdout).job.id;
}

const fileOf = ({far: {state}}: Laptop, id: string, name: string): string => path.join(state, 'host/jobs', id, name);

const storyOf = (bench: Laptop, id: string): string => {
  const file = fileOf(bench, id, 'journal');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

const isOver = (bench: Laptop, id: string): boolean => existsSync(fileOf(bench, id, 'audited'));
