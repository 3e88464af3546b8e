import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {decide} from '../../../source/jobs/schedule/decide.ts';
import {blockers, type Call, type Rules} from '../../../source/jobs/schedule/rules.ts';
import {root} from '../../helpers/program.ts';

type Step = {
  readonly op: 'call' | 'submit' | 'end';
  readonly method: string;
  readonly context: string;
  readonly id?: number;
  readonly expect: string;
  readonly blockedBy?: readonly string[];
  readonly started?: readonly number[];
  readonly waiting?: readonly number[];
  readonly running: Readonly<Record<string, readonly string[]>>;
};
type Trace = {readonly name: string; readonly note: string; readonly mode: string; readonly steps: readonly Step[]};
type Work = {readonly id: number; readonly calls: readonly [Call]};

const {rules, traces}: {rules: Rules; traces: readonly Trace[]} = JSON.parse(
  readFileSync(join(root, 'test/fixtures/method-sync-traces.json'), 'utf8'),
);
const trace = (name: string): Trace => {
  const found = traces.find(each => each.name === name);
  assert.ok(found, `the file has the trace ${name}`);
  return found;
};

/** What runs, as the file writes it: each context with its methods in order. */
function picture(running: readonly Call[]): Record<string, string[]> {
  const contexts: Record<string, string[]> = {};
  for (const {context, method} of running) contexts[context] = [...(contexts[context] ?? []), method].sort();
  return contexts;
}

for (const name of ['seed-1', 'seed-2']) {
  test(`attempts end as written: ${trace(name).note}`, () => {
    let running: readonly Call[] = [];
    for (const [index, step] of trace(name).steps.entries()) {
      const where = `${name}, step ${index + 1}`;
      const call = {method: step.method, context: step.context};
      if (step.op === 'end') running = without(running, each => same(each, call), where);
      else {
        const by = [...new Set(blockers(call, running, rules).map(({method}) => method))].sort();
        assert.equal(by.length === 0 ? 'Success' : 'Blocked', step.expect, where);
        assert.deepEqual(by, step.blockedBy ?? [], where);
        if (by.length === 0) running = [...running, call];
      }
      assert.deepEqual(picture(running), step.running, where);
    }
  });
}

/** A queue that starts what may start after every step. */
function queue() {
  let waiting: readonly Work[] = [];
  let running: readonly Work[] = [];
  const next = () => {
    const {start} = decide(waiting, running, rules);
    waiting = waiting.filter(work => !start.includes(work));
    running = [...running, ...start];
    return start.map(({id}) => id);
  };
  return {
    submit(work: Work) {
      waiting = [...waiting, work];
      return next();
    },
    end(call: Call) {
      running = without(running, ({calls}) => same(calls[0], call), 'end');
      return next();
    },
    waiting: () => waiting.map(({id}) => id),
    running: () => running.flatMap(({calls}) => calls),
  };
}

for (const name of ['queue-fair', 'queue-two-users']) {
  test(`a queue goes as written: ${trace(name).note}`, () => {
    const {submit, end, waiting, running} = queue();
    for (const [index, step] of trace(name).steps.entries()) {
      const where = `${name}, step ${index + 1}`;
      const call = {method: step.method, context: step.context};
      const started = step.op === 'end' ? end(call) : submit({id: step.id ?? 0, calls: [call]});
      assert.deepEqual(started, step.started, where);
      assert.deepEqual(waiting(), step.waiting, where);
      assert.deepEqual(picture(running()), step.running, where);
    }
  });
}

test('what would starve if everything might overtake starts in fair order', () => {
  const {submit, end, waiting} = queue();
  const order: number[] = [];
  for (const {op, method, context, id} of trace('queue-starve').steps)
    if (op === 'submit') order.push(...submit({id: id ?? 0, calls: [{method, context}]}));
  order.push(...end({method: '1', context: '1'}), ...end({method: '3', context: '1'}));
  assert.deepEqual(order, [1, 2, 3, 4]);
  assert.deepEqual(waiting(), []);
});

test('a method that the table does not name is an error, not a free pass', () => {
  assert.throws(() => blockers({method: '9', context: '1'}, [], rules), /no rule for 9/);
});

const same = (one: Call, other: Call): boolean => one.method === other.method && one.context === other.context;

/** One instance ends; ending what does not run is an error. */
function without<T>(all: readonly T[], is: (each: T) => boolean, where: string): readonly T[] {
  const at = all.findIndex(is);
  assert.notEqual(at, -1, `${where}: it runs`);
  return all.toSpliced(at, 1);
}
