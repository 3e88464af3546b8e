import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {freeTerms} from '../../source/jobs/schedule/gate.ts';
import {createJobStore} from '../../source/jobs/store.ts';
import {createSshTransport} from '../../source/transport/ssh/transport.ts';
import {wayOver} from '../../source/transport/ssh/way.ts';
import {type Laptop, laptop, laptopTo} from '../helpers/laptop.ts';
import {until} from '../helpers/until.ts';
import type {Part} from './part.ts';

const patience = 240_000;

/** A change of its own for every round: none waits for an undo, and none finds what another one made. */
const changes: readonly ((round: number) => readonly string[])[] = [
  round => ['expose', 'web1', `${9000 + round}`],
  round => ['create', 'jail', `soak${round}`],
  round => ['clone', 'web1', `copy${round}`],
];

const rounds = 20;

/** Over a real sshd: whatever the network does, each step of a job runs once and its end is told. */
export const far: Part = {
  name: 'far',
  title:
    'jobs on a host over SSH: cut at every line of their journals, two machines at once, a killed runner, a cancel, a frozen network',
  async run({sample, tally, after}) {
    const all = Array.from({length: sample ? 1 : rounds}, (_, round) => changes.map(change => change(round))).flat();
    const wishes = sample ? all.slice(0, 1) : all;
    let next = 0;
    const work = async (bench: Laptop) => {
      for (let words = wishes[next++]; words; words = wishes[next++]) {
        const wish = words;
        const isLast = wishes.length - next < changes.length;
        await tally.check(`${wish.join(' ')}, the connection cut at every line`, () => cut(bench, wish, isLast));
      }
    };
    const bench = await laptop({after});
    if (sample) {
      await work(bench);
      return `${wishes.length} job`;
    }
    await Promise.all([work(bench), laptop({after}).then(work)]); // a processor each
    await tally.check('a name belongs to the job that asked first, on whichever machine', () =>
      twoMachines(bench, after),
    );
    for (let round = 0; round < rounds; round += 1)
      await tally.check(`one name asked for from two machines at once is made once, round ${round}`, () =>
        atOnce(bench, `rival${round}`, after),
      );
    await tally.check('a killed runner leaves its step to its end', () => killed(bench, after));
    await tally.check('a job that is cancelled from another machine ends its step and begins no other', () =>
      cancelled(bench, after),
    );
    await tally.check('a frozen network is noticed within 15 s', () => frozen(bench));
    return `${wishes.length} jobs under cuts`;
  },
};

/** Cuts as often as the journal grows. What the host itself tells of the job then is what came of it; `andBack` takes it back. */
async function cut(bench: Laptop, words: readonly string[], andBack: boolean): Promise<void> {
  const before = new Set(bench.far.log().map(entry => entry.id));
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
  const host = createJobStore(path.join(bench.far.state, 'host'), async () => freeTerms);
  const job = await host.read(id);
  assert.equal(job?.state, 'done', JSON.stringify(job));
  const ran = bench.far
    .log()
    .filter(entry => !before.has(entry.id))
    .map(({tool, argv}) => [tool, ...argv].join(' '));
  for (const {argv} of job?.steps ?? [])
    if (argv) assert.equal(ran.filter(one => one === argv.join(' ')).length, 1, argv.join(' '));
  const told = (await host.audit()).filter(record => record.job === id).map(({event}) => event);
  assert.deepEqual(told, ['asked', 'ended']);
  if (!andBack) return;
  const undone = await bench.onFar('jobs', 'undo', id, '--yes');
  assert.equal(undone.exit, 0, undone.stderr);
}

async function twoMachines(bench: Laptop, after: (clean: () => void) => void): Promise<void> {
  bench.far.fault({kind: 'slow', on: 'jcreate'});
  const id = await begun(bench, 'create', 'jail', 'other1');
  const other = laptopTo({after}, bench.sshd, bench.far);
  for (const asked of [
    other.onFar('create', 'jail', 'other1', '--yes'),
    bench.far.run('create', 'jail', 'other1', '--yes'),
  ]) {
    const {exit, stdout, stderr} = await asked;
    assert.ok(exit === 6 || exit === 3, `${exit} ${stderr}`);
    assert.match(`${stdout}${stderr}`, /other1/); // its job may have been refused as it began: then its result says so
  }
  assert.equal((await bench.onFar('jobs', 'attach', id)).exit, 0);
}

