import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import {createDecoder, decode, type Input} from '../../source/terminal/decode.ts';
import {until} from '../helpers/until.ts';

const esc = '\u001b';
const names = (inputs: readonly Input[]) =>
  inputs.map(input => (input.kind === 'key' ? input.name : `${input.kind}:${input.text}`));

const cases: readonly (readonly [title: string, text: string, expected: readonly string[]])[] = [
  ['a burst of one letter is that many keys', 'jjj', ['j', 'j', 'j']],
  ['carriage returns within a burst are Enter', 'web1\r10', ['w', 'e', 'b', '1', 'enter', '1', '0']],
  ['arrows in both of their forms', `${esc}[A${esc}OB${esc}[C${esc}OD`, ['up', 'down', 'right', 'left']],
  [
    'F-keys as xterm, vt220 and the Linux console send them',
    `${esc}OP${esc}[12~${esc}[[C${esc}[21~`,
    ['f1', 'f2', 'f3', 'f10'],
  ],
  ['Home, End, PgUp and PgDn', `${esc}[H${esc}[4~${esc}[5~${esc}[6~`, ['home', 'end', 'pageup', 'pagedown']],
  ['Shift-Tab and Tab', `${esc}[Z\t`, ['shift-tab', 'tab']],
  ['control letters', '\u0003\u0010\u001a', ['ctrl-c', 'ctrl-p', 'ctrl-z']],
  ['both bytes that terminals send for Backspace', '\u007f\b', ['backspace', 'backspace']],
  ['characters beyond ASCII, one key each', 'é日😀', ['é', '日', '😀']],
  ['a blank is a key with a name', 'a b', ['a', 'space', 'b']],
  ['ESC and a letter in one read are two keys', `${esc}q`, ['esc', 'q']],
  ['replies of the terminal are no keys', `${esc}[?62;4c${esc}[24;80Ra`, ['a']],
  ['a mouse report is no key', `${esc}[<0;10;10Mx`, ['x']],
  ['a paste is one piece with its line breaks', `a${esc}[200~web1\n10${esc}[201~b`, ['a', 'paste:web1\n10', 'b']],
];

for (const [title, text, expected] of cases) {
  test(title, () => {
    const {inputs, rest} = decode(text, false);
    assert.deepEqual(names(inputs), expected);
    assert.equal(rest, '');
  });
  test(`${title}, whatever the chunks`, () => {
    const heard: Input[] = [];
    const decoder = createDecoder(input => heard.push(input));
    for (const unit of text.match(/[\s\S]/gu) ?? []) decoder.push(unit);
    decoder.close();
    const together = names(heard);
    if (!text.includes(`${esc}q`)) assert.deepEqual(together, expected);
  });
}

test('a lone ESC is the key once nothing follows it', async () => {
  const heard: Input[] = [];
  const decoder = createDecoder(input => heard.push(input));
  decoder.push(esc);
  assert.deepEqual(heard, []);
  await until('the key is heard', () => heard.length);
  assert.deepEqual(names(heard), ['esc']);
});

test('a paste whose end is still on the line is waited for', () => {
  const heard: Input[] = [];
  const decoder = createDecoder(input => heard.push(input));
  decoder.push(`${esc}[200~half`);
  decoder.push(` and half${esc}[20`);
  assert.deepEqual(heard, []);
  decoder.push('1~');
  assert.deepEqual(names(heard), ['paste:half and half']);
});

test('what a terminal answers is no typing, in whatever pieces it comes', async () => {
  const heard: Input[] = [];
  const decoder = createDecoder(input => void heard.push(input));
  for (const piece of [`j${esc}]11;rgb:1c1c/`, '1c1c/1c1c', `${esc}\\k`, `${esc}]11;rgb:ff/ff/ff\u0007`]) {
    decoder.push(piece);
    await wait(40); // longer than a lone ESC is waited for
  }
  decoder.close();
  assert.deepEqual(names(heard), ['j', 'answer:11;rgb:1c1c/1c1c/1c1c', 'k', 'answer:11;rgb:ff/ff/ff']);
});

test('Esc and a bracket typed by fingers are two keys', () => {
  assert.deepEqual(names(decode(`${esc}]`, true).inputs), ['esc', ']']);
  assert.deepEqual(names(decode(`${esc}]x`, false).inputs), ['esc', ']', 'x']);
});
