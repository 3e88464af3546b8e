import assert from 'node:assert/strict';
import {test} from 'node:test';
import {libvirt} from '../../../source/drivers/libvirt/index.ts';
import {doorsFolder, guestsFolder} from '../../../source/drivers/libvirt/paths.ts';
import type {Transport} from '../../../source/model/transport.ts';
import {type LibvirtBench, libvirtBench} from '../../helpers/libvirt/bench.ts';
import {put} from '../../helpers/libvirt/place.ts';

type Meanwhile = {
  readonly action: string;
  readonly target: string;
  readonly answers: Readonly<Record<string, string>>;
  /** Does it, or says what the host's look tells then, by the part of it. */
  readonly change: (bench: LibvirtBench) => Promise<unknown> | Readonly<Record<string, string>>;
  readonly says: RegExp;
};

const create = {action: 'create-vm', target: '', answers: {jname: 'db', ip4_addr: '172.16.100.9', ci_ip4_addr: 'DHCP'}};
const expose = {action: 'expose', target: 'web', answers: {ports: '9000:80'}};
const reserved = "<host mac='52:54:00:00:00:09' name='other' ip='172.16.100.9'/>";
const foreign = '<domain type="qemu"><name>db</name><uuid>00000000-0000-4000-8000-000000000001</uuid></domain>';

/** Between the plan and its first step, behind our back. */
const changes: Readonly<Record<string, Meanwhile>> = {
  'its name is taken': {
    ...create,
    change: async ({host}) => {
      put(host.place, '/tmp/db.xml', foreign);
      await host.on('virsh', '-q', '-c', 'qemu:///system', 'define', '/tmp/db.xml');
    },
    says: /The name db was taken meanwhile by VM db \(stopped\)/,
  },
  'its address is reserved': {
    ...create,
    change: ({host}) =>
      host.on('virsh', '-q', 'net-update', 'construct', 'add', 'ip-dhcp-host', reserved, '--live', '--config'),
    says: /The address 172\.16\.100\.9 was taken meanwhile by a reservation/,
  },
  'its address answers on the net': {
    ...create,
    change: () => ({neighbours: '172.16.100.9 dev virbr100 lladdr 52:54:00:00:00:09 REACHABLE'}),
    says: /The address 172\.16\.100\.9 was taken meanwhile by a machine on the net/,
  },
  'its address became the host’s own': {
    ...create,
    change: () => ({addresses: '3: eth1    inet 172.16.100.9/24 scope global eth1'}),
    says: /The address 172\.16\.100\.9 was taken meanwhile by this host/,
  },
  'an empty file is where its disk will be': {
    ...create,
    change: async ({host}) => put(host.place, `${guestsFolder}/db.qcow2`, ''),
    says: /db\.qcow2 is there meanwhile: look into it and remove it by hand/,
  },
  'its source was switched off': {
    action: 'clone',
    target: 'web',
    answers: {new: 'web2'},
    change: ({host}) => host.on('virsh', '-q', 'destroy', 'web'),
    says: /VM web \(stopped\) meanwhile, not running/,
  },
  'a program listens on its port': {
    ...expose,
    change: () => ({listeners: 'tcp LISTEN 0 128 0.0.0.0:9000 0.0.0.0:* users:(("nginx",pid=9,fd=3))'}),
    says: /9000\/tcp was taken meanwhile by nginx/,
  },
  'another guest’s forward has its port': {
    ...expose,
    change: async ({host}) =>
      put(
        host.place,
        `${doorsFolder}/tcp-9000.nft`,
        'add element ip construct_tui tcp_doors { 0.0.0.0/0 . 0.0.0.0/0 . 9000 comment "other" : 172.16.100.7 . 80 }\n',
      ),
    says: /9000\/tcp was taken meanwhile by other/,
  },
  'a forward that goes with it is not there any more': {
    action: 'unexpose',
    target: 'web',
    answers: {ports: '8080'},
    change: ({host}) => host.on('rm', '-f', `${doorsFolder}/tcp-8080.nft`),
    says: /The forwards of web were changed meanwhile/,
  },
};

/** A host whose look tells this besides. */
const telling = (transport: Transport, told: Readonly<Record<string, string>>): Transport => ({
  ...transport,
  async read(command) {
    const result = await transport.read(command);
    const add = (text: string, [part, line]: readonly [string, string]) =>
      text.replace(`\u001E${part}\n`, begun => `${begun}${line}\n`);
    return {...result, stdout: Object.entries(told).reduce(add, result.stdout)};
  },
});

for (const [what, {action, target, answers, change, says}] of Object.entries(changes))
  test(`${action} is not begun where meanwhile ${what}; what it did not count with does not matter`, async () => {
    const bench = libvirtBench();
    await bench.act('create-vm', '', {jname: 'web', ci_ip4_addr: 'DHCP'});
    await bench.act('expose', 'web', {ports: '8080:80'});
    const plan = (await bench.look()).plan(action, target, answers);
    assert.deepEqual(plan.refusals, []);
    const stale = (told: Readonly<Record<string, string>>) =>
      libvirt.stale(plan.assumptions, telling(bench.host.transport, told));
    put(bench.host.place, '/var/lib/libvirt/images/other.qcow2', '');
    assert.deepEqual(await stale({neighbours: '192.0.2.77 dev eth0 lladdr 52:54:00:00:00:77 REACHABLE'}), []);
    const told = await change(bench);
    const refusals = await stale(typeof told === 'object' && told !== null ? (told as Record<string, string>) : {});
    assert.equal(refusals.length, 1);
    assert.match(refusals[0]?.reason ?? '', says);
  });
