import assert from 'node:assert/strict';
import {test} from 'node:test';
import {osc52} from '../../source/terminal/clipboard.ts';
import {applyDepth, asksBackground, backgroundIn, backgroundOf, depthOf} from '../../source/terminal/colour.ts';
import {fitColumns} from '../../source/terminal/columns.ts';
import {widthOf} from '../../source/terminal/fit.ts';
import {glyphs, wantsAscii} from '../../source/terminal/glyphs.ts';
import {canPaint} from '../../source/terminal/guard.ts';
import {keyLabel} from '../../source/terminal/keys.ts';
import {themeOf, themes} from '../../themes/index.ts';

const terminal = {stdin: {isTTY: true}, stdout: {isTTY: true, columns: 80, rows: 24}};
const xterm = {TERM: 'xterm-256color'};

test('a terminal of 60x16 is painted on, a smaller one is asked line by line', () => {
  assert.equal(canPaint({...terminal, stdout: {isTTY: true, columns: 60, rows: 16}}, xterm).ok, true);
  for (const [columns, rows] of [
    [59, 24],
    [80, 15],
    [20, 5],
  ] as const) {
    const answer = canPaint({...terminal, stdout: {isTTY: true, columns, rows}}, xterm);
    assert.ok(!answer.ok && answer.linear);
    assert.match(answer.reason, new RegExp(`${columns}x${rows}`));
  }
});

test('a pipe on either side is no place for a screen or for questions', () => {
  for (const streams of [
    {...terminal, stdin: {}},
    {...terminal, stdout: {}},
  ]) {
    const answer = canPaint(streams, xterm);
    assert.ok(!answer.ok && !answer.linear);
  }
});

test('dumb terminals and screen readers get questions', () => {
  for (const env of [{TERM: 'dumb'}, {}, {...xterm, ACCESSIBLE: '1'}, {...xterm, INK_SCREEN_READER: 'true'}]) {
    const answer = canPaint(terminal, env);
    assert.ok(!answer.ok && answer.linear);
  }
});

test('NO_COLOR, --no-color and terminals without colour switch colours off before Ink is loaded', () => {
  assert.equal(depthOf({...xterm, NO_COLOR: '1'}, false), 'none');
  assert.equal(depthOf({...xterm, NO_COLOR: ''}, false), 'auto');
  assert.equal(depthOf(xterm, true), 'none');
  assert.equal(depthOf({TERM: 'vt100'}, false), 'none');
  const env: Record<string, string | undefined> = {};
  applyDepth('none', env);
  assert.equal(env.FORCE_COLOR, '0');
});

test('the background is taken from COLORFGBG and is dark when nobody says', () => {
  assert.equal(backgroundOf({COLORFGBG: '0;15'}), 'light');
  assert.equal(backgroundOf({COLORFGBG: '0;default;7'}), 'light');
  assert.equal(backgroundOf({COLORFGBG: '15;0'}), 'dark');
  assert.equal(backgroundOf({}), 'dark');
});

test('every sign has an ASCII twin of the same width', () => {
  for (const [name, sign] of Object.entries(glyphs.ascii)) assert.match(sign, /^[!-~]$/, name);
  for (const [name, sign] of Object.entries(glyphs.unicode)) assert.equal(widthOf(sign), 1, name);
});

test('a locale that is not UTF-8 gets ASCII', () => {
  assert.equal(wantsAscii({LANG: 'C'}), true);
  assert.equal(wantsAscii({}), true);
  assert.equal(wantsAscii({LANG: 'C', LC_ALL: 'de_DE.UTF-8', TERM: 'xterm'}), false);
  assert.equal(wantsAscii({LANG: 'en_US.utf8', TERM: 'vt220'}), true);
});

test('a theme is found by its name or by the background, and every one styles every role', () => {
  assert.equal(themeOf('auto', 'light')?.name, 'light');
  assert.equal(themeOf('mono', 'dark')?.name, 'mono');
  assert.equal(themeOf('nonsense', 'dark'), null);
  const [first] = themes;
  for (const theme of themes) assert.deepEqual(Object.keys(theme.roles), Object.keys(first?.roles ?? {}));
});

test('columns are narrowed first and then dropped, the least important first', () => {
  const columns = [
    {id: 'name', wanted: 20, least: 10, rank: 0},
    {id: 'os', wanted: 12, least: 8, rank: 2},
    {id: 'state', wanted: 10, least: 9, rank: 1},
  ] as const;
  const ids = (width: number) => fitColumns(columns, width).map(({id, width}) => `${id}:${width}`);
  assert.deepEqual(ids(60), ['name:20', 'os:12', 'state:10']);
  assert.deepEqual(ids(40), ['name:19', 'os:8', 'state:9']);
  assert.deepEqual(ids(25), ['name:14', 'state:9']);
  assert.deepEqual(ids(4), ['name:10']);
});

test('what is copied reaches the terminal as one control string, unless it is too long for it', () => {
  assert.equal(osc52('cbsd jls'), '\u001b]52;c;Y2JzZCBqbHM=\u0007');
  assert.equal(osc52('x'.repeat(60_000)), null);
});

test('keys are called what is printed on them', () => {
  assert.deepEqual(['enter', 'ctrl-p', 'f10', 'pagedown', 'j', 'shift-tab', '/'].map(keyLabel), [
    'Enter',
    'Ctrl-P',
    'F10',
    'PgDn',
    'j',
    'Shift-Tab',
    '/',
  ]);
});

test('the background is asked of terminals that know the question, where nobody has told it', () => {
  for (const TERM of ['xterm-256color', 'tmux-256color', 'screen', 'alacritty'])
    assert.ok(asksBackground({TERM}), TERM);
  for (const TERM of ['vt100', 'linux', 'cons25', 'dumb', undefined]) assert.equal(asksBackground({TERM}), false, TERM);
  assert.equal(asksBackground({TERM: 'xterm', COLORFGBG: '0;15'}), false);
});

test('an answer is light or dark as the eye sees it; anything else is no answer', () => {
  for (const [answer, background] of [
    ['11;rgb:ffff/ffff/dddd', 'light'],
    ['11;rgb:00/2b/36', 'dark'],
    ['11;rgba:0000/ffff/0000/ffff', 'light'],
    ['11;rgb:0000/0000/ffff', 'dark'],
    ['10;rgb:ffff/ffff/ffff', null],
    ['11;#ffffff', null],
  ] as const)
    assert.equal(backgroundIn(answer), background, answer);
});
