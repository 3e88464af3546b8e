import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Job} from '../../source/model/job.ts';
import type {Check, Step, Verdict} from '../../source/model/plan.ts';
import {type Death, memoryJobs} from '../helpers/memory-jobs.ts';
import {plan, result, scriptedDriver, scriptedTransport, step} from './made.ts';

/** A host on which things are or are not: `make` and `drop` are all that can be done to them. */
function toyHost(...things: readonly string[]) {
  const there = new Set(things);
  const {transport} = scriptedTransport(({argv: [tool, verb, thing = '']}) => {
    if (tool !== 'toy' || (verb === 'make' && there.has(thing))) return {exitCode: 1};
    if (verb === 'make') there.add(thing);
    else there.delete(thing);
    return {};
  });
  const check = async ({id, target}: Check): Promise<Verdict> => {
    const is = there.has(target);
    return {truth: is === (id === 'is') ? 'true' : 'false', note: `${target} is ${is ? '' : 'not '}there`};
  };
  const driver = {
    ...scriptedDriver(check),
    contrary: ({id, target, expect}: Check) => ({id: id === 'is' ? 'is-not' : 'is', target, expect, says: ''}),
  };
  return {there, jobs: memoryJobs({driver, transport, atOnce: 2})};
}

const is = (target: string): Check => ({id: 'is', target, expect: {}, says: `${target} is there`});

const make = (thing: string, more: Partial<Step> = {}): Step =>
  step(`Make ${thing}`, {
    command: {argv: ['toy', 'make', thing]},
    check: is(thing),
    undo: [{argv: ['toy', 'drop', thing]}],
    ...more,
  });

const wish = () => plan(make('a'), make('b'), make('c'));

const planned = <T>(found: T | null): T => {
  assert.ok(found);
  return found;
};

const deaths: readonly Death[] = [0, 1, 2].flatMap(index =>
  (['begun', 'unseen', 'unchecked'] as const).map(when => ({step: index, when})),
);

for (const death of deaths) {
  test(`a runner that dies ${death.when} at step ${death.step + 1} leaves a job that is gone on with and taken back`, async () => {
    const {there, jobs} = toyHost('z');
    const dead = await jobs.run(wish(), death);
    assert.equal(dead.state, 'unknown');
    assert.equal(dead.steps[death.step]?.state, 'unknown');
    const open = await jobs.recovery.look(dead);
    assert.deepEqual([open?.open?.title, open?.offers], [`Make ${'abc'[death.step]}`, ['retry', 'undo', 'leave']]);

    const rest = planned(await jobs.recovery.retry(dead.id));
    const last = rest.steps.length === 0 ? dead : await jobs.run(rest);
    assert.deepEqual([...there].sort(), ['a', 'b', 'c', 'z']);
    assert.equal(rest.steps.length, (death.when === 'begun' ? 3 : 2) - death.step, 'nothing runs twice');

    const undone = await jobs.run(planned(await jobs.recovery.undo(last.id)));
    assert.equal(undone.state, 'done');
    assert.deepEqual([...there], ['z']);
    assert.equal(jobs.read(dead.id).state, 'undone');
  });
}

test('what can look whole when its tool died is taken back and made anew, though the host says that it is there', async () => {
  const {there, jobs} = toyHost('z');
  const dead = await jobs.run(plan(make('a'), make('b', {mayTear: true}), make('c')), {step: 1, when: 'unseen'});
  assert.deepEqual([...there], ['z', 'a', 'b']);
  const rest = planned(await jobs.recovery.retry(dead.id));
  assert.deepEqual(
    rest.steps.map(({title}) => title),
    ['Take back what is left of: Make b', 'Make b', 'Make c'],
  );
  assert.equal((await jobs.run(rest)).state, 'done');
});

test('what was done to a thing that is gone for good is not offered to be taken back; what came after that is', async () => {
  const {there, jobs} = toyHost('z');
  const gone = make('b', {undo: null, isFinal: true});
  const ended = await jobs.run(plan(make('a'), gone));
  assert.equal(ended.undoable, false);
  assert.match(
    planned(await jobs.recovery.undo(ended.id)).refusals[0]?.reason ?? '',
    /Nothing that job .* did can be undone/,
  );

  for (const thing of ['a', 'b']) there.delete(thing);
  const went = await jobs.run(plan(make('a'), gone, make('c')));
  assert.equal(went.undoable, true);
  const undo = planned(await jobs.recovery.undo(went.id));
  assert.deepEqual(
    undo.steps.map(({title}) => title),
    ['Take back: Make c'],
  );
  assert.equal((await jobs.run(undo)).state, 'done');
  assert.deepEqual(
    jobs.read(went.id).steps.map(({state}) => state),
    ['checked', 'checked', 'undone'],
  );

  for (const thing of ['a', 'b']) there.delete(thing);
  const failed = await jobs.run(plan(make('a'), make('b', {...gone, command: {argv: ['toy', 'fail']}})));
  assert.deepEqual([failed.state, failed.undoable], ['failed', true]);
});