/** Asked for from two machines in the same moment. */
async function atOnce(bench: Laptop, name: string, after: (clean: () => void) => void): Promise<void> {
  const machines = [bench, laptopTo({after}, bench.sshd, bench.far)];
  const ends = await Promise.all(machines.map(({onFar}) => onFar('create', 'jail', name, '--yes')));
  const said = ends.map(({exit, stdout, stderr}) => `${exit} ${stdout}${stderr}`).join('\n');
  assert.equal(ends.filter(({exit}) => exit === 0).length, 1, said);
  const [loser] = ends.filter(({exit}) => exit !== 0);
  assert.ok(loser?.exit === 6 || loser?.exit === 3, said);
  assert.match(`${loser.stdout}${loser.stderr}`, new RegExp(name));
  const made = bench.far.log().filter(({argv}) => argv[0] === 'jcreate' && argv.join(' ').includes(name));
  assert.equal(made.length, 1, said);
}

async function killed(bench: Laptop, after: (clean: () => void) => void): Promise<void> {
  const id = await begun(bench, 'create', 'jail', 'killed1');
  await until('its tool runs', () => /"type":"tool".*"step":2/.test(storyOf(bench, id)), patience);
  process.kill(Number(/"type":"runner".*"pid":(\d+)/.exec(storyOf(bench, id))?.[1]), 'SIGKILL');
  const other = laptopTo({after}, bench.sshd, bench.far);
  let state = 'running';
  for (const end = performance.now() + patience; state === 'running' && performance.now() < end; )
    state = JSON.parse((await other.onFar('jobs', id, '--json')).stdout).job.state;
  assert.ok(state === 'unknown' || state === 'failed', state);
  const again = await other.onFar('jobs', 'retry', id, '--yes');
  assert.equal(again.exit, 0, again.stderr);
  const made = bench.far.log().filter(({argv}) => argv[0] === 'jcreate' && argv.join(' ').includes('killed1'));
  assert.equal(made.length, 1);
}

async function cancelled(bench: Laptop, after: (clean: () => void) => void): Promise<void> {
  bench.far.fault({kind: 'slow', on: 'jcreate'});
  const id = await begun(bench, 'create', 'jail', 'given1');
  await until('its tool runs', () => /"type":"tool"/.test(storyOf(bench, id)), patience);
  const other = laptopTo({after}, bench.sshd, bench.far);
  assert.equal((await other.onFar('jobs', 'cancel', id)).exit, 0);
  await until('it has ended', () => isOver(bench, id), patience);
  bench.far.fault({kind: 'none'});
  const {job} = JSON.parse((await other.onFar('jobs', id, '--json')).stdout);
  assert.equal(job.state, 'cancelled', JSON.stringify(job));
  const ran = bench.far.log().filter(({argv}) => argv.join(' ').includes('given1'));
  assert.deepEqual(
    ran.map(({argv}) => argv[0]).filter(word => word === 'jcreate' || word === 'jstart'),
    ['jcreate'],
  );
}

async function frozen({sshd}: Laptop): Promise<void> {
  const host = createSshTransport(wayOver(sshd.line()), sshd.destination);
  await host.read({argv: ['true']});
  sshd.freeze();
  const startedAt = performance.now();
  const {ending} = await host.read({argv: ['true']});
  assert.equal(ending, 'lost');
  assert.ok(performance.now() - startedAt < 15_000, `${performance.now() - startedAt} ms`);
}

async function begun({onFar}: Laptop, ...words: readonly string[]): Promise<string> {
  const {exit, stdout, stderr} = await onFar(...words, '--yes', '--no-wait', '--json');
  assert.equal(exit, 0, `${stderr}${stdout}`);
  return JSON.parse(stdout).job.id;
}

const fileOf = ({far: {state}}: Laptop, id: string, name: string): string => path.join(state, 'host/jobs', id, name);

const storyOf = (bench: Laptop, id: string): string => {
  const file = fileOf(bench, id, 'journal');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

const isOver = (bench: Laptop, id: string): boolean => existsSync(fileOf(bench, id, 'audited'));
