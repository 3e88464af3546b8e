import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readFirewall, readListeners} from '../../../../source/drivers/cbsd/expose/firewall.ts';
import {readLines} from '../../../../source/drivers/cbsd/expose/lines.ts';
import {readLiveRules} from '../../../../source/drivers/cbsd/expose/live.ts';
import type {Forward, Guest} from '../../../../source/model/guest.ts';
import {portMap} from '../../../../source/model/port-map.ts';
import {portRows} from '../../../../source/model/port-rows.ts';
import {guest as anyGuest} from '../../../ui/fake-session.ts';

const forward = (guest: string, hostPort: number, guestAddress: string, more: Partial<Forward> = {}): Forward => ({
  ...{guest, protocol: 'tcp', hostAddress: '192.0.2.10', hostPort, guestAddress, guestPort: 80},
  ...{from: ['any'], stored: true, live: null, ...more},
});
const guest = (name: string, address: string, forwards: readonly Forward[], more: Partial<Guest> = {}): Guest =>
  anyGuest(name, {addresses: [address], state: 'running', forwards, ...more});
const rdr = (port: number, target: string, from = 'any', protocol = 'tcp') =>
  `rdr pass inet proto ${protocol} from ${from} to 192.0.2.10 port = ${port} -> ${target} port 80\n`;
const reasons = (map: ReturnType<typeof portMap>) =>
  map.map(({conflicts}) => conflicts.map(({reason}) => reason).join());

test('live, not live and unknown are told apart, and agree with whether the guest runs', () => {
  const guests = [
    guest('web1', '10.0.0.11', [forward('web1', 8080, '10.0.0.11'), forward('web1', 8081, '10.0.0.11')]),
    guest('db1', '10.0.0.12', [forward('db1', 9000, '10.0.0.12')], {state: 'stopped'}),
  ];
  const map = portMap(guests, readLiveRules(rdr(8080, '10.0.0.11'), []), []);
  assert.deepEqual(
    map.map(({live}) => live),
    [true, false, false],
  );
  assert.deepEqual(reasons(map), ['', 'not live though web1 runs', '']);
  const unread = portMap(guests, null, null);
  assert.deepEqual(
    unread.map(({live, answers, reachable}) => [live, answers, reachable]),
    [
      [null, null, null],
      [null, null, null],
      [null, null, null],
    ],
  );
  assert.deepEqual(reasons(unread), ['', '', '']);
});

test('a rule counts for a row only when it lets in everybody that the row lets in', () => {
  const from = ['10.0.0.0/8', '192.0.2.7'];
  const guests = [guest('web1', '10.0.0.11', [forward('web1', 8080, '10.0.0.11', {from})])];
  const half = portMap(guests, readLiveRules(rdr(8080, '10.0.0.11', '10.0.0.0/8'), []), []);
  assert.deepEqual(reasons(half), ['not live though web1 runs']);
  const both = rdr(8080, '10.0.0.11', '10.0.0.0/8') + rdr(8080, '10.0.0.11', '192.0.2.7');
  assert.deepEqual(reasons(portMap(guests, readLiveRules(both, []), [])), ['']);
  const wide = portMap(guests, readLiveRules(rdr(8080, '10.0.0.11'), []), []);
  assert.deepEqual(reasons(wide), ['', 'live to 8080:80/tcp from any, and not stored']);
});

test('one port of two guests, of a guest and a program, and of every port is a conflict of each', () => {
  const guests = [
    guest('web1', '10.0.0.11', [forward('web1', 8080, '10.0.0.11')], {state: 'stopped'}),
    guest('db1', '10.0.0.12', [forward('db1', 8080, '10.0.0.12')], {state: 'stopped'}),
    guest('all1', '10.0.0.13', [forward('all1', 0, '10.0.0.13', {guestPort: 0})], {state: 'stopped'}),
  ];
  const listeners = readListeners('USER COMMAND PID FD PROTO LOCAL FOREIGN\nroot nginx 9 3 tcp46 *:8080 *:*\n');
  assert.deepEqual(reasons(portMap(guests, [], listeners)), [
    '8080/tcp leads to db1 (stopped) too,all1 (stopped) takes every port of 192.0.2.10,nginx of the host listens on 8080/tcp',
    '8080/tcp leads to web1 (stopped) too,all1 (stopped) takes every port of 192.0.2.10,nginx of the host listens on 8080/tcp',
    '',
  ]);
});

test('a door that is stored and live is told to miss its guest when the guest’s address has changed', () => {
  const moved = guest('vm1', '10.0.0.30', [forward('vm1', 8080, '10.0.0.21')]);
  const map = portMap([moved], readLiveRules(rdr(8080, '10.0.0.21'), []), [], true);
  assert.deepEqual(reasons(map), ['leads to 10.0.0.21, which is not vm1’s address']);
  const unknown = guest('vm1', '10.0.0.30', [forward('vm1', 8080, '10.0.0.21')], {addresses: []});
  assert.deepEqual(reasons(portMap([unknown], readLiveRules(rdr(8080, '10.0.0.21'), []), [], true)), ['']);
});