for (const death of deaths) {
  test(`steps side by side whose runner dies ${death.when} at step ${death.step + 1} are gone on with once each, and all taken back`, async () => {
    const {there, jobs} = toyHost('z');
    const lanes = plan(...[...'abc'].map(thing => make(thing, {lane: thing})), make('d'));
    const dead = await jobs.run(lanes, death);
    assert.equal(dead.state, 'unknown');
    const rest = planned(await jobs.recovery.retry(dead.id));
    assert.deepEqual(rest.refusals, []);
    const last = await jobs.run(rest);
    assert.equal(last.state, 'done', last.sentence);
    assert.deepEqual([...there].sort(), ['a', 'b', 'c', 'd', 'z']);
    const undone = await jobs.run(planned(await jobs.recovery.undo(last.id)));
    assert.equal(undone.state, 'done', undone.sentence);
    assert.deepEqual([...there], ['z']);
  });
}

test('a lane that may not begin keeps no other from its end; going on does what is left, whichever lane it was in', async () => {
  const {there, jobs} = toyHost('a');
  const lanes = plan(...[...'abc'].map(thing => make(thing, {lane: thing})), make('d'));
  const failed = await jobs.run(lanes);
  assert.deepEqual(
    failed.steps.map(({state}) => state),
    ['skipped', 'checked', 'skipped', 'skipped'],
  );
  assert.match(failed.sentence, /Not run: Make a \(a is there\)/);
  there.delete('a');
  const rest = planned(await jobs.recovery.retry(failed.id));
  assert.deepEqual(
    rest.steps.map(({title}) => title),
    ['Make a', 'Make c', 'Make d'],
  );
  assert.equal((await jobs.run(rest)).state, 'done');
});

/** A host whose steps each claim the whole list, as the forwards of a guest are claimed. */
function growingHost() {
  const there = new Set<string>();
  const {transport} = scriptedTransport(({argv: [, verb, thing = '']}) => {
    if (verb === 'make') there.add(thing);
    else there.delete(thing);
    return {};
  });
  const check = async ({id, expect: {all = '', own = ''}}: Check): Promise<Verdict> => {
    const list = [...there].sort().join();
    return {truth: (id === 'list' ? list === all : !there.has(own)) ? 'true' : 'false', note: list};
  };
  const driver = {...scriptedDriver(check), contrary: (claim: Check) => ({...claim, id: 'without'})};
  const grow = (own: string): Step =>
    make(own, {
      check: {id: 'list', target: 'w', expect: {all: [...'abc'].filter(each => each <= own).join(), own}, says: ''},
    });
  return {there, jobs: memoryJobs({driver, transport}), grow};
}

for (const death of deaths) {
  test(`a list that grows with every step is gone on with after a runner died ${death.when} at step ${death.step + 1}`, async () => {
    const {there, jobs, grow} = growingHost();
    const dead = await jobs.run(plan(grow('a'), grow('b'), grow('c')), death);
    const rest = planned(await jobs.recovery.retry(dead.id));
    assert.deepEqual(rest.refusals, []);
    const last = rest.steps.length === 0 ? dead : await jobs.run(rest);
    assert.deepEqual([...there].sort(), ['a', 'b', 'c']);
    assert.equal((await jobs.run(planned(await jobs.recovery.undo(last.id)))).state, 'done');
    assert.deepEqual([...there], []);
  });
}

describe('going on with a job', () => {
  test('begins at the first step that was not started, and ends as the whole would have', async () => {
    const {there, jobs} = toyHost();
    const whole = await jobs.run(wish(), {step: 1, when: 'begun'});
    const rest = planned(await jobs.recovery.retry(whole.id));
    assert.deepEqual(
      rest.steps.map(({title}) => title),
      ['Make b', 'Make c'],
    );
    assert.deepEqual(rest.follows, {kind: 'retry', job: whole.id});
    assert.equal((await jobs.run(rest)).state, 'done');
    assert.equal(there.size, 3);
    assert.match(planned(await jobs.recovery.retry(whole.id)).refusals[0]?.reason ?? '', /took up .* already/);
  });

  test('is told once in its title, however often it was gone on with', async () => {
    const {jobs} = toyHost();
    const first = await jobs.run(wish(), {step: 0, when: 'begun'});
    const second = await jobs.run(planned(await jobs.recovery.retry(first.id)), {step: 1, when: 'begun'});
    assert.equal(planned(await jobs.recovery.retry(second.id)).title, `Go on: ${wish().title}`);
  });

  test('is refused when what the rest builds on is gone', async () => {
    const {there, jobs} = toyHost();
    const both = plan(make('a'), make('b', {check: is('a')}));
    const dead = await jobs.run(both, {step: 1, when: 'begun'});
    there.delete('a');
    assert.match(planned(await jobs.recovery.retry(dead.id)).refusals[0]?.reason ?? '', /no longer as the job left it/);
  });

  test('is refused for a job that is done', async () => {
    const {jobs} = toyHost();
    const done = await jobs.run(wish());
    assert.match(planned(await jobs.recovery.retry(done.id)).refusals[0]?.reason ?? '', /nothing to go on with/);
    assert.equal(await jobs.recovery.look(done), null);
  });
});

