import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readLook} from '../../../source/drivers/libvirt/inspect.ts';
import {stateOf} from '../../../source/drivers/libvirt/look/domains.ts';
import {readListeners} from '../../../source/drivers/libvirt/look/host.ts';
import {chainOf} from '../../../source/drivers/libvirt/look/images.ts';
import {operator, recorded, recordedHost, recordedLook, takenAt} from './host.ts';

test('a host is read whole: its guests, addresses, disks, network and doors', () => {
  const {guests, problems, context} = recordedLook();
  assert.deepEqual(problems, []);
  assert.deepEqual(
    guests.map(({name, kind, state, addresses, cpus, memoryBytes, os, managed}) => ({
      name,
      kind,
      state,
      addresses,
      cpus,
      memoryBytes,
      os,
      managed,
    })),
    ['web', 'web2'].map((name, index) => ({
      name,
      kind: 'vm',
      state: 'running',
      addresses: [`172.16.100.${index + 2}`],
      cpus: 1,
      memoryBytes: 128 * 1024 ** 2,
      os: 'tiny.qcow2',
      managed: true,
    })),
  );
  assert.deepEqual(
    context?.networks.map(({name, mode, bridge, gateway, active, autostart}) => [
      name,
      mode,
      bridge,
      gateway,
      active,
      autostart,
    ]),
    [['construct', 'open', 'virbr100', '172.16.100.1/24', true, true]],
  );
  const [door, ...others] = context?.doors.map ?? [];
  assert.deepEqual(others, []);
  assert.deepEqual(
    [door?.guest, door?.hostAddress, door?.hostPort, door?.guestPort, door?.stored, door?.live, door?.conflicts],
    ['web', '0.0.0.0', 8080, 80, true, true, []],
  );
});

test('what a disk lies upon and how large its guest sees it are read from its own first bytes', () => {
  const {images} = recordedHost();
  const folder = '/var/lib/libvirt/images';
  assert.deepEqual(chainOf(`${folder}/construct-tui/web2.qcow2`, images ?? []), [
    `${folder}/construct-tui/web2.qcow2`,
    `${folder}/construct-tui/web.qcow2`,
    `${folder}/tiny.qcow2`,
  ]);
  const of = (name: string) => images?.find(({path}) => path === `${folder}/${name}`);
  assert.deepEqual([of('tiny.qcow2')?.format, of('tiny.qcow2')?.virtualBytes], ['qcow2', 24 * 1024 ** 2]);
  assert.equal(of('construct-tui/web.qcow2')?.virtualBytes, 32 * 1024 ** 2);
  assert.equal(of('construct-tui/web-seed.iso')?.format, 'iso');
});

test('a daemon that does not answer is told, never an empty host', () => {
  const {guests, context, problems} = readLook('\u001Econfig\n', recorded('host'), operator, takenAt);
  assert.deepEqual([guests, context], [[], null]);
  assert.match(problems[0] ?? '', /libvirt cannot be asked/);
});

test('a domain whose settings are not ours to read is listed with its state and nothing that was guessed', () => {
  const {guests, problems} = recordedLook(text => text.replace(/\u001Econfig\n[\s\S]*?(?=\u001E)/, '\u001Econfig\n'));
  assert.deepEqual(
    guests.map(({name, state, cpus, addresses}) => [name, state, cpus, addresses]),
    [
      ['web', 'running', null, []],
      ['web2', 'running', null, []],
    ],
  );
  assert.match(problems.join(), /root’s/);
});

test('a pause says why: the operator’s is busy, a full disk and a broken KVM are broken', () => {
  assert.deepEqual(stateOf(3, 1), {state: 'busy', reason: 'paused'});
  assert.match(stateOf(3, 5).reason, /I\/O error/);
  assert.equal(stateOf(3, 5).state, 'broken');
  assert.match(stateOf(3, 0).reason, /KVM/);
  assert.equal(stateOf(99, 0).state, 'unknown');
});

test('programs of the host are known by address and port, whichever way ss writes them', () => {
  const lines = [
    'tcp   LISTEN 0      128          0.0.0.0:22        0.0.0.0:*    users:(("sshd",pid=1,fd=3))',
    'udp   UNCONN 0      0      172.16.100.1:53        0.0.0.0:*    users:(("dnsmasq",pid=9,fd=5))',
    'udp   UNCONN 0      0    0.0.0.0%virbr100:67      0.0.0.0:*    users:(("dnsmasq",pid=9,fd=3))',
    'tcp   LISTEN 0      128             [::]:80           [::]:*    users:(("nginx",pid=2,fd=6))',
    'tcp   LISTEN 0      128            [::1]:631          [::]:*',
  ];
  assert.deepEqual(readListeners(lines.join('\n')), [
    {protocol: 'tcp', address: '*', port: 22, program: 'sshd'},
    {protocol: 'udp', address: '172.16.100.1', port: 53, program: 'dnsmasq'},
    {protocol: 'udp', address: '*', port: 67, program: 'dnsmasq'},
    {protocol: 'tcp', address: '*', port: 80, program: 'nginx'},
  ]);
});
