import assert from 'node:assert/strict';
import {rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {type TestContext, test} from 'node:test';
import type {Order} from '../../../source/jobs/events.ts';
import type {Life} from '../../../source/jobs/schedule/owner.ts';
import {openQueue} from '../../../source/jobs/schedule/queue.ts';
import {takePlace} from '../../../source/jobs/schedule/turn.ts';
import type {WaitsFor} from '../../../source/model/job.ts';
import type {Touch} from '../../../source/model/plan.ts';
import {temporaryFolder} from '../../helpers/temporary-folder.ts';
import {plan} from '../made.ts';

const guest: Touch = {kind: 'guest', id: 'web1', mode: 'change'};
const port: Touch = {kind: 'host-port', id: 'tcp/8080', mode: 'change'};
const never = new AbortController().signal;

function bench(t: TestContext) {
  const state = temporaryFolder(t);
  const lives = new Map<string, Life>();
  const queue = openQueue(state, {life: async job => lives.get(job) ?? 'alive'});
  const take = (id: string, touches: readonly Touch[], patience?: number) => {
    const order: Order = {
      id,
      plan: {...plan(), title: `Do ${id}`, touches},
      host: {name: 'lab', driver: 'scripted', practice: null},
      by: 'alice',
      at: 0,
    };
    return takePlace(queue, order, {...(patience !== undefined && {patience})});
  };
  return {state, lives, queue, take};
}

/** What a place tells while it waits. */
function heard() {
  const all: (readonly WaitsFor[])[] = [];
  const first = Promise.withResolvers<void>();
  const tell = async (behind: readonly WaitsFor[]) => {
    all.push(behind);
    first.resolve();
  };
  return {all, first: first.promise, tell};
}

test('a job that waits says for whom, and begins when that one has ended', async t => {
  const {take} = bench(t);
  const one = await take('one', [guest]);
  const two = await take('two', [guest]);
  const {all, first, tell} = heard();
  const turn = two.turn(tell, never);
  await first;
  assert.deepEqual(all, [[{job: 'one', title: 'Do one', by: 'alice'}]]);
  one.leave();
  assert.equal(await turn, 'mine');
  assert.deepEqual(all.at(-1), [], 'nobody is left to wait for');
});

test('the order is that of asking, not that of looking first', async t => {
  const {take} = bench(t);
  const [one, two, three] = [await take('one', [guest]), await take('two', [guest]), await take('three', [guest])];
  const order: string[] = [];
  const ends = [three, two].map(async (place, index) => {
    await place.turn(async () => {}, never);
    order.push(index === 0 ? 'three' : 'two');
    place.leave();
  });
  one.leave();
  await Promise.all(ends);
  assert.deepEqual(order, ['two', 'three']);
});

test('a port that another job has claimed is refused at once, with its name, even while that one waits itself', async t => {
  const {take, queue} = bench(t);
  await take('one', [guest]);
  await take('two', [guest, port]);
  const turn = await (await take('three', [port])).turn(async () => {}, never);
  assert.ok(typeof turn !== 'string');
  assert.equal(turn.code, 'busy');
  assert.equal(turn.owner, 'two');
  assert.match(turn.reason, /The port tcp\/8080 belongs to job two \(Do two, by alice\), which waits for its turn/);
  assert.deepEqual(
    queue.entries().map(({job}) => job),
    ['one', 'two'],
    'the refused one leaves nothing behind',
  );
});

test('a claim tells who holds it: job, process, its start and the boot', async t => {
  const {take, queue, lives} = bench(t);
  await take('one', [port]);
  const [entry] = queue.entries();
  assert.equal(entry?.owner.pid, process.pid);
  assert.ok(entry.owner.startedAt <= Date.now() && entry.owner.bootId !== '');
  assert.deepEqual([entry.by, entry.touches], ['alice', [port]]);
  assert.deepEqual(await queue.claims(), [port]);
  lives.set('one', 'gone');
  assert.deepEqual(await queue.claims(), [], 'a dead owner claims nothing');
});

test('a job that is cancelled while it waits lets those behind it pass', async t => {
  const {take} = bench(t);
  const [one, two, three] = [await take('one', [guest]), await take('two', [guest]), await take('three', [guest])];
  const cancel = new AbortController();
  const {first, tell} = heard();
  const waiting = two.turn(tell, cancel.signal);
  await first;
  cancel.abort();
  assert.equal(await waiting, 'cancelled');
  two.leave();
  one.leave();
  assert.equal(await three.turn(async () => {}, never), 'mine');
});

test('a tool that works on without its runner is waited for by name, and not for ever', async t => {
  const {take, lives} = bench(t);
  await take('one', [guest, port]);
  lives.set('one', 'orphaned');
  const {all, tell} = heard();
  const two = await take('two', [port], 250);
  const turn = await two.turn(tell, never);
  assert.deepEqual(all[0], [{job: 'one', title: 'Do one', by: 'alice', orphaned: true}]);
  assert.ok(typeof turn !== 'string' && turn.code === 'busy' && turn.owner === 'one');
  two.leave();
  lives.set('one', 'gone');
  assert.equal(await (await take('three', [port])).turn(async () => {}, never), 'mine');
});

test('who lost its place because the file was removed does not run', async t => {
  const {take, state} = bench(t);
  await take('one', [guest]);
  const two = await take('two', [guest]);
  rmSync(join(state, 'queue.json'));
  const turn = await two.turn(async () => {}, never);
  assert.ok(typeof turn !== 'string' && turn.code === 'busy');
});

test('a queue that cannot be understood lets nobody start, and says which file it is', async t => {
  const {take, state} = bench(t);
  for (const text of ['{"format":1,"entr', '{"format":2,"entries":[]}', '']) {
    writeFileSync(join(state, 'queue.json'), text);
    const place = await take('one', [guest]);
    const turn = await place.turn(async () => {}, never);
    assert.ok(typeof turn !== 'string' && turn.code === 'unreadable');
    assert.match(turn.reason, /queue\.json is damaged, or another version wrote it/);
    place.leave();
  }
});
