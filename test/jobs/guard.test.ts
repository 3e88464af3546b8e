import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {uptime} from 'node:os';
import {after, before, describe, test} from 'node:test';
import {type Connection, connectionHere, parseProcesses} from '../../source/jobs/connection.ts';
import type {Event} from '../../source/jobs/events.ts';
import {foldJob} from '../../source/jobs/fold.ts';
import {jobFolder} from '../../source/jobs/folder.ts';
import {confirmJob} from '../../source/jobs/guard/confirm.ts';
import {keep, type Outcome} from '../../source/jobs/guard/files.ts';
import type {Keeper} from '../../source/jobs/guard/keeper.ts';
import {isOfEarlierBoot} from '../../source/jobs/guard/main.ts';
import {openTransport} from '../../source/jobs/host.ts';
import {openJournal} from '../../source/jobs/journal.ts';
import {isLocked} from '../../source/jobs/lock.ts';
import {runPlan} from '../../source/jobs/run.ts';
import {freeTerms} from '../../source/jobs/schedule/gate.ts';
import {createJobStore} from '../../source/jobs/store.ts';
import type {Plan} from '../../source/model/plan.ts';
import {until} from '../helpers/until.ts';
import {latest, lockOuts} from './lock-outs.ts';
import {plan, scriptedDriver, step, truth} from './made.ts';

let {bench, lockOut, state, world} = {} as ReturnType<typeof lockOuts>;
const cleanups: (() => void)[] = [];
before(() => {
  ({bench, lockOut, state, world} = lockOuts({after: cleanup => void cleanups.push(cleanup as () => void)}));
});
after(() => {
  for (const cleanup of cleanups) cleanup();
});

const login = (since: number | null, kind: Connection['kind'] = 'remote'): Connection => ({
  ...{kind, since, what: 'process 7, sshd-session', from: '198.51.100.7'},
});

describe('a change that cuts the operator off', {concurrency: 1}, () => {
  // a hundred of them are in the soak
  test('is back within five seconds of its timer when nobody confirms it, twenty times over, also when the program is gone', async () => {
    for (let round = 0; round < 4; round += 1) {
      const late = await Promise.all([false, true, true, false, true].map(lockOut));
      for (const ms of late) assert.ok(ms >= 0 && ms < latest, `${ms} ms after its timer`);
    }
  });

  test('is confirmed only by a login that is newer than it, and then stays', async () => {
    const {id, keeper, guard, network, cut} = await bench(60);
    assert.equal(typeof (await keeper.arm(guard)), 'object');
    const early = await confirmJob(state, id, 'alice', login(Date.now() + 10_000));
    assert.match(early?.reason ?? '', /still under way/);
    cut();
    const waiting = keeper.settle(new AbortController().signal);
    await until('the change is whole', () => existsSync(jobFolder(state, id).guard.applied));
    const old = await confirmJob(state, id, 'alice', login(1));
    assert.match(old?.reason ?? '', /older than the change/);
    assert.match(old?.reason ?? '', /open a new login and run there: construct-tui jobs confirm/);
    const unknown = await confirmJob(state, id, 'alice', login(null));
    assert.match(unknown?.reason ?? '', /cannot be seen when the connection .* was opened/);
    assert.equal(await confirmJob(state, id, 'alice', login(Date.now() + 10_000)), null);
    assert.deepEqual([(await waiting).note, network()], ['confirmed by alice from 198.51.100.7', 'down']);
    assert.equal(await confirmJob(state, id, 'bob', login(1)), null, 'confirmed is confirmed');
  });

  test('is back at once when the job is cancelled while it waits, and says so to who confirms too late', async () => {
    const {id, keeper, guard, network, cut} = await bench(60);
    await keeper.arm(guard);
    cut();
    const cancel = new AbortController();
    const waiting = keeper.settle(cancel.signal);
    cancel.abort();
    assert.deepEqual([(await waiting).outcome, network()], ['reverted', 'up']);
    assert.match((await confirmJob(state, id, 'alice', login(Date.now())))?.reason ?? '', /was taken back: cancelled/);
  });

  test('is not made where what runs now cannot be saved', async () => {
    const {keeper, guard} = await bench(1);
    const why = await keeper.arm({...guard, save: {argv: ['sh', '-c', 'echo "pfctl: no" >&2; exit 1']}});
    assert.equal(why, 'the network could not be saved, so nothing is changed: pfctl: no');
  });

  test('and waits to be confirmed when the host is started anew: the job says so, and nobody puts anything back', async () => {
    const {id, keeper, guard, network, cut} = await bench(600, each => ({
      ...plan(step('prepare'), step('load rules'), step('write files')),
      guard: {...each, first: 1, last: 1},
    }));
    const armed = await keeper.arm(guard);
    assert.ok(typeof armed !== 'string', String(armed));
    cut();
    const folder = jobFolder(state, id);
    const journal = await openJournal(folder.journal);
    for (const event of midway(armed.deadline)) await journal.append(event);
    await journal.close();
    await keep(folder.guard.applied, {at: Date.now()});

    for (const pid of watchers(id)) process.kill(pid, 'SIGKILL');
    await until('nobody watches it', () => !isLocked(folder.guard.alive));
    const before = Date.now() - uptime() * 1000 - 60_000;
    await keep(folder.guard.armed, {at: before, deadline: before + 600_000});
    const jobs = createJobStore(state, async () => freeTerms);
    await jobs.read(id);
    await until('it is settled', () => existsSync(folder.guard.outcome));
    const job = await jobs.read(id);
    assert.deepEqual([job?.state, job?.steps.map(each => each.state)], ['failed', ['checked', 'undone', 'skipped']]);
    assert.match(
      job?.sentence ?? '',
      /the host was started anew, and what only ran is gone, so the network is as it was/,
    );
    assert.equal(network(), 'down', 'what runs since is not touched');
  });

  test('is as it was after a reboot, and is not put back over what has changed since', () => {
    const [hour, now] = [3_600_000, 1_800_000_000_000];
    assert.equal(isOfEarlierBoot(now - 2 * hour, now, 3600), true);
    assert.equal(isOfEarlierBoot(now - 2 * hour, now, 3 * 3600), false);
  });
});

