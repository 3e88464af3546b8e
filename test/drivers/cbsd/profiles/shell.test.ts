import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {readAssignments} from '../../../../source/drivers/cbsd/profiles/shell.ts';
import {cpuTime} from '../../../helpers/cpu.ts';

const read = (text: string) => Object.fromEntries(readAssignments(text, {workdir: '/usr/jails'}).values);

test('assignments are read as a shell writes them', () => {
  assert.deepEqual(
    read(`# a comment
a="1"
b='two words' # why
c=\${workdir}/x
d="$a-\${b}"; e=5
f="first \\
  second"
g=
h='$a'
i="say \\"hi\\" for \\$5"
j=a"b"'c'
`),
    {
      a: '1',
      b: 'two words',
      c: '/usr/jails/x',
      d: '1-two words',
      e: '5',
      f: 'first   second',
      g: '',
      h: '$a',
      i: 'say "hi" for $5',
      j: 'abc',
    },
  );
});

test('what stands behind a condition or in a block is not taken', () => {
  const text = `a=1
[ "$x" -gt 3 ] && a=2
if [ 1 ]; then
  a=3
fi
case x in
  x) a=4 ;;
esac
f() {
  a=5
}
a=6 command
b=2
`;
  assert.deepEqual(read(text), {a: '1', b: '2'});
});

test('a value that only a command would tell is not guessed', () => {
  const found = readAssignments('a=$(id -u)\nb=`id`\nc="x$(id)y"\nd=$'.concat('{x:-y}\ne=1\n'), {});
  assert.deepEqual([...found.computed], ['a', 'b', 'c', 'd']);
  assert.deepEqual(Object.fromEntries(found.values), {e: '1'});
});

test('control characters never leave the reader', () => {
  assert.deepEqual(read('a="x\u001b[31my\u0007"\nb="1\n2"\n'), {a: 'x [31my', b: '1 2'});
});

test('an open quote and a huge file are told as problems', () => {
  assert.match(readAssignments('a="x', {}).problem ?? '', /never closed/);
  assert.match(readAssignments('#'.repeat(70_000), {}).problem ?? '', /larger than/);
});

test('any text is read in a moment, without an exception', () => {
  const sign = fc.constantFrom(
    'a',
    '=',
    '"',
    "'",
    '$',
    '(',
    '`',
    '\\',
    '\n',
    ' ',
    '#',
    ';',
    '{',
    '}',
    'if',
    'fi',
    '$'.concat('{a}'),
    '\u0000',
    'ü',
    '[',
  );
  fc.assert(
    fc.property(fc.array(sign, {maxLength: 60}), signs => {
      const {values} = readAssignments(signs.join(''), {});
      for (const value of values.values()) assert.doesNotMatch(value, /[\u0000-\u001f\u007f-\u009f]/);
    }),
    {numRuns: 500},
  );
  for (const part of ['a=1;', '#', '"$a"', "a='", '$'.concat('{a}'), 'if ', '\\']) {
    const text = `a=${'x'.repeat(100)}\n${part.repeat(65_000 / part.length)}`;
    assert.ok(cpuTime(() => readAssignments(text, {})) < 1500, part);
  }
});
