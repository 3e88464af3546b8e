import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {decide} from '../../../source/jobs/schedule/decide.ts';
import {hostRules} from '../../../source/jobs/schedule/rules.ts';
import {callsOf} from '../../../source/jobs/schedule/touches.ts';
import type {Touch} from '../../../source/model/plan.ts';

const guest = (id: string, mode: Touch['mode'] = 'change'): Touch => ({kind: 'guest', id, mode});
const firewall: Touch = {kind: 'firewall', id: '', mode: 'change'};
const host: Touch = {kind: 'host', id: '', mode: 'change'};

type Job = ReturnType<typeof job>;
const job = (id: string, ...touches: readonly Touch[]) => ({id, calls: callsOf(touches)});
const started = (waiting: readonly Job[], running: readonly Job[] = [], limit = 4) =>
  decide(waiting, running, hostRules, limit).start.map(({id}) => id);

test('jobs on different guests run side by side, jobs on one guest one after the other', () => {
  assert.deepEqual(started([job('a', guest('web1')), job('b', guest('db1')), job('c', guest('web1'))]), ['a', 'b']);
});

test('two that rely on one guest run side by side, one that changes it waits for both', () => {
  const [a, b, c] = [job('a', guest('web1', 'read')), job('b', guest('web1', 'read')), job('c', guest('web1'))];
  const {start, held} = decide([a, b, c], [], hostRules, 4);
  assert.deepEqual(start, [a, b]);
  assert.deepEqual(held, [{work: c, behind: [a, b]}]);
});

test('what touches the firewall takes turns even when the guests differ', () => {
  assert.deepEqual(started([job('a', guest('web1'), firewall), job('b', guest('db1'), firewall)]), ['a']);
});

test('a job for the whole host waits for all that runs, and nothing younger passes it', () => {
  const running = [job('a', guest('web1'))];
  assert.deepEqual(started([job('b', host), job('c', guest('db1'))], running), []);
  assert.deepEqual(started([job('b', host), job('c', guest('db1'))]), ['b']);
});

test('a plan that does not say what it touches has the host to itself', () => {
  assert.deepEqual(started([job('b')], [job('a', guest('web1'))]), []);
  assert.deepEqual(started([job('b', guest('web1'))], [job('a')]), []);
});

test('no more run at once than the limit, and the oldest is the next', () => {
  const jobs = ['a', 'b', 'c', 'd'].map(id => job(id, guest(id)));
  assert.deepEqual(started(jobs, [], 2), ['a', 'b']);
  const {held} = decide(jobs.slice(2), jobs.slice(0, 2), hostRules, 2);
  assert.deepEqual(held[0]?.behind, jobs.slice(0, 2), 'it names those who fill the limit');
});

const touch: fc.Arbitrary<Touch> = fc.oneof(
  fc.record({
    kind: fc.constant('guest' as const),
    id: fc.constantFrom('a', 'b', 'c'),
    mode: fc.constantFrom('read' as const, 'change' as const),
  }),
  fc.constantFrom(firewall, host),
);
const submission = fc.record({touches: fc.array(touch, {maxLength: 3}), ends: fc.nat(5)});

test('whatever is asked, nothing that conflicts runs at once, older goes first, and every job has its turn', () => {
  fc.assert(
    fc.property(fc.array(submission, {maxLength: 25}), fc.integer({min: 1, max: 5}), (submissions, limit) => {
      let waiting: readonly Job[] = [];
      let running: readonly Job[] = [];
      const order: string[] = [];
      const next = () => {
        const {start, held} = decide(waiting, running, hostRules, limit);
        for (const {behind} of held) assert.ok(behind.length > 0, 'who waits is told for whom');
        running = [...running, ...start];
        waiting = waiting.filter(work => !start.includes(work));
        order.push(...start.map(({id}) => id));
        assert.ok(running.length <= limit);
        for (const [index, one] of running.entries())
          assert.deepEqual(
            decide([one], running.toSpliced(index, 1), hostRules).start,
            [one],
            'no conflict among them',
          );
      };
      for (const [index, {touches, ends}] of submissions.entries()) {
        waiting = [...waiting, job(String(index), ...touches)];
        next();
        running = running.slice(ends);
        next();
      }
      for (let ended = 0; running.length > 0 && ended <= submissions.length; ended++) {
        running = running.slice(1);
        next();
      }
      assert.equal(order.length, submissions.length, 'nobody waits for ever');
      assertFair(submissions, order);
    }),
  );
});

function assertFair(submissions: readonly {readonly touches: readonly Touch[]}[], order: readonly string[]): void {
  const places = submissions.map((_, index) => order.indexOf(String(index)));
  for (const [younger, {touches}] of submissions.entries())
    for (const [older, {touches: others}] of submissions.slice(0, younger).entries()) {
      const conflict = started([job('younger', ...touches)], [job('older', ...others)]).length === 0;
      assert.ok(!conflict || (places[older] ?? 0) < (places[younger] ?? 0), 'nobody is overtaken by a conflict');
    }
}
