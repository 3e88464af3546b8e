import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import {after, test} from 'node:test';
import {openScreen} from '../../source/actions/open-screen.ts';
import {vnc} from '../../source/commands/vnc.ts';
import {closeLines} from '../../source/jobs/host.ts';
import type {Guest} from '../../source/model/guest.ts';
import {heard} from '../helpers/heard.ts';
import {needs} from '../helpers/skip.ts';
import {freePort, startSshd} from '../helpers/sshd.ts';
import {demo, fakeSession} from '../ui/fake-session.ts';

const skip = needs('sshd') || needs('qemu');

after(closeLines);

/** Bytes in the order in which the far side sent them. */
function reader(socket: Socket) {
  let rest = Buffer.alloc(0);
  socket.on('data', (piece: Buffer) => {
    rest = Buffer.concat([rest, piece]);
  });
  return async (count: number): Promise<Buffer> => {
    while (rest.length < count) await once(socket, 'data');
    const bytes = rest.subarray(0, count);
    rest = rest.subarray(count);
    return bytes;
  };
}

/** RFB 3.8 as far as the server's own account of its screen (RFC 6143, 7.1 to 7.3). */
async function rfb(port: number) {
  const socket = connect(port, '127.0.0.1');
  const read = reader(socket);
  const banner = String(await read(12));
  socket.write(banner);
  const [count = 0] = await read(1);
  const kinds = await read(count);
  socket.write(Buffer.from([1])); // no password
  const result = (await read(4)).readUInt32BE();
  socket.write(Buffer.from([1])); // others may look on
  const account = await read(24);
  const name = String(await read(account.readUInt32BE(20)));
  const gone = once(socket, 'close');
  return {banner, kinds, result, width: account.readUInt16BE(0), name, gone};
}

test('the screen of a VM on another host comes through a port of this machine until that is closed: a real qemu behind a real sshd', {
  skip,
}, async t => {
  const sshd = await startSshd(t);
  const port = Math.max(5900, await freePort());
  const words = ['-S', '-machine', 'pc', '-m', '16', '-display', 'none', '-vnc', `127.0.0.1:${port - 5900}`];
  const qemu = spawn('qemu-system-x86_64', [...words, '-name', 'vm1', '-monitor', 'stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => qemu.kill('SIGKILL'));
  await once(qemu.stdout, 'data'); // its monitor greets once the screen is served

  const guest = (name: string, address: string): Guest => ({
    ...(demo.find(each => each.name === 'vm1') ?? assert.fail()),
    ...{name, screen: {address, port}},
  });
  const host = {
    name: 'far',
    driver: 'cbsd',
    practice: null,
    far: {destination: sshd.destination, elevate: [], state: ''},
  };
  const open = async (name: string) => {
    const screen = await openScreen(name, [guest('vm1', '127.0.0.1'), guest('vm2', '0.0.0.0')], host);
    return 'reason' in screen ? assert.fail(screen.reason) : screen;
  };
  const screens = [await open('vm1'), await open('vm2')];
  assert.notEqual(screens[0]?.port, screens[1]?.port, 'each has a port of its own');
  for (const screen of screens) {
    assert.equal(screen.address, '127.0.0.1');
    const seen = await rfb(screen.port);
    assert.deepEqual([seen.banner, seen.kinds.includes(1), seen.result], ['RFB 003.008\n', true, 0]);
    assert.match(seen.name, /vm1/);
    assert.ok(seen.width >= 320, `${seen.width}`);
    screen.close();
    await seen.gone;
    const [error] = await once(connect(screen.port, '127.0.0.1'), 'error');
    assert.equal(error.code, 'ECONNREFUSED');
  }

  // from a shell: the port is told, and the tunnel stays until somebody closes it
  const fake = fakeSession().session;
  const session = {...fake, host: {...fake.host, isFar: true}, openScreen: open};
  const told = await heard(['vm1', '--json'], async (args, face) => {
    const closing = async () => {
      const {screen} = shown as {screen: {port: number}};
      assert.equal((await rfb(screen.port)).banner, 'RFB 003.008\n');
      return true;
    };
    let shown: unknown;
    const document = (content: Readonly<Record<string, unknown>>) => {
      shown = content;
      face.document(content);
    };
    return vnc(args, session, {...face, document, confirm: closing});
  });
  assert.equal(told.exit, 0, told.notes);
  const {screen} = told.document as {screen: {guest: string; address: string; port: number}};
  assert.deepEqual([screen.guest, screen.address], ['vm1', '127.0.0.1']);
  assert.equal((await once(connect(screen.port, '127.0.0.1'), 'error'))[0].code, 'ECONNREFUSED');
});
