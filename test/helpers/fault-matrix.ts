import assert from 'node:assert/strict';
import {globSync, rmSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import type {Snapshot} from '../../source/model/driver.ts';
import type {Job} from '../../source/model/job.ts';
import type {Plan} from '../../source/model/plan.ts';
import type {FaultKind} from '../../source/practice/fault.ts';
import {type InProcess, inProcess} from './in-process.ts';
import type {PracticeHost} from './practice-host.ts';

/** The default jail and the default VM, and the commands of their plans in order. The first one downloads. */
export const matrixRows = [
  {action: 'create-jail', target: 'www1', commands: ['repo', 'jcreate', 'jstart']},
  {action: 'create-vm', target: 'clu1', commands: ['fetch_iso', 'bcreate', 'bstart']},
] as const;

export type MatrixRow = (typeof matrixRows)[number];
export type MatrixCase = {readonly what: string; readonly run: () => Promise<void>};

/**
 * Each fault at each command of a fresh host's plan, one case after the other: the job is not done and says what is, and
 * what it left is removed by `destroy`. The last case is the plan without a fault, on what all of them left.
 */
export async function* faultMatrix(
  host: PracticeHost,
  {action, target, commands}: MatrixRow,
  kindsAt: (command: string) => readonly FaultKind[],
): AsyncGenerator<MatrixCase> {
  const bench = inProcess(host.world);
  let now = await bench.look();
  const planned = () => now.plan(action, target, {jname: target});
  for (const command of commands) {
    for (const kind of kindsAt(command)) {
      if (kind === 'offline' && command !== commands[0]) continue;
      const what = `${kind} at ${command}`;
      yield {
        what,
        run: async () => {
          const plan = planned();
          assert.deepEqual(plan.refusals, [], what);
          const at = plan.steps.findIndex(step => step.command?.argv[1] === command);
          assert.ok(at >= 0, what);
          host.fault({kind, on: command});
          const job = await bench.run(plan);
          now = await cleaned(host, bench, now, target, kind);
          isTold(job, plan, at, what);
        },
      };
    }
    if (command !== commands[0]) continue;
    // so that the faults of later steps need not wait for a download each
    const fetched = await bench.run({...planned(), steps: planned().steps.slice(0, -3)});
    assert.equal(fetched.state, 'done', fetched.sentence);
    now = await bench.look();
  }
  yield {
    what: 'no fault',
    run: async () => {
      const {sentence} = await bench.run(planned());
      assert.match(sentence, new RegExp(`^${target} runs at 10\\.0\\.0\\.`));
    },
  };
}

/** Not done, and in words: what failed, what was done before, what was not started, what is left behind. */
function isTold(job: Job, plan: Plan, at: number, what: string): void {
  assert.ok(job.state === 'failed' || job.state === 'unknown', `${what}: ${job.state}`);
  assert.doesNotMatch(job.sentence, /runs at/, what);
  for (const {title} of plan.steps.slice(0, at + 1))
    assert.ok(job.sentence.includes(title), `${what}: ${job.sentence}`);
  for (const step of job.steps.slice(at + 1)) assert.equal(step.state, 'skipped', what);
  if (at + 1 < plan.steps.length) assert.match(job.sentence, /Not started: /, what);
  for (const residue of plan.steps.slice(0, at + 1).flatMap(step => step.residue))
    assert.ok(job.residue.includes(residue), `${what}: ${residue} is not named`);
  assert.deepEqual(job.next, [], what);
}

/**
 * What exists is removed by `destroy`, whatever way it came to exist. Tells the host as it is then; a fault that left
 * nothing at all behind needs no new look.
 */
async function cleaned(
  host: PracticeHost,
  bench: InProcess,
  before: Snapshot,
  target: string,
  kind: FaultKind,
): Promise<Snapshot> {
  host.fault({kind: 'none'});
  // its residue says so; a real node's next download has a folder of its own
  for (const name of globSync('tmp/src.*', {cwd: host.path('usr/jails')}))
    rmSync(host.path(`usr/jails/${name}`), {recursive: true});
  const isThere = isInDatabase(host, target);
  const left = globSync('ftmp/construct-tui.*', {cwd: host.path('usr/jails')});
  if (!isThere && kind !== 'kill' && left.length === 0) return before;
  const now = await bench.look();
  assert.equal(
    now.guests.some(({name}) => name === target),
    isThere,
  );
  if (!isThere) return now;
  const gone = await bench.run(now.plan('destroy', target, {}));
  assert.equal(gone.state, 'done', `${kind}: ${gone.sentence}`);
  assert.equal(isInDatabase(host, target), false);
  return left.length > 0 ? bench.look() : before;
}

function isInDatabase(host: PracticeHost, name: string): boolean {
  const database = new DatabaseSync(host.path('usr/jails/var/db/local.sqlite'), {readOnly: true});
  try {
    return database.prepare('SELECT 1 FROM jails WHERE jname = ?').get(name) !== undefined;
  } finally {
    database.close();
  }
}
