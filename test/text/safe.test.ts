import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {createSafeStream, safe, safeLine} from '../../source/text/safe.ts';
import {anyText} from '../helpers/any-text.ts';

const esc = '\x1b';

for (const [what, hostile, shown] of [
  ['colours', `${esc}[1;31mred${esc}[0m`, 'red'],
  ['cursor movement', `a${esc}[2J${esc}[3A${esc}[10;10Hb`, 'ab'],
  ['a window title', `a${esc}]0;owned\x07b`, 'ab'],
  ['a link', `${esc}]8;;http://evil${esc}\\text${esc}]8;;${esc}\\`, 'text'],
  ['a device control string', `a${esc}P1;2|payload${esc}\\b`, 'ab'],
  ['8-bit controls', 'a\x9b31mb\x9d0;t\x9cc\x84d', 'abcd'],
  ['character sets and single functions', `${esc}(0a${esc}7b${esc}cc${esc}Md`, 'abcd'],
  ['a lone escape', `a${esc}`, 'a'],
  ['bells, NULs, backspaces, shifts and DEL', 'a\x07\0\b\b\x0e\x0f\x7fb', 'ab'],
  ['direction overrides and isolates', 'a\u202eb\u202c\u2066c\u2069\u200f', 'abc'],
  ['zero-width characters, fillers and tags', 'w\u200be\u200db\u2060\ufeff1\u00ad\u115f\u{e0041}', 'web1'],
  ['line and page breaks in disguise', 'a\vb\fc\u2028d\u2029e\x85f', 'a b c d e f'],
  ['half a character', 'a\ud800b', 'ab'],
  ['marks piled over other lines', `a${'\u0301'.repeat(50)}`, `a${'\u0301'.repeat(4)}`],
  ['a mark that would change our own glyph', '\u0338web1', 'web1'],
] as const)
  test(`${what} do not reach the screen`, () => assert.equal(safe(hostile), shown));

test('ordinary text in any script stays as it is', () => {
  for (const text of ['web1', 'Zürich', '東京', 'Ελλάδα', '🙂', 'a\nb\n', '']) assert.equal(safe(text), text);
});

test('a string that is never ended does not hide the lines after it', () => {
  assert.equal(safe(`${esc}]0;title\nthe error\n`), '0;title\nthe error\n');
  assert.equal(safe(`${esc}[31\nthe error\n`), '31\nthe error\n');
});

test('a progress line shows its last state', () => {
  assert.equal(safe('10%\r50%\r100%\ndone\r\n'), '100%\ndone\n');
  assert.equal(safe(`10%\r${esc}[K20%\r`), '20%');
});

test('a tab reaches to the next eighth column', () => {
  assert.equal(safe('ab\tc\n\td'), 'ab      c\n        d');
});

test('a name stays on its line', () => {
  assert.equal(safeLine('web1\nroot\tx'), 'web1 root    x');
});

test('nothing that a terminal acts upon is left in any text', () => {
  const hostile = fc.string({
    unit: fc.oneof(
      fc.constantFrom(esc, '[', ']', 'P', '\\', '\x07', '\x9b', ';', 'm', '\r', '\t', '\n', '\b'),
      anyText({minLength: 1, maxLength: 1}),
    ),
  });
  fc.assert(
    fc.property(hostile, text => {
      const shown = safe(text);
      assert.doesNotMatch(shown, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u);
      assert.ok(shown.split('\n').length <= text.split('\n').length);
    }),
    {numRuns: 2000},
  );
});

test('output in chunks shows the same as output in one piece, wherever it was cut', () => {
  const piece = fc.constantFrom(`${esc}[31m`, `${esc}]0;t\x07`, 'text', '\n', '\r', '\r\n', '\t', '🙂', 'é');
  fc.assert(
    fc.property(fc.array(piece, {maxLength: 30}), fc.array(fc.nat(40), {maxLength: 10}), (pieces, cuts) => {
      const text = pieces.join('');
      const borders = [0, ...cuts.filter(cut => cut < text.length).toSorted((a, b) => a - b), text.length];
      const stream = createSafeStream();
      const lines = borders.slice(1).flatMap((end, index) => stream.push(text.slice(borders[index], end)));
      assert.deepEqual([...lines, ...stream.end()].join('\n'), safe(text).replace(/\n$/, ''));
    }),
    {numRuns: 1000},
  );
});

test('the last state of an unfinished progress line can be asked for', () => {
  const stream = createSafeStream();
  assert.deepEqual(stream.push('10%\r2'), []);
  assert.deepEqual(stream.push('0%'), []);
  assert.equal(stream.current(), '20%');
  assert.deepEqual(stream.end(), ['20%']);
});

test('a line without an end comes in pieces that cut neither a sequence nor a character', () => {
  const stream = createSafeStream();
  const lines: string[] = [];
  for (let round = 0; round < 5000; round++) lines.push(...stream.push(`${esc}[31mabc🙂`));
  lines.push(...stream.end());
  assert.equal(lines.join(''), 'abc🙂'.repeat(5000));
  assert.ok(lines.length > 2);
});

test('a progress line that never ends is kept in its last state only', () => {
  const stream = createSafeStream();
  for (let round = 0; round < 20_000; round++) assert.deepEqual(stream.push(`${round}%\r`), []);
  assert.equal(stream.current(), '19999%');
});
