import assert from 'node:assert/strict';
import {test} from 'node:test';
import {blocksOf, workThrough} from '../../source/jobs/lanes.ts';

const lanes = (...names: readonly (string | null)[]) => names.map(lane => (lane === null ? {} : {lane}));

test('neighbours with lanes are one block, each lane in its order; a step without one waits for all and lets none pass', () => {
  assert.deepEqual(blocksOf(lanes(null, 'a', 'a', 'b', null, null, 'a', 'c')), [
    [[0]],
    [[1, 2], [3]],
    [[4]],
    [[5]],
    [[6], [7]],
  ]);
  assert.deepEqual(blocksOf([]), []);
});

test('lanes of one block wait for those of another, though nothing stands between them', () => {
  const [made, started] = ['made', 'started'].map(block => ({block}));
  const steps = [
    {lane: 'a', ...made},
    {lane: 'b', ...made},
    {lane: 'a', ...started},
    {lane: 'b', ...started},
  ];
  assert.deepEqual(blocksOf(steps), [
    [[0], [1]],
    [[2], [3]],
  ]);
});

/** Works that end when told to. */
function works() {
  const ends = new Map<number, (isRight: boolean) => void>();
  const begun: number[] = [];
  const work = (step: number) => {
    begun.push(step);
    return new Promise<boolean>(resolve => ends.set(step, resolve));
  };
  const end = async (step: number, isRight = true) => {
    ends.get(step)?.(isRight);
    await new Promise(setImmediate);
  };
  return {begun, work, end};
}

test('no more lanes than allowed go at once, and the next one begins when one has ended', async () => {
  const {begun, work, end} = works();
  const whole = workThrough([[0, 1], [2], [3]], 2, work);
  assert.deepEqual(begun, [0, 2]);
  await end(2);
  assert.deepEqual(begun, [0, 2, 3]);
  await end(0);
  assert.deepEqual(begun, [0, 2, 3, 1]);
  await end(1);
  await end(3);
  assert.equal(await whole, true);
});

test('after a step that went wrong none begins, in no lane, and what has begun is waited for', async () => {
  const {begun, work, end} = works();
  let over = false;
  const whole = workThrough([[0, 1], [2, 3], [4]], 2, work).finally(() => {
    over = true;
  });
  await end(0, false);
  assert.equal(over, false);
  await end(2);
  assert.equal(await whole, false);
  assert.deepEqual(begun, [0, 2]);
});

test('a journal that cannot be written ends all lanes, once what has begun has ended', async () => {
  const begun: number[] = [];
  const whole = workThrough(
    [
      [0, 1],
      [2, 3],
    ],
    2,
    async step => {
      begun.push(step);
      if (step === 2) throw new Error('ENOSPC');
      return true;
    },
  );
  await assert.rejects(whole, /ENOSPC/);
  assert.ok(begun.length <= 3, `${begun}`);
});
