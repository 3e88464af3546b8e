import assert from 'node:assert/strict';
import {test} from 'node:test';
import {until} from '../helpers/until.ts';
import {at, drive} from './drive.ts';
import {fakeSession} from './fake-session.ts';

const esc = '\u001b';

test('a plan is searched by /, N goes on, and behind the last match the first one comes again', () => {
  const driven = drive(fakeSession().session, {columns: 80, rows: 16});
  driven.type('c\r\u0010/cbsd\r');
  const first = at(driven, 'plan').search.at;
  assert.match(driven.flash(), /cbsd: 1 of \d, N goes on/);
  driven.type('N');
  assert.ok((at(driven, 'plan').search.at ?? 0) > (first ?? 0));
  driven.type('NNNNNNNN'.slice(0, Number(/of (\d)/.exec(driven.flash())?.[1]) - 1));
  assert.equal(at(driven, 'plan').search.at, first);
});

test('a letter of a search runs nothing, and Esc leaves the search, not the plan', () => {
  const fake = fakeSession();
  const driven = drive(fake.session);
  driven.type(`c\r\u0010/qwfy${esc}`);
  assert.equal(at(driven, 'plan').search.typing, null);
  assert.deepEqual(driven.asked, []);
});

test('what is nowhere is said to be nowhere', () => {
  const driven = drive(fakeSession().session);
  driven.type('c\r\u0010/xyzzy\r');
  assert.match(driven.flash(), /Nowhere here: xyzzy/);
});

test('output is searched and held where the match is', async () => {
  const fake = fakeSession();
  const driven = drive(fake.session, {columns: 80, rows: 16});
  driven.type('c\r\u0010\r');
  await until('the job is there', () => driven.app.snapshot().world.runs.size > 0);
  fake.change(
    'job00001',
    {},
    Array.from({length: 200}, (_, index) => ({step: 1, stream: 'stdout', text: index === 20 ? 'needle' : `${index}`})),
  );
  await until('its output is there', () => driven.app.snapshot().world.runs.get('job00001')?.lines.length === 200);
  driven.type('/needle\r');
  assert.deepEqual([at(driven, 'job').search.at, at(driven, 'job').held], [20, 19]);
  driven.close();
});
