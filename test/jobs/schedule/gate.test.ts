import assert from 'node:assert/strict';
import {test} from 'node:test';
import {freeTerms, gate, type Terms} from '../../../source/jobs/schedule/gate.ts';
import {quietAt} from '../../../source/jobs/schedule/quiet.ts';

const weekend = 'Fri 13:00 - Mon 08:00';
const codes = (terms: Partial<Terms>, at = '2026-11-21T12:00:00Z') =>
  gate({...freeTerms, timeZone: 'UTC', ...terms}, new Date(at)).map(({code}) => code);

const moments: readonly (readonly [time: string, zone: string, at: string, quiet: boolean])[] = [
  [weekend, 'UTC', '2026-11-20T12:59:59Z', false],
  [weekend, 'UTC', '2026-11-20T13:00:00Z', true],
  [weekend, 'UTC', '2026-11-22T23:59:00Z', true],
  [weekend, 'UTC', '2026-11-23T07:59:00Z', true],
  [weekend, 'UTC', '2026-11-23T08:00:00Z', false],
  [weekend, 'Europe/Berlin', '2026-11-20T12:00:00Z', true],
  [weekend, 'Europe/Berlin', '2026-07-17T11:00:00Z', true],
  [weekend, 'Europe/Berlin', '2026-07-17T10:59:00Z', false],
  [weekend, 'America/New_York', '2026-11-20T13:00:00Z', false],
  ['22:00 - 06:00', 'UTC', '2026-11-18T22:00:00Z', true],
  ['22:00 - 06:00', 'UTC', '2026-11-23T05:59:00Z', true],
  ['22:00 - 06:00', 'UTC', '2026-11-23T06:00:00Z', false],
  ['9:00-17:30', 'UTC', '2026-11-18T17:29:00Z', true],
  ['9:00-17:30', 'UTC', '2026-11-18T17:30:00Z', false],
  ['Mon 00:00 - Mon 00:00', 'UTC', '2026-11-18T17:30:00Z', true],
  ['00:00 - 24:00', 'UTC', '2026-11-18T23:59:00Z', true],
];

for (const [time, zone, at, quiet] of moments)
  test(`${time} in ${zone} ${quiet ? 'holds' : 'does not hold'} at ${at}`, () => {
    assert.equal(quietAt([time], new Date(at), zone) !== null, quiet);
  });

test('quiet hours refuse a change with the reason, and the clock of the host', () => {
  const [refusal] = gate(
    {...freeTerms, quietHours: [weekend], timeZone: 'Europe/Berlin'},
    new Date('2026-11-21T09:12:00Z'),
  );
  assert.equal(refusal?.code, 'quiet-hours');
  assert.match(refusal.reason, /Fri 13:00 - Mon 08:00, and it is Sat 10:12 there \(Europe\/Berlin\)/);
});

test('quiet hours yield to who means them, read-only yields to nobody', () => {
  assert.deepEqual(codes({quietHours: [weekend]}), ['quiet-hours']);
  assert.deepEqual(codes({quietHours: [weekend], inQuietHours: true}), []);
  assert.deepEqual(codes({readOnly: true, inQuietHours: true}), ['read-only']);
  assert.deepEqual(codes({}), []);
});

test('hours that cannot be understood are not taken for none', () => {
  for (const time of ['Fri 13:00', 'Fry 13:00 - Mon 08:00', 'Fri 13:00 - 08:00', '25:00 - 06:00', '10:75 - 11:00', ''])
    assert.deepEqual(codes({quietHours: [time]}), ['unreadable'], time);
  assert.deepEqual(codes({quietHours: [weekend], timeZone: 'Mars/Olympus'}), ['unreadable']);
  assert.deepEqual(codes({problem: 'settings.json cannot be read'}), ['unreadable']);
});
