import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Text, useInput, useWindowSize} from 'ink';
import {useState} from 'react';
import {keyBytes} from './keys.ts';
import {mount} from './mount.ts';

function Probe() {
  const [typed, setTyped] = useState('');
  const {columns, rows} = useWindowSize();
  useInput((input, key) => setTyped(before => before + (key.return ? '⏎' : input)));
  return <Text>{`${columns}x${rows} [${typed}]`}</Text>;
}

test('a mounted tree sees the size, the keys and the resizes of its terminal', async t => {
  const mounted = mount(<Probe />, {columns: 40, rows: 10});
  t.after(mounted.unmount);
  await mounted.see('40x10 []');
  mounted.press('a', 'enter');
  assert.equal(await mounted.see('[a⏎]'), '40x10 [a⏎]');
  mounted.resize(60, 12);
  await mounted.see('60x12');
  assert.ok(mounted.bytes() > 20);
});

test('keys have the bytes of a terminal', () => {
  assert.deepEqual(['enter', 'ctrl-p', 'x', 'up'].map(keyBytes), ['\r', '\x10', 'x', '\x1b[A']);
});
