import assert from 'node:assert/strict';
import {test} from 'node:test';
import {portSets, withOwnSets} from '../../source/text/port-sets.ts';
import {parsePorts, portName, specText} from '../../source/text/port-specs.ts';

const said = (text: string): string => {
  const wish = parsePorts(text);
  return 'kind' in wish ? `${wish.kind}: ${wish.reason}` : wish.specs.map(specText).join(' ');
};

test('ports are written host before guest, with one protocol, both, or none for TCP', () => {
  assert.equal(said('8300'), '8300/tcp');
  assert.equal(said('8301/tcp+udp'), '8301/tcp 8301/udp');
  assert.equal(said('53:8600/udp+tcp'), '53:8600/tcp 53:8600/udp');
  assert.equal(said(' 8080:80,  514/udp '), '8080:80/tcp 514/udp');
});

test('a range is a rule for each of its ports, and may lead to another range', () => {
  assert.equal(said('8300-8302/tcp'), '8300/tcp 8301/tcp 8302/tcp');
  assert.equal(said('9000-9001:80'), '9000:80/tcp 9001:81/tcp');
  assert.equal(said('9000-9001:80-81'), '9000:80/tcp 9001:81/tcp');
  assert.match(said('9000-9001:80-82'), /same number of ports/);
  assert.match(said('9001-9000'), /backwards/);
  assert.match(said('10-11:65535'), /above 65535/);
});

test('a range of 64 ports is made, one of 65 is not, and why is said', () => {
  const wish = parsePorts('10000-10063');
  assert.equal('specs' in wish && wish.specs.length, 64);
  assert.match(said('10000-10064'), /^tooWide: .*is 65 ports.*64 are the most/);
});

test('what is no port is refused with the way to write it', () => {
  for (const odd of ['', 'http', '0', '65536', '80:0', '080', '80/sctp', '80:81:82', '-5', '80/', '8.0', '１２'])
    assert.match(said(odd), /^wrong: /, odd);
  assert.match(said('080'), /write 80 without/);
  assert.match(said('80 80:80'), /80\/tcp stands twice/);
  assert.match(said('80 80:81'), /cannot lead to 80 and to 81/);
  assert.equal(said('80 80/udp'), '80/tcp 80/udp');
});

test('a set is a word for its ports, and every set can be written out', () => {
  assert.equal(said('web 8080:80'), '80/tcp 443/tcp 8080:80/tcp');
  assert.equal(said('consul').split(' ').length, 8);
  for (const {name, ports} of portSets) assert.equal(said(name), said(ports));
  assert.match(said('web 80'), /stands twice/);
});

test('a set of the operator’s own is a word beside ours, or in the place of one', () => {
  const own = withOwnSets([
    {name: 'web', title: '', ports: '8080:80'},
    {name: 'app', title: '', ports: '9000, 9001/udp'},
  ]);
  const mine = parsePorts('web app dns', own);
  assert.equal('specs' in mine && mine.specs.map(specText).join(' '), '8080:80/tcp 9000/tcp 9001/udp 53/tcp 53/udp');
  const wrong = parsePorts('http', own);
  assert.match('reason' in wrong ? wrong.reason : '', /a set: web, app, consul, dns, mail/);
});

test('DNS by one protocol alone is hinted at, at whatever port of the host', () => {
  const hints = (text: string) => {
    const wish = parsePorts(text);
    return 'hints' in wish ? wish.hints : [];
  };
  assert.match(hints('53:8600').join(), /53\/tcp alone: DNS asks by UDP first/);
  assert.match(hints('53/udp').join(), /long answers/);
  for (const fine of ['53/tcp+udp', '53:8600 53:8600/udp', 'consul', '8080:80'])
    assert.deepEqual(hints(fine), [], fine);
});

test('a row for every port is named so', () => {
  assert.equal(portName({hostPort: 0, protocol: 'tcp'}), 'every port');
});
