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
    assert.equal((await host.here('start', 'web1', '--yes')).exit, 0);
    const made = await host.here('expose', 'web1', 'dns', '8443:443', '--from', '203.0.113.0/24', '--yes');
    assert.deepEqual([made.exit, made.stdout], [0, '3 ports of web1 are stored and live\n']);
    const map = rows(part(documentOf(await host.here('ports', '--json')), 'forwards'));
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
    const shown = documentOf(await host.here('show', 'web1', '--json'));
    assert.deepEqual(part(shown, 'guest', 'forwards'), map);
    assert.equal((await host.here('stop', 'web1', '--yes')).exit, 0);
    const stopped = rows(part(documentOf(await host.here('ports', 'web1', '--json')), 'forwards'));
    assert.deepEqual(
      stopped.map(({stored, live, conflicts}) => [stored, live, String(conflicts)]),
      stopped.map(() => [true, false, '']),
    );
    const gone = await host.here('unexpose', 'web1', 'all', '--yes');
    assert.deepEqual([gone.exit, gone.stdout], [0, '4 ports of web1 are neither stored nor live\n']);
    assert.match((await host.here('ports')).stdout, /^No forwards/);
  });

  test('a lie of CBSD’s is found out: it says exposed, and the firewall or the table does not have it', async t => {
    const host = practiceHost(t);
    assert.equal((await host.here('start', 'db1', '--yes')).exit, 0);
    host.fault({kind: 'lie', on: 'expose'});
    const lied = await host.here('expose', 'db1', '9090', '--yes');
    assert.equal(lied.exit, 1, lied.stdout + lied.stderr);
  });
});
