import assert from 'node:assert/strict';
import {test} from 'node:test';
import {addressesOf, readGuests} from '../../../../source/drivers/cbsd/look/guests.ts';
import {readImages, readInterfaces, readNeighbours} from '../../../../source/drivers/cbsd/look/host-facts.ts';
import {readSections, readTables} from '../../../../source/drivers/cbsd/look/sections.ts';
import {quotable} from '../../../../source/drivers/cbsd/paths.ts';

test('a section that never came is absent, one that came empty is empty', () => {
  const sections = readSections('noise\n\u001Euid\n0\n\u001Ejails\n');
  assert.equal(sections.get('uid'), '0');
  assert.equal(sections.get('jails'), '');
  assert.equal(sections.get('vms'), undefined);
});

test('several results under one name follow each other, and text in a cell cannot start a new one', () => {
  const tables = readTables(
    '@local\n[{"guests":2}]\n@jails\n[{"jname":"a","note":"x]\\n@y"},\n{"jname":"b"}]\n[{"n":1}]\n',
  );
  assert.deepEqual(tables.get('local'), [[{guests: 2}]]);
  assert.deepEqual(tables.get('jails'), [[{jname: 'a', note: 'x]\n@y'}, {jname: 'b'}], [{n: 1}]]);
});

test('a database that could not be read has no count, which is not the same as no guests', () => {
  assert.equal(readTables('@local\n@jails\n').get('local')?.[0], undefined);
  assert.deepEqual(readTables('@local\n[{"guests":0}]\n@jails\n').get('jails'), []);
});

test('addresses are the real ones: no prefix, no interface, never DHCP or 0', () => {
  assert.deepEqual(addressesOf('em0#10.0.0.2/24,fd00::2/64'), ['10.0.0.2', 'fd00::2']);
  for (const none of ['DHCP', 'REALDHCP', '0', '']) assert.deepEqual(addressesOf(none), []);
});

const row = {jname: 'web1', emulator: 'jail', jid: 0, status: 0, ip4_addr: '10.0.0.11', maintenance: '0'};
const kernelOf = (jails: readonly string[], vms: readonly string[] = []) => ({
  jails: new Map(jails.map((name, index) => [name, String(index + 1)] as const)),
  vms: new Set(vms),
  asleep: new Set<string>(),
});
const stateIn = (changes: object, kernel: ReturnType<typeof kernelOf>) =>
  readGuests({jails: [{...row, ...changes}], own: new Map(), exposed: new Map()}, kernel, '192.0.2.10')[0];

test('the kernel decides whether a guest runs, whatever the database believes', () => {
  assert.equal(stateIn({}, kernelOf(['web1']))?.state, 'running');
  const crashed = stateIn({jid: 4, status: 1}, kernelOf([]));
  assert.equal(crashed?.state, 'stopped');
  assert.match(crashed?.stateReason ?? '', /database still calls it running/);
  assert.equal(stateIn({emulator: 'bhyve'}, kernelOf(['web1']))?.state, 'stopped');
  assert.equal(stateIn({emulator: 'bhyve'}, kernelOf([], ['web1']))?.state, 'running');
});

test('maintenance is busy and says what for', () => {
  const guest = stateIn({status: 3, maintenance: 'Stopping_VM'}, kernelOf([]));
  assert.equal(guest?.state, 'busy');
  assert.equal(guest?.stateReason, 'maintenance: Stopping_VM');
});

test('names that cannot travel in every command are told apart', () => {
  for (const name of ['web1', 'a.b', 'Web', 'x@y', '1abc', 'bad-name']) assert.equal(quotable(name), true, name);
  for (const name of ['', '../x', 'a;b', 'a b', "it's", '$(id)', '-n', '.x', 'a..b', 'a/b', 'größe'])
    assert.equal(quotable(name), false, name);
});

test('figures of the host are read from what the tools print', () => {
  assert.deepEqual(readImages('1234 src/iso/a b.iso\nstat: x\n'), {'a b.iso': 1234});
  assert.deepEqual(readInterfaces('em0 lo0 tap1 bridge1 epair0a vlan5'), ['em0', 'bridge1', 'vlan5']);
  assert.deepEqual(readNeighbours('? (10.0.0.9) at 58:9c:fc:00:00:01 on em0\n? (10.0.0.8) at (incomplete) on em0\n'), [
    '10.0.0.9',
  ]);
});
