import assert from 'node:assert/strict';
import {type TestContext, test} from 'node:test';
import {listenTo} from '../../source/actions/listen.ts';
import type {Session} from '../../source/actions/session.ts';
import {libvirt} from '../../source/drivers/libvirt/index.ts';
import type {Transport} from '../../source/model/transport.ts';
import {libvirtSession} from '../helpers/libvirt/session.ts';
import {until} from '../helpers/until.ts';
import {drive} from '../ui/drive.ts';

/** All of it happens within this process: what has not come by then does not come, however busy the machine is. */
const limit = 30_000;

/** A screen that is closed however its test ends: an open one looks at its host again and again, and no process ends before it. */
function screenOn(t: TestContext, session: Session) {
  const driven = drive(session);
  t.after(() => driven.close());
  return driven;
}

const stateOf = (driven: ReturnType<typeof drive>, name: string) =>
  driven.app.snapshot().world.view.guests.find(guest => guest.name === name)?.state;

test('a domain that stops by itself shows at once, without a key and without a clock; nothing listens when the screen is closed', async t => {
  const {session, bench} = await libvirtSession();
  await bench.act('create-vm', '', {jname: 'web'});
  const driven = screenOn(t, session);
  driven.app.begin();
  await until(
    'the screen listens',
    () => bench.host.place.heard.size === 1 && stateOf(driven, 'web') === 'running',
    limit,
  );
  await bench.host.on('virsh', '-q', '-c', 'qemu:///system', 'destroy', 'web');
  await until('it is shown as stopped', () => stateOf(driven, 'web') === 'stopped', limit);
  driven.app.rest();
  assert.equal(bench.host.place.heard.size, 0, 'another host is in front');
  driven.app.wake();
  assert.equal(bench.host.place.heard.size, 1);
  driven.close();
  assert.equal(bench.host.place.heard.size, 0);
});

test('a stream that breaks is said once, and the host is looked at all the same', async t => {
  const {session, bench} = await libvirtSession();
  const driven = screenOn(t, session);
  driven.app.begin();
  await until('the screen listens', () => bench.host.place.heard.size === 1, limit);
  bench.host.stopDaemon();
  await until('it is said', () => /tells of changes no more \(.*Disconnected/.test(driven.flash()), limit);
});

test('a broken stream is taken up again after a while, said once for as long as it stays broken, and ends with who listened', async t => {
  let starts = 0;
  const told: string[] = [];
  const transport: Pick<Transport, 'follow'> = {
    async follow(command) {
      starts += 1;
      const now = Date.now();
      const end = {ending: 'exited', exitCode: 1, signal: null, droppedBytes: 0} as const;
      return {argv: command.argv, ...end, stdout: '', stderr: '', startedAt: now, endedAt: now};
    },
  };
  const pace = {together: 1, again: 20};
  const stop = listenTo({
    driver: libvirt,
    transport,
    refresh: async () => {},
    broken: why => void told.push(why),
    pace,
  });
  t.after(stop);
  await until('it was tried again', () => starts >= 3, limit);
  stop();
  const last = starts;
  await new Promise(resolve => setTimeout(resolve, 5 * pace.again));
  assert.equal(starts, last, 'nobody listens any more');
  assert.deepEqual(told, ['it ended with 1']);
});

test('changes that come together make one look, and one that comes during a look makes another', async t => {
  let looks = 0;
  let hear: (text: string) => void = () => {};
  let finish: () => void = () => {};
  const transport: Pick<Transport, 'follow'> = {
    follow(_, heard) {
      hear = text => heard({stream: 'stdout', text, at: 0});
      return new Promise(() => {});
    },
  };
  const refresh = () => {
    looks += 1;
    return new Promise<void>(resolve => {
      finish = resolve;
    });
  };
  const stop = listenTo({driver: libvirt, transport, refresh, broken: () => {}, pace: {together: 5, again: 1000}});
  t.after(stop);
  for (const event of ['a', 'b', 'c']) hear(event);
  await until('it looks', () => looks === 1, limit);
  hear('d');
  finish();
  await until('it looks again', () => looks === 2, limit);
  finish();
});
