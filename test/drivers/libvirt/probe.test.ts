import assert from 'node:assert/strict';
import {test} from 'node:test';
import {probe} from '../../../source/drivers/libvirt/probe.ts';
import type {Transport} from '../../../source/model/transport.ts';

const answers = {
  uid: '1000',
  virsh: '/usr/bin/virsh',
  version: 'Using library: libvirt 9.0.0\nRunning hypervisor: QEMU 7.2.19',
  release: '6.1.0-42-amd64\nDebian GNU/Linux 12 (bookworm)',
  tools: 'qemu-img\nnft',
};

/** A host whose one answer is this. */
const answering = (change: Partial<Record<keyof typeof answers | 'sudo' | 'doas', string>>): Transport =>
  ({
    read: async () => ({
      exitCode: 0,
      stdout: Object.entries({...answers, ...change})
        .map(([name, text]) => `\u001E${name}\n${text}\n`)
        .join(''),
    }),
  }) as unknown as Transport;

test('a host of libvirt is known by its versions, its tools and its system', async () => {
  const found = await probe(answering({uid: '0'}));
  assert.deepEqual([found?.version, found?.features.qemu], ['9.0.0', '7.2.19']);
  assert.equal(found?.features.release, 'Debian GNU/Linux 12 (bookworm), kernel 6.1.0-42-amd64');
  assert.deepEqual([found?.features.nft, found?.features.ss], ['yes', 'no']);
  assert.deepEqual(found?.missing, []);
  assert.equal(await probe(answering({virsh: ''})), null, 'without virsh it is no such host');
});

test('what may be done there is root’s own right, sudo or doas without a password, or nothing, which is said', async () => {
  const rights = async (change: Parameters<typeof answering>[0]) => (await probe(answering(change)))?.rights;
  assert.equal(await rights({uid: '0', doas: 'yes'}), 'root');
  assert.equal(await rights({sudo: 'yes', doas: 'yes'}), 'sudo');
  assert.equal(await rights({doas: 'yes'}), 'doas');
  const none = await probe(answering({}));
  assert.equal(none?.rights, 'none');
  assert.match(none?.missing.join() ?? '', /Neither root, nor sudo or doas/);
});

test('a daemon that does not answer is missing in its own last words', async () => {
  const found = await probe(answering({uid: '0', version: 'x\nerror: failed to connect to the hypervisor'}));
  assert.deepEqual(found?.missing, [
    'The daemon of libvirt does not answer: error: failed to connect to the hypervisor',
  ]);
});