/** What a runner has written by the time its change waits to be confirmed. */
const midway = (deadline: number): readonly Event[] => [
  {type: 'runner', at: 1, pid: 1},
  ...[0, 1].flatMap((index): readonly Event[] => [
    ...(index === 1 ? [{type: 'guarded', at: 2, deadline} as const] : []),
    {type: 'step-start', at: 3, step: index},
    {type: 'step-end', at: 4, step: index, ending: 'exited', exitCode: 0, note: ''},
    {type: 'check', at: 5, step: index, verdict: truth('true')},
  ]),
  {type: 'applied', at: 6, step: 1},
];

/** The processes that would take the job's change back. */
const watchers = (id: string): readonly number[] =>
  execFileSync('pgrep', ['-f', `job-guard ${state} ${id}`], {encoding: 'utf8'})
    .trim()
    .split('\n')
    .map(Number);

const outcome = (told: Outcome['outcome'], note = ''): Outcome => ({at: 1, outcome: told, note});

async function runGuarded(told: Outcome['outcome'], fails = false) {
  const wish: Plan = {
    ...plan(step('prepare'), step('load rules'), step('write files')),
    guard: {
      ...{first: 1, last: 1, seconds: 60, says: 'the firewall'},
      save: {argv: ['pfctl', '-s', 'rules']},
      restore: {argv: ['pfctl', '-f', '-']},
    },
  };
  const events: Event[] = [];
  const {order} = await bench(1, () => wish);
  const ran: string[] = [];
  const asked: string[] = [];
  const keeper: Keeper = {
    async arm() {
      asked.push(`arm after ${ran.length}`);
      return {at: 1, deadline: 2};
    },
    async settle() {
      asked.push(`settle after ${ran.length}`);
      return outcome(told, 'not confirmed within 60 s');
    },
    async revert(why) {
      asked.push(`revert: ${why}`);
      return outcome('reverted', why);
    },
  };
  await runPlan(wish, {
    transport: {
      ...openTransport(world),
      async execute(command) {
        ran.push(command.argv[1] ?? '');
        const exitCode = fails && ran.length === 2 ? 1 : 0;
        return {
          ...{argv: command.argv, ending: 'exited', exitCode, signal: null, stdout: '', stderr: ''},
          ...{droppedBytes: 0, startedAt: 1, endedAt: 2},
        };
      },
    },
    driver: scriptedDriver(async () => truth('true')),
    ...{secrets: {}, output: () => {}, hide: () => {}, progress: () => {}, keeper},
    journal: async event => void events.push(event),
    cancelled: new AbortController().signal,
  });
  return {ran, asked, job: foldJob({...order, plan: wish}, {events, alive: false})};
}

test('what a boot would read is written only when the change was confirmed', async () => {
  const held = await runGuarded('confirmed');
  assert.deepEqual(held.ran, ['prepare', 'load rules', 'write files']);
  assert.deepEqual(held.asked, ['arm after 1', 'settle after 2']);
  assert.equal(held.job.state, 'done');
  const back = await runGuarded('reverted');
  assert.deepEqual(back.ran, ['prepare', 'load rules']);
  assert.deepEqual(
    [back.job.state, back.job.steps.map(each => each.state)],
    ['failed', ['checked', 'undone', 'skipped']],
  );
  assert.match(back.job.sentence, /not confirmed within 60 s, so the firewall is as it was before/);
});

test('a change that goes wrong halfway is taken back without waiting', async () => {
  const {asked, job} = await runGuarded('confirmed', true);
  assert.deepEqual(asked, ['arm after 1', 'revert: load rules went wrong']);
  assert.equal(job.guarded?.state, 'reverted');
});

test('the age of a login is that of the nearest process that holds a connection', async () => {
  const told = parseProcesses(
    [
      '    1     0 Thu Nov 26 10:00:00 2026 init',
      '  700     1 Thu Nov 26 10:00:05 2026 /usr/sbin/sshd',
      '  900   700 Thu Nov 26 14:31:07 2026 sshd-session',
      '  901   900 Thu Nov 26 14:31:08 2026 sh',
    ].join('\n'),
  );
  assert.equal(told.get(900)?.since, Date.UTC(2026, 10, 26, 14, 31, 7));
  assert.deepEqual([told.get(901)?.parent, told.get(700)?.name], [900, 'sshd']);
  const here = await connectionHere({SSH_CONNECTION: '198.51.100.7 1 192.0.2.1 22'}, 1);
  assert.deepEqual([here.kind, here.since, here.from], ['remote', null, '198.51.100.7']);
});
