import assert from 'node:assert/strict';
import {test} from 'node:test';
import {reachedBy} from '../../../../source/actions/reached-by.ts';
import {planExpose} from '../../../../source/drivers/cbsd/expose/plan.ts';
import type {StoredForward} from '../../../../source/drivers/cbsd/expose/stored.ts';
import {planUnexpose} from '../../../../source/drivers/cbsd/expose/unexpose.ts';
import {planStart} from '../../../../source/drivers/cbsd/plans/start.ts';
import type {Plan} from '../../../../source/model/plan.ts';
import {context, guest, noPorts} from '../bench.ts';

const web1 = guest('web1', '10.0.0.11', {state: 'running'});
const row: StoredForward = {
  ...{guest: 'web1', protocol: 'tcp', hostPort: 2222, guestPort: 22, inaddr: '0', outaddr: '', fromips: 'any'},
};
const door = 'rdr pass on em0 inet proto tcp from any to 203.0.113.5 port = 2200 -> 192.0.2.10 port 22';

function host(from: string, foreign: readonly string[] = []) {
  const operator = {...context().operator, ...reachedBy({SSH_CONNECTION: `${from} 50000 192.0.2.10 22`})};
  return context({
    guests: [{...web1}, guest('db1', '10.0.0.12')],
    operator,
    ports: {...noPorts, stored: [row, {...row, guest: 'db1', hostPort: 99}], firewall: {...noPorts.firewall, foreign}},
  });
}

const reasons = ({refusals}: Plan): string => refusals.map(({field, reason}) => `${field}: ${reason}`).join('\n');

test('a forward at the door by which one came is refused, whether sshd is seen to listen or not', () => {
  assert.match(
    reasons(planExpose('web1', {ports: '22'}, host('198.51.100.7'))),
    /^ports: .*cut you off.*22\/tcp of 192/,
  );
  assert.equal(reasons(planExpose('web1', {ports: '22/udp'}, host('198.51.100.7'))), '');
});

test('whoever came through a guest does not take away the doors by which they may have come', () => {
  assert.match(reasons(planUnexpose('web1', {ports: 'all'}, host('10.0.0.11'))), /connection comes from jail web1/);
  assert.equal(reasons(planUnexpose('web1', {ports: 'all'}, host('198.51.100.7'))), '');
  assert.equal(
    reasons(planUnexpose('db1', {ports: 'all'}, host('10.0.0.11'))),
    '',
    'another guest’s doors are another’s',
  );
});

test('a rule of the host’s own that leads to sshd does not go, not even with a yes; nor by a start', () => {
  const on = host('198.51.100.7', [door, 'pass out all']);
  const asked = planExpose('web1', {ports: '80', replace_rules: '1'}, on);
  assert.match(reasons(asked), /^replace_rules: .*port = 2200 -> 192\.0\.2\.10 port 22\); construct-tui keep rules/);
  assert.match(reasons(planStart('db1', on)), /^null: This could cut you off/);
  const other = host('198.51.100.7', ['pass out all']);
  assert.equal(reasons(planExpose('web1', {ports: '80', replace_rules: '1'}, other)), '');
  assert.equal(reasons(planStart('db1', other)), '');
});

test('where sudo has dropped what sshd told, nothing is guessed', () => {
  assert.deepEqual([reachedBy({}), reachedBy({SSH_CONNECTION: 'x'})], [{}, {}]);
});
