import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {documentOf, hasShape, list, number, oneOf, part, rows, text, yesNo} from '../helpers/document.ts';
import {practiceHost} from '../helpers/practice-host.ts';

const yesNoOrUnknown = (value: unknown) => value === null || typeof value === 'boolean';

const forwardShape = {
  ...{guest: text, protocol: oneOf('tcp', 'udp'), hostAddress: text, hostPort: number, guestAddress: text},
  ...{guestPort: number, from: list, stored: yesNo, conflicts: list},
};

describe('ports without a screen', {concurrency: 2}, () => {
  test('a set is exposed, mapped, shown with its guest, kept over a stop, and withdrawn', async t => {
    const host = practiceHost(t);
    assert.equal((await host.run('start', 'web1', '--yes')).exit, 0);
    const made = await host.run('expose', 'web1', 'dns', '8443:443', '--from', '203.0.113.0/24', '--yes');
    assert.deepEqual([made.exit, made.stdout], [0, '3 ports of web1 are stored and live\n']);
    const map = rows(part(documentOf(await host.run('ports', '--json')), 'forwards'));
    for (const forward of map) {
      hasShape(forward, forwardShape);
      for (const key of ['live', 'answers', 'reachable']) assert.ok(yesNoOrUnknown(forward[key]), key);
    }
    assert.deepEqual(
      map.map(({hostPort, protocol, live, from}) => [hostPort, protocol, live, String(from)]),
      [
        [8080, 'tcp', true, 'any'],
        [53, 'tcp', true, '203.0.113.0/24'],
        [53, 'udp', true, '203.0.113.0/24'],
        [8443, 'tcp', true, '203.0.113.0/24'],
      ],
    );
    const shown = documentOf(await host.run('show', 'web1', '--json'));
    assert.deepEqual(part(shown, 'guest', 'forwards'), map);
    assert.equal((await host.run('stop', 'web1', '--yes')).exit, 0);
    const stopped = rows(part(documentOf(await host.run('ports', 'web1', '--json')), 'forwards'));
    assert.deepEqual(
      stopped.map(({stored, live, conflicts}) => [stored, live, String(conflicts)]),
      stopped.map(() => [true, false, '']),
    );
    const gone = await host.run('unexpose', 'web1', 'all', '--yes');
    assert.deepEqual([gone.exit, gone.stdout], [0, '4 ports of web1 are neither stored nor live\n']);
    assert.match((await host.run('ports')).stdout, /^No forwards/);
  });

  test('wrong use ends with 2 and names the field, a taken port with 3 and names who has it', async t => {
    const host = practiceHost(t);
    const failed = async (...words: readonly string[]) => {
      const answer = await host.run(...words, '--json', '--yes');
      return [answer.exit, part(documentOf(answer), 'error', 'code'), part(documentOf(answer), 'error', 'field')];
    };
    assert.deepEqual(await failed('expose', 'db1', 'http'), [2, 'invalid', 'ports']);
    assert.deepEqual(await failed('expose', 'db1'), [2, 'wrong-use', 'ports']);
    assert.deepEqual(await failed('expose', 'db1', '1000-2000'), [3, 'unsupported', 'ports']);
    assert.deepEqual(await failed('unexpose', 'db1', '80'), [3, 'missing', 'ports']);
    const taken = await host.run('expose', 'db1', '8080', '--yes');
    assert.deepEqual([taken.exit, /jail web1 \(stopped\) has it/.test(taken.stderr)], [3, true]);
    assert.equal(host.ran().includes('expose'), false);
  });

  test('a lie of CBSD’s is found out: it says exposed, and the firewall or the table does not have it', async t => {
    const host = practiceHost(t);
    assert.equal((await host.run('start', 'db1', '--yes')).exit, 0);
    host.fault({kind: 'lie', on: 'expose'});
    const lied = await host.run('expose', 'db1', '9090', '--yes');
    assert.equal(lied.exit, 1, lied.stdout + lied.stderr);
  });

  test('of two processes that expose one port at once exactly one wins, and the other names it', async t => {
    const host = practiceHost(t);
    const rounds = Number(process.env.ROUNDS ?? 3);
    for (let round = 0; round < rounds; round += 1) {
      const port = String(9000 + round);
      const both = await Promise.all(['db1', 'app1'].map(guest => host.run('expose', guest, port, '--yes')));
      const exits = both.map(({exit}) => exit).sort();
      assert.equal(exits[0], 0, both.map(({stderr}) => stderr).join('\n'));
      assert.ok(exits[1] === 3 || exits[1] === 6, both.map(({stdout, stderr}) => stdout + stderr).join('\n'));
      const loser = both.find(({exit}) => exit !== 0);
      assert.match(`${loser?.stdout}${loser?.stderr}`, /db1|app1|[0-9a-f]{8}/);
    }
    const map = rows(part(documentOf(await host.run('ports', '--json')), 'forwards'));
    assert.equal(map.filter(({hostPort}) => Number(hostPort) >= 9000).length, rounds);
  });
});
