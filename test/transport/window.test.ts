import assert from 'node:assert/strict';
import {PassThrough} from 'node:stream';
import {test} from 'node:test';
import {setImmediate as turn} from 'node:timers/promises';
import type {Channel, FarEnd} from '../../source/transport/ssh/line.ts';
import {createWindow} from '../../source/transport/ssh/window.ts';

type Shell = Channel & {readonly number: number; end(): void; isOver(): boolean};

/**
 * Far shells by the order in which they were started; `most` of them are let in at once, and a refusal is final. `endsAtOnce`: the end of one
 * that is closed comes with it, and not a round trip later.
 */
function farSide({most = Number.POSITIVE_INFINITY, endsAtOnce = true, ahead = 1} = {}) {
  const shells: Shell[] = [];
  const alive = () => shells.filter(shell => !shell.isOver());
  let asked = 0;
  const start = async (): Promise<Shell> => {
    asked++;
    await turn();
    if (alive().length >= most) throw new Error('no session is free');
    const {promise: ended, resolve} = Promise.withResolvers<FarEnd>();
    let over = false;
    const end = () => {
      over = true;
      resolve({code: 0, signal: null});
    };
    const streams = {stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough()};
    const close = endsAtOnce ? end : () => {};
    const shell = {...streams, ended, close, end, isOver: () => over, number: shells.length};
    shells.push(shell);
    return shell;
  };
  const window = createWindow(start, {ahead});
  const open = async (): Promise<Shell> => {
    const channel = await window.open();
    const shell = shells.find(each => each === channel);
    assert.ok(shell);
    return shell;
  };
  return {window, open, shells, alive, asked: () => asked};
}

const settled = async () => {
  for (let turns = 0; turns < 5; turns++) await turn();
};

test('the next command finds a shell that waits for it, also where that is only about to start', async () => {
  const {open, shells} = farSide();
  assert.equal((await open()).number, 0);
  await settled();
  assert.equal(shells.length, 2);
  assert.equal((await open()).number, 1);
  assert.equal((await open()).number, 2); // it had been asked for, and was not there yet
});

test('shells for a whole look wait where nothing runs any more, and a command that finds one keeps the far side from starting others beside it', async t => {
  t.mock.timers.enable({apis: ['Date', 'setTimeout']});
  const {open, alive, shells} = farSide({ahead: 3});
  (await open()).end();
  await settled();
  assert.equal(alive().length, 1); // one is kept ahead while commands run: the next may come at once
  t.mock.timers.tick(19);
  assert.equal(alive().length, 1);
  t.mock.timers.tick(1);
  await settled();
  assert.equal(alive().length, 3);
  const look = [await open(), await open()];
  await settled();
  assert.deepEqual(
    look.map(({number}) => number),
    [1, 2],
  );
  assert.equal(shells.length, 4);
  await open(); // the last one that waited
  await settled();
  assert.equal(shells.length, 5);
});

test('no shells are opened ahead between the commands of a row, however long each takes', async t => {
  t.mock.timers.enable({apis: ['Date', 'setTimeout']});
  const {open, shells} = farSide({ahead: 3});
  for (let row = 0; row < 4; row++) {
    const shell = await open();
    t.mock.timers.tick(100);
    shell.end();
    await settled();
    t.mock.timers.tick(10);
    await settled();
  }
  assert.equal(shells.length, 4 + 1);
});

test('shells that a host has no session for are not waited for: what there is goes to the commands', async t => {
  t.mock.timers.enable({apis: ['Date', 'setTimeout']});
  const {open, alive, asked} = farSide({ahead: 3, most: 2});
  (await open()).end();
  await settled();
  t.mock.timers.tick(20);
  await settled();
  assert.deepEqual([alive().length, asked()], [2, 4]); // its own, the two that wait, and the one that was refused
  const both = [await open(), await open()];
  assert.equal(new Set(both).size, 2);
  for (const shell of both) shell.end();
  await settled();
  t.mock.timers.tick(20);
  await settled();
  assert.equal(asked(), 4);
});

test('a shell that died while it waited is not given to a command: nothing was said to it, and nothing is lost', async () => {
  const {open, shells} = farSide();
  (await open()).end();
  await settled();
  shells[1]?.end();
  await settled();
  const shell = await open();
  assert.equal(shell.isOver(), false);
  assert.equal(shell.number, 2);
});

test('no more than six shells are there at once, with the one that waits, and whoever waits for one gets it', async () => {
  const {open, alive} = farSide();
  let most = 0;
  const one = async () => {
    const shell = await open();
    most = Math.max(most, alive().length);
    await settled();
    shell.end();
  };
  await Promise.all(Array.from({length: 20}, one));
  await settled();
  assert.equal(most, 6);
  assert.ok(alive().length <= 1);
});

test('a host that has no session free for a shell that waits is not asked for one again within the minute, and says nothing of it', async t => {
  t.mock.timers.enable({apis: ['Date', 'setTimeout']});
  const {open, asked} = farSide({most: 1});
  const command = async () => {
    const shell = await open();
    await settled();
    shell.end();
    await settled();
  };
  for (let round = 0; round < 3; round++) await command();
  assert.equal(asked(), 3 + 1);
  t.mock.timers.tick(60_001);
  await command();
  assert.equal(asked(), 4 + 2);
});

test('a shell that nobody needs is let go after ten seconds, and with the connection', async t => {
  t.mock.timers.enable({apis: ['Date', 'setTimeout']});
  const {window, open, alive} = farSide();
  (await open()).end();
  await settled();
  t.mock.timers.tick(9_000);
  assert.equal(alive().length, 1);
  t.mock.timers.tick(1_001);
  assert.equal(alive().length, 0);
  await settled();
  (await open()).end();
  await settled();
  assert.equal(alive().length, 1);
  window.close();
  await settled();
  assert.equal(alive().length, 0);
});

test('a shell that was let go is given to no command, though its end has not come yet; a waiting one is read, or its end would never come', async t => {
  t.mock.timers.enable({apis: ['Date', 'setTimeout']});
  const {open, shells} = farSide({endsAtOnce: false});
  (await open()).end();
  await settled();
  const [, waiting] = shells;
  assert.ok(waiting?.stdout.readableFlowing && waiting.stderr.readableFlowing);
  t.mock.timers.tick(10_001);
  assert.equal(waiting.isOver(), false);
  assert.notEqual(await open(), waiting);
});