describe('taking a job back', () => {
  test('names first what stays, runs the newest step first and checks each', async () => {
    const {there, jobs} = toyHost();
    const done = await jobs.run(plan(make('a', {undo: null}), make('b'), make('c')));
    const way = planned(await jobs.recovery.undo(done.id));
    assert.deepEqual(way.warnings, ['Cannot be undone: Make a']);
    assert.deepEqual(
      way.steps.map(({title, check}) => [title, check?.id]),
      [
        ['Take back: Make c', 'is-not'],
        ['Take back: Make b', 'is-not'],
      ],
    );
    assert.equal((await jobs.run(way)).state, 'done');
    assert.deepEqual([...there], ['a']);
    const undone: Job = jobs.read(done.id);
    assert.deepEqual(
      [undone.state, undone.undoable, undone.steps.map(({state}) => state)],
      ['undone', false, ['checked', 'undone', 'undone']],
    );
    assert.match(planned(await jobs.recovery.undo(done.id)).refusals[0]?.reason ?? '', /undone already/);
  });

  test('leaves out what is gone already', async () => {
    const {there, jobs} = toyHost();
    const done = await jobs.run(wish());
    there.delete('b');
    const way = planned(await jobs.recovery.undo(done.id));
    assert.deepEqual(
      way.steps.map(({title}) => title),
      ['Take back: Make c', 'Take back: Make a'],
    );
    assert.deepEqual(way.refusals, []);
  });

  test('goes back through a list that every step made longer, and not when somebody else did', async () => {
    const {there, jobs, grow} = growingHost();
    const done = await jobs.run(plan(grow('a'), grow('b'), grow('c')));
    const way = planned(await jobs.recovery.undo(done.id));
    assert.deepEqual(way.refusals, []);
    there.add('d');
    const {refusals} = planned(await jobs.recovery.undo(done.id));
    assert.deepEqual(
      refusals.map(({reason}) => reason),
      ['Make c: it is no longer as the job left it: a,b,c,d'],
    );
    there.delete('d');
    assert.equal((await jobs.run(way)).state, 'done');
    assert.deepEqual([...there], []);
  });

  test('is refused when somebody made the same anew since', async () => {
    const {there, jobs} = toyHost();
    const done = await jobs.run(plan(make('a')));
    there.delete('a');
    const again = await jobs.run(plan(make('a')));
    const {refusals, warnings} = planned(await jobs.recovery.undo(done.id));
    assert.equal(refusals[0]?.owner, again.id);
    assert.match(warnings.join(), /Since then: /);
  });

  test('asks once more just before each step and stops when the host has changed under it', async () => {
    const {there, jobs} = toyHost();
    const done = await jobs.run(wish());
    const way = planned(await jobs.recovery.undo(done.id));
    there.delete('b');
    const stopped = await jobs.run(way);
    assert.equal(stopped.state, 'failed');
    assert.match(stopped.sentence, /Not run: Take back: Make b \(b is not there\)/);
    assert.equal(jobs.read(done.id).state, 'done');
    assert.equal((await jobs.run(planned(await jobs.recovery.undo(done.id)))).state, 'done');
    assert.deepEqual([...there], []);
  });

  test('is refused where nothing can be taken back', async () => {
    const {jobs} = toyHost();
    const done = await jobs.run(plan(make('a', {undo: null})));
    assert.equal(done.undoable, false);
    assert.match(planned(await jobs.recovery.undo(done.id)).refusals[0]?.reason ?? '', /Nothing .* can be undone/);
  });
});

test('what a host says of a thing it cannot be asked about is no ground for anything', async () => {
  const {transport} = scriptedTransport();
  const driver = scriptedDriver(async () => ({truth: 'unknown', note: 'the database cannot be read'}));
  const jobs = memoryJobs({driver, transport: {...transport, execute: async command => result(command)}});
  const job = await jobs.run(wish());
  assert.equal(job.state, 'unknown');
  for (const way of [await jobs.recovery.undo(job.id), await jobs.recovery.retry(job.id)])
    assert.equal(planned(way).refusals[0]?.code, 'unreadable');
});
