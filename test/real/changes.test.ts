import assert from 'node:assert/strict';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {documentOf, part, rows} from '../helpers/document.ts';
import {faultRows, prepareSource, struck} from '../helpers/libvirt/fault-cases.ts';
import {type FaultyLibvirt, faultyLibvirt} from '../helpers/libvirt/faults.ts';
import {type LibvirtHost, libvirtHost, tiny} from '../helpers/libvirt.ts';
import {root} from '../helpers/program.ts';
import type {Run} from '../helpers/run.ts';
import {needs} from '../helpers/skip.ts';
import {until} from '../helpers/until.ts';

const labXml = `<network><name>lab</name><forward mode='open'/><bridge name='virbr7'/><ip address='10.7.0.1' netmask='255.255.255.0'><dhcp><range start='10.7.0.200' end='10.7.0.250'/></dhcp></ip></network>`;

/** What guests that are off, and tools that fail, need of a real libvirt: none of these guests has to boot. */
describe('on another libvirt host', {skip: needs('libvirt'), concurrency: false}, () => {
  const cleaning: (() => unknown)[] = [];
  let host: LibvirtHost;
  let bench: FaultyLibvirt;
  before(async () => {
    host = await libvirtHost({after: (clean: () => unknown) => void cleaning.push(clean)});
    await host.bringImage();
    bench = faultyLibvirt(host);
    const {exit, stderr} = await host.here('setup', '--yes');
    assert.equal(exit, 0, stderr);
  });
  after(async () => {
    for (const clean of cleaning.reverse()) await clean();
  });

  const does = async (action: string, target: string, answers: Readonly<Record<string, string>> = {}) => {
    const job = await bench.jobs.run(await bench.plan(action, target, answers));
    assert.equal(job.state, 'done', job.sentence);
    return job.sentence;
  };

  test('a guest that is off gets memory, disks, a card, another name and a door of UDP, each read back, and leaves nothing', async () => {
    const untouched = await host.everything();
    const given = {ci_ip4_addr: '172.16.100.10/24', memory: '128m', size: '32m', start: '0'};
    await does('create-vm', '', {jname: 'vpn', image: tiny, ...given});
    await does('expose', 'vpn', {ports: '1194/udp'});
    const description = 'a "b" $(id)';
    await does('set', 'vpn', {memory: '256m', vcpus: '2', autostart: '1', description});
    await does('disk-add', 'vpn', {size: '16m'});
    await does('disk-grow', 'vpn', {disk: 'vda', size: '64m'});
    await does('nic-add', 'vpn');
    await host.on(['sh', '-c', `echo "${labXml}" | virsh net-define /dev/stdin && virsh net-start lab`]);
    const [, {mac = ''} = {}] = rows(
      part(documentOf(await host.here('show', 'vpn', '--json'), false), 'guest', 'nics'),
    );
    await does('nic-set', 'vpn', {nic: String(mac), network: 'network:lab', nic_model: 'e1000e'});
    await does('rename', 'vpn', {new: 'gate'});
    const xml = await host.virsh('dumpxml', 'gate');
    assert.match(xml, /<description>a (?:"|&quot;)b(?:"|&quot;) \$\(id\)<\/description>/);
    assert.match(xml, /<memory unit='KiB'>262144<\/memory>[\s\S]*<vcpu[^>]*>2<\/vcpu>/);
    const told = part(documentOf(await host.here('show', 'gate', '--json'), false), 'guest');
    assert.deepEqual(
      rows(part(told, 'disks'))
        .map(({target, size}) => [target, size])
        .filter(([target]) => target !== 'vdb'),
      [
        ['vda', String(64 * 1024 ** 2)],
        ['vdc', String(16 * 1024 ** 2)],
      ],
    );
    assert.deepEqual(
      rows(part(told, 'nics')).map(({network, model, address}) => [network, model, address]),
      [
        ['construct', 'virtio', '172.16.100.10'],
        ['lab', 'e1000e', '10.7.0.2'],
      ],
    );
    const [door] = rows(part(told, 'forwards'));
    assert.deepEqual([door?.guest, door?.protocol, door?.hostPort, door?.live], ['gate', 'udp', 1194, true]);
    await does('destroy', 'gate');
    await host.on(['sh', '-c', 'virsh net-destroy lab; virsh net-undefine lab']);
    assert.deepEqual(await host.everything(), untouched);
  });

  test('the VPN server of the guide answers at 1194/udp of the host, sees who asks, and goes out under the host’s address', async () => {
    const untouched = await host.everything();
    const given = {ci_ip4_addr: '172.16.100.10/24', memory: '64m', size: '32m', start: '0'};
    await does('create-vm', '', {jname: 'vpn', image: tiny, ...given});
    await does('expose', 'vpn', {ports: '1194/udp'});
    await host.standForGuest('172.16.100.10');
    const udp = path.join(root, 'test/helpers/libvirt/udp.py');
    const inside = (namespace: string, ...words: readonly string[]) =>
      host.on(['ip', 'netns', 'exec', namespace, 'python3', udp, ...words], 600_000);
    const asks = async (from: string, address: string, port: string) =>
      (await inside(from, 'ask', address, port)).stdout.trim();
    void inside('guest', 'serve', '1194');
    void inside('outside', 'serve', '1195');
    // a new port of a bridge forwards nothing at first
    const answer = await until('the guest answers', () => asks('outside', '10.98.0.1', '1194'));
    assert.equal(answer, '10.98.0.2 10.98.0.1 1194', 'it sees who asks, and the answer comes from the door');
    assert.equal(await asks('guest', '10.98.0.2', '1195'), '10.98.0.1 10.98.0.2 1195', 'others see the host');
    await does('unexpose', 'vpn', {ports: '1194/udp'});
    assert.equal(await asks('outside', '10.98.0.1', '1194'), '', 'a withdrawn door leads nowhere');
    await host.on(['ip', 'netns', 'delete', 'guest']);
    await does('destroy', 'vpn');
    assert.deepEqual(await host.everything(), untouched);
  });

  test('whatever tool lies, fails or dies, the job says so, names what it left, and takes it back or goes on', async () => {
    const untouched = await host.everything();
    await prepareSource(bench);
    const sample = [
      ['create-vm', 'late', /^Define VM/],
      ['clone', 'lie', /^Freeze/],
      ['expose', 'die', /^Load/],
      ['destroy', 'lie', /from libvirt$/],
    ] as const;
    for (const [action, kind, at] of sample) {
      const row = faultRows.find(each => each.action === action);
      assert.ok(row);
      const off = 'jname' in row.answers ? {...row, answers: {...row.answers, start: '0'}} : row;
      await struck(host, bench, off, kind, title => at.test(title));
    }
    await does('destroy', 'src');
    assert.deepEqual(await host.everything(), untouched);
  });

  test('what speaks against a wish is a sentence and an exit code, and nothing is run', async () => {
    const untouched = await host.everything();
    await does('create-vm', '', {jname: 'one', image: tiny, memory: '64m', size: '32m', start: '0'});
    void host.on([process.execPath, '-e', 'require("net").createServer().listen(9090)'], 600_000);
    await until('a program listens', async () => (await host.on(['ss', '-Hltn', 'sport = :9090'])).stdout);
    const huge = '/var/lib/libvirt/images/huge.raw';
    await host.on(['truncate', '-s', '50T', huge]);
    let made = await host.everything();
    const says = async (words: readonly string[], exit: number, sentence: RegExp) => {
      const told: Run = await host.here(...words, '--yes', '--json');
      const error = part(documentOf(told, false), 'error');
      assert.deepEqual([told.exit, part(error, 'exit')], [exit, exit], told.stdout);
      assert.match(String(part(error, 'message')), sentence);
      assert.deepEqual(await host.everything(), made, words.join(' '));
    };
    await says(['create', 'vm', 'one'], 3, /The name one is taken by VM one \(stopped\)/);
    await says(['create', 'vm', 'two', '--set', `image=${tiny}2`], 2, /There is no image .*tiny\.qcow22/);
    await says(['expose', 'one', '9090:80'], 3, /9090\/tcp is taken: \w+ of this host listens there/);
    await says(['create', 'vm', 'two', '--set', 'ip4_addr=172.16.100.2'], 3, /172\.16\.100\.2 is taken by VM one/);
    const full = ['--set', `image=${huge}`, '--set', 'copy=full', '--set', 'size=50t'];
    await says(['create', 'vm', 'two', ...full], 3, /The copy needs 50 TiB, and .* are free on this host/);
    await host.on(['rm', huge]);
    made = made.filter(line => !line.includes(huge));
    await host.virsh('net-destroy', 'construct');
    await says(['start', 'one'], 3, /Its network construct is off: virsh net-start construct/);
    await host.virsh('net-start', 'construct');
    const disk = '/var/lib/libvirt/images/construct-tui/one.qcow2';
    await host.on(['mv', disk, '/root/one.qcow2']);
    const lost = await host.here('start', 'one', '--yes', '--json');
    assert.equal(lost.exit, 3, lost.stdout);
    assert.match(lost.stdout, /one\.qcow2, its vda, is not there: put it back/);
    await host.on(['mv', '/root/one.qcow2', disk]);
    await does('destroy', 'one');
    assert.deepEqual(await host.everything(), untouched);
  });

  test('a forward whose guest has got another address says so, and leads to the new one once it was withdrawn', async () => {
    const untouched = await host.everything();
    await does('create-vm', '', {jname: 'one', image: tiny, memory: '64m', size: '32m', start: '0'});
    await does('expose', 'one', {ports: '8081:80'});
    const mac = /<mac address='([^']+)'/.exec(await host.virsh('dumpxml', 'one'))?.[1] ?? '';
    const moved = `<host mac='${mac}' name='one' ip='172.16.100.77'/>`;
    await host.virsh('net-update', 'construct', 'modify', 'ip-dhcp-host', moved, '--live', '--config');
    const forward = async () => {
      const {exit, stdout, stderr} = await host.here('ports', 'one', '--json');
      const [door] = rows(part(documentOf({exit, stdout, stderr}, false), 'forwards'));
      return {to: door?.guestAddress, conflicts: JSON.stringify(door?.conflicts)};
    };
    const {to, conflicts} = await forward();
    assert.match(conflicts, new RegExp(`leads to ${to}, which is not one’s address`));
    const again = await host.here('expose', 'one', '8081:80', '--yes', '--json');
    assert.equal(again.exit, 3, again.stdout);
    assert.match(again.stdout, /VM one \(stopped\) has it, .*withdraw that first/);
    await does('unexpose', 'one', {ports: '8081'});
    await does('expose', 'one', {ports: '8081:80'});
    assert.deepEqual(await forward(), {to: '172.16.100.77', conflicts: '[]'});
    await does('destroy', 'one');
    assert.deepEqual(await host.everything(), untouched);
  });

  test('a daemon that dies in the middle of a job ends it with a sentence, and the job goes on when it is back', async () => {
    const untouched = await host.everything();
    const plan = await bench.plan('create-vm', '', {
      jname: 'back',
      image: tiny,
      memory: '64m',
      size: '32m',
      start: '0',
    });
    bench.strike(plan.steps.find(({title}) => title.startsWith('Define VM')) ?? null, 'down');
    const job = await bench.jobs.run(plan);
    bench.strike(null);
    assert.match(job.sentence, /Define VM back/);
    assert.ok(job.state === 'failed' || job.state === 'unknown', job.state);
    const told = await host.here('list');
    assert.equal(told.exit, 3);
    assert.match(told.stderr, /The daemon of libvirt does not answer: error: Failed to connect socket/);
    await host.on(['libvirtd', '-d']);
    await until('libvirt answers again', () => host.virsh('uri'));
    const rest = await bench.jobs.recovery.retry(job.id);
    assert.ok(rest);
    const end = await bench.jobs.run(rest);
    assert.equal(end.sentence, 'back is made and stopped');
    await does('destroy', 'back');
    assert.deepEqual(await host.everything(), untouched);
  });

  test('a daemon that is restarted while a guest starts fails that job in words, and the guest starts when it is gone on with', async () => {
    const untouched = await host.everything();
    await does('create-vm', '', {jname: 'back', image: tiny, memory: '64m', size: '32m', start: '0'});
    const restart = `kill $(cat /run/libvirtd.pid); while kill -0 $(cat /run/libvirtd.pid) 2>/dev/null; do sleep 0.1; done; libvirtd -d`;
    const hook = '/etc/libvirt/hooks/qemu'; // libvirtd asks it before it starts a guest, and looks for it when it starts itself
    const dies = `mkdir -p /etc/libvirt/hooks; printf '#!/bin/sh\\nkill -9 $(cat /run/libvirtd.pid)\\n' >${hook}; chmod 755 ${hook}`;
    await host.on(['sh', '-c', `${dies}; ${restart}`]);
    await until('libvirt answers', () => host.virsh('uri'));
    const told = await host.here('start', 'back', '--yes', '--json');
    const job = part(documentOf(told, false), 'job');
    assert.deepEqual([told.exit, part(job, 'state')], [1, 'failed'], told.stdout);
    assert.match(String(part(job, 'sentence')), /Start VM back/);
    await host.on(['sh', '-c', `rm ${hook}; libvirtd -d`]);
    await until('libvirt answers again', () => host.virsh('uri'));
    const retried = await host.here('jobs', 'retry', String(part(job, 'id')), '--yes', '--json');
    assert.equal(retried.exit, 0, retried.stderr);
    assert.equal(await host.virsh('domstate', 'back'), 'running');
    await does('destroy', 'back');
    assert.deepEqual(await host.everything(), untouched);
  });

  test('a full disk ends a job with the words of the tool and leaves nothing', async () => {
    const small = '/var/lib/libvirt/images/construct-tui';
    await host.on(['mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small]);
    const wish = ['--set', `image=${tiny}`, '--set', 'copy=full', '--set', 'start=0', '--yes'];
    const told = await host.here('create', 'vm', 'big', ...wish, '--json');
    assert.equal(told.exit, 1, told.stderr);
    const job = part(documentOf(told, false), 'job');
    assert.equal(part(job, 'state'), 'failed');
    assert.match(told.stderr, /No space left on device/);
    assert.equal((await host.here('jobs', 'undo', String(part(job, 'id')), '--yes')).exit, 0);
    assert.equal((await host.on(['find', small, '-type', 'f'])).stdout, '');
    await host.on(['umount', small]);
  });
});
