import assert from 'node:assert/strict';
import {test} from 'node:test';
import {tryPorts} from '../../../../source/drivers/cbsd/expose/try.ts';
import type {MappedForward} from '../../../../source/model/ports.ts';
import {openFor} from '../../../../source/practice/start.ts';
import {createPracticeTransport} from '../../../../source/practice/transport.ts';
import {makeWorld} from '../../../practice/world.ts';

const forward = (guestPort: number, given: Partial<MappedForward> = {}): MappedForward => ({
  ...{guest: 'web1', protocol: 'tcp', hostAddress: '192.0.2.10', hostPort: 8080, guestAddress: '10.0.0.11', guestPort},
  ...{from: ['any'], stored: true, live: true, answers: null, reachable: null, conflicts: []},
  ...given,
});

test('a guest’s own port answers or does not, and what was not tried stays unknown', async () => {
  const folder = makeWorld({world: 'demo'});
  const {world} = openFor(folder);
  world.write('/var/run/listeners', 'tcp 10.0.0.11 80 nginx 900\n');
  world.close();
  const tried = await tryPorts(
    [forward(80), forward(81), forward(53, {protocol: 'udp'}), forward(0), forward(80, {guestAddress: '$(reboot)'})],
    createPracticeTransport(folder),
  );
  assert.deepEqual(
    tried.map(({answers, reachable}) => [answers, reachable]),
    [true, false, null, null, null].map(answers => [answers, null]),
  );
});

test('where the host cannot try, nothing is said of anybody', async () => {
  const folder = makeWorld({world: 'demo'});
  const broken = {...createPracticeTransport(folder), read: async () => ({exitCode: 127, stdout: ''}) as never};
  assert.deepEqual(await tryPorts([forward(80)], broken), [forward(80)]);
});