test('a jail on the host’s addresses answers where its socket is seen; of others nothing is known untried', () => {
  const told = (more: Partial<Guest>, socket: string) =>
    portMap(
      [guest('web1', '10.0.0.11', [forward('web1', 8080, '10.0.0.11')], more)],
      [],
      readListeners(`www nginx 9 3 tcp4 ${socket} *:*\n`),
    )[0]?.answers;
  assert.equal(told({}, '10.0.0.11:80'), true);
  assert.equal(told({}, '10.0.0.12:80'), false);
  assert.equal(told({}, '*:80'), null);
  assert.equal(told({settings: {vnet: '1'}}, '10.0.0.12:80'), null);
  assert.equal(told({kind: 'vm'}, '10.0.0.12:80'), null);
  assert.equal(told({state: 'stopped'}, '10.0.0.12:80'), null);
});

test('a live rule without a row names whose it is by CBSD’s note, else by the address that it leads to', () => {
  const note =
    'rdr pass proto tcp from {any} to 192.0.2.10 port 99 -> 10.0.0.99 port 80 # // Setup by CBSD expose: tcp-80-old1 from IPs any';
  const text = rdr(99, '10.0.0.99') + rdr(98, '10.0.0.11') + rdr(97, '10.9.9.9');
  const map = portMap([guest('web1', '10.0.0.11', [])], readLiveRules(text, readLines(note)), []);
  assert.deepEqual(
    map.map(each => [each.guest, each.hostPort, each.stored, each.live]),
    [
      ['old1', 99, false, true],
      ['web1', 98, false, true],
      ['', 97, false, true],
    ],
  );
  assert.deepEqual(reasons(map), [
    'live, and old1 is no guest here',
    'live to 98:80/tcp from any, and not stored',
    'live, and 10.9.9.9 is no guest here',
  ]);
});

test('rules of the host’s own are seen by what CBSD’s next load would hold, and nothing is live while pf is off', () => {
  const sections = new Map([
    ['pf', 'loaded'],
    ['status', 'Status: Enabled'],
    ['loaded-nat', `nat on em0 inet from 10.0.0.0/8 to ! 10.0.0.0/8 -> 192.0.2.10\n${rdr(8080, '10.0.0.11')}read`],
    ['loaded-rules', 'scrub in all\npass all'],
    [
      'wanted',
      `ext_if = "em0"\nnat on em0 inet from 10.0.0.0/8 to ! 10.0.0.0/8 -> 192.0.2.10\n${rdr(8080, '10.0.0.11')}`,
    ],
  ]);
  assert.deepEqual(readFirewall(sections).foreign, ['scrub in all', 'pass all']);
  const external = [
    ['settings-mode', '644'],
    ['settings-text', 'cbsd_external_naton() {'],
  ] as const;
  assert.deepEqual(readFirewall(new Map([...sections, ...external])).foreign, []);
  assert.equal(readFirewall(sections).live?.length, 1);
  assert.deepEqual(readFirewall(new Map([...sections, ['status', 'Status: Disabled']])).live, []);
  assert.equal(readFirewall(new Map([...sections, ['loaded-nat', '']])).live, null);
  assert.deepEqual(readFirewall(new Map([...sections, ['pf', '']])).live, []);
});

test('a thousand guests with five forwards are mapped, each rule found once', () => {
  const guests = Array.from({length: 1000}, (_, index) => {
    const address = `10.1.${index >> 8}.${index & 255}`;
    const ports = Array.from({length: 5}, (_, port) => forward(`g${index}`, 10_000 + index * 5 + port, address));
    return guest(`g${index}`, address, ports);
  });
  const text = guests.flatMap(({forwards}) => forwards.map(each => rdr(each.hostPort, each.guestAddress))).join('');
  const map = portMap(guests, readLiveRules(text, []), []);
  assert.equal(map.filter(({live, conflicts}) => live && conflicts.length === 0).length, 5000);
});

test('rows for a table say unknown where nobody tried', () => {
  const map = portMap([guest('web1', '10.0.0.11', [forward('web1', 8080, '10.0.0.11')])], null, null);
  assert.deepEqual(portRows(map), [
    {
      ...{guest: 'web1', door: '192.0.2.10:8080/tcp', leadsTo: '10.0.0.11:80', from: 'any', stored: 'yes'},
      ...{live: 'unknown', answers: 'unknown', reachable: 'unknown', agrees: true, conflicts: ''},
    },
  ]);
});
