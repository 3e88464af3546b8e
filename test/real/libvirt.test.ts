import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {documentOf as documentIn, part, rows} from '../helpers/document.ts';
import {type LibvirtHost, libvirtHost, tinyImage} from '../helpers/libvirt.ts';
import type {Run} from '../helpers/run.ts';
import {needs} from '../helpers/skip.ts';

const image = '/var/lib/libvirt/images/tiny.qcow2';
const small = ['--set', `image=${image}`, '--set', 'memory=128m', '--set', 'size=32m'] as const;

const documentOf = (told: Run) => documentIn(told, false);

/** A real libvirt and real guests, their processors emulated: what is told here was answered by them. */
describe('on a libvirt host', {skip: needs('libvirt'), concurrency: false}, () => {
  const cleaning: (() => unknown)[] = [];
  let host: LibvirtHost;
  before(async () => {
    host = await libvirtHost({after: (clean: () => unknown) => void cleaning.push(clean)});
    await host.on(['cp', tinyImage(), image]);
  });
  after(async () => {
    for (const clean of cleaning.reverse()) await clean();
  });

  /** What the host has of guests, files, reservations and doors. */
  const everything = async () => ({
    domains: await host.virsh('list', '--all', '--name'),
    files: (await host.on(['find', '/var/lib/libvirt/images', '-type', 'f'])).stdout,
    pools: await host.virsh('pool-list', '--all', '--name'),
    reservations: [...(await host.virsh('net-dumpxml', 'construct')).matchAll(/<host .*>/g)].map(String),
    doors: (await host.on(['find', '/etc/construct-tui', '-type', 'f'])).stdout,
    elements: [
      ...(await host.on(['nft', 'list', 'table', 'ip', 'construct_tui'])).stdout.matchAll(/comment "(\w+)"/g),
    ].map(([, comment]) => comment),
  });

  const done = (told: Run): Run => {
    assert.equal(told.exit, 0, `${told.stdout}${told.stderr}`);
    return told;
  };

  /** Its page, as soon as it has one: a guest with an emulated processor takes its time. */
  async function greets(url: string, pattern: RegExp, from: 'host' | 'outside' = 'host'): Promise<string> {
    for (const end = performance.now() + 180_000; ; ) {
      const page = await host.page(url, from);
      if (pattern.test(page)) return page;
      assert.ok(performance.now() < end, `${url} never said ${pattern}, but ${page || 'nothing'}`);
    }
  }

  test('a guest is made of an image with a network of ours, answers, is exposed to others, and is removed whole', async () => {
    done(await host.run('create', 'vm', 'first', ...small, '--set', 'start=0', '--yes'));
    done(await host.run('destroy', 'first', '--confirm', 'first'));
    const before = await everything();

    const made = done(await host.run('create', 'vm', 'web', ...small, '--yes', '--json'));
    const job = part(documentOf(made), 'job');
    assert.match(String(part(job, 'sentence')), /^web runs at 172\.16\.\d+\.2$/);
    assert.ok(rows(part(job, 'steps')).every(({check}) => check === 'true'));
    const address = String(part(job, 'sentence')).split(' ').at(-1);
    const page = await greets(`http://${address}/`, /hello/);
    assert.match(page, new RegExp(`^hello from web ip=${address} sectors=65536 seed=web-[0-9a-f]{12}$`));

    const exposed = done(await host.run('expose', 'web', '8080:80', '--yes'));
    assert.equal(exposed.stdout, '0.0.0.0:8080/tcp → web:80 is stored and live\n');
    assert.equal(await host.page('http://10.98.0.1:8080/', 'outside'), page);
    assert.equal(await host.page('http://10.98.0.1:8080/', 'host'), page, 'the host itself comes in by it too');
    done(await host.run('unexpose', 'web', '8080', '--yes'));
    assert.equal(await host.page('http://10.98.0.1:8080/', 'outside'), '');

    done(await host.run('expose', 'web', '8080:80', '--from', '10.98.0.0/24', '--yes'));
    assert.equal(await host.page('http://10.98.0.1:8080/', 'outside'), page, 'whom it is open to comes in');
    const [door] = rows(part(documentOf(await host.run('ports', '--json')), 'forwards'));
    assert.deepEqual([door?.stored, door?.live, door?.from, door?.conflicts], [true, true, ['10.98.0.0/24'], []]);

    assert.equal(done(await host.run('stop', 'web', '--yes')).stdout, 'web is stopped\n');
    assert.match(await host.virsh('domstate', 'web', '--reason'), /^shut off \(shutdown\)$/, 'by its power button');
    assert.equal(done(await host.run('destroy', 'web', '--confirm', 'web')).stdout, 'web is gone\n');
    assert.deepEqual(await everything(), before);
  });

  test('a running guest is cloned without a pause, both answer by addresses of their own, and the last one takes the frozen disk along', async () => {
    const before = await everything();
    done(await host.run('create', 'vm', 'app', ...small, '--yes'));
    const [address] = (await everything()).reservations.flatMap(row => /ip='([^']+)'/.exec(row)?.[1] ?? []);
    await greets(`http://${address}/`, /hello from app /);

    done(await host.run('snapshot', 'create', 'app', 'before', '--yes'));
    assert.equal(
      done(await host.run('snapshot', 'rollback', 'app', 'before', '--confirm', 'app')).stdout,
      'app is as it was at before\n',
    );
    await greets(`http://${address}/`, /hello from app /);
    assert.equal((await host.run('clone', 'app', 'app2', '--yes')).exit, 3, 'a quick clone would cut its snapshot off');
    done(await host.run('snapshot', 'remove', 'app', 'before', '--confirm', 'app'));

    const cloned = part(documentOf(done(await host.run('clone', 'app', 'app2', '--yes', '--json'))), 'job');
    const [, other = ''] = /^app2 runs at (\S+)$/.exec(String(part(cloned, 'sentence'))) ?? [];
    assert.notEqual(other, address);
    assert.match(await host.page(`http://${address}/`), /hello from app /, 'the source went on');
    const page = await greets(`http://${other}/`, /hello/);
    assert.match(page, /^hello from app2 ip=\S+ sectors=65536 seed=app2-/);

    const refused = await host.run('clone', 'app', 'app2', '--yes');
    assert.deepEqual([refused.exit, refused.stderr.includes('app2 is taken')], [3, true], refused.stderr);
    const gone = done(await host.run('destroy', 'app', '--confirm', 'app'));
    assert.equal(gone.stdout, 'app is gone\n');
    assert.match(await host.page(`http://${other}/`), /hello from app2/, 'the clone lives upon what was left');
    done(await host.run('destroy', 'app2', '--confirm', 'app2'));
    assert.deepEqual(await everything(), before);
  });

  test('a guest that is off gets memory, disks, a card, another name and a door of UDP, each read back, and leaves nothing', async () => {
    done(await host.run('setup', '--yes'));
    const before = await everything();
    done(await host.run('create', 'vm', 'vpn', ...small, '--set', 'start=0', '--yes'));
    done(await host.run('expose', 'vpn', '1194/udp', '--yes'));
    done(await host.run('set', 'vpn', 'memory=256m', 'vcpus=2', 'autostart=1', 'description=a "b" $(id)', '--yes'));
    done(await host.run('disk', 'add', 'vpn', '16m', '--yes'));
    done(await host.run('disk', 'grow', 'vpn', 'vda', '64m', '--yes'));
    done(await host.run('nic', 'add', 'vpn', '--yes'));
    done(await host.run('rename', 'vpn', 'gate', '--yes'));
    const xml = await host.virsh('dumpxml', 'gate');
    assert.match(
      xml,
      /<description>a "b" \$\(id\)<\/description>|<description>a &quot;b&quot; \$\(id\)<\/description>/,
    );
    assert.match(xml, /<memory unit='KiB'>262144<\/memory>[\s\S]*<vcpu[^>]*>2<\/vcpu>/);
    const told = part(documentOf(await host.run('show', 'gate', '--json')), 'guest');
    assert.deepEqual(
      rows(part(told, 'disks'))
        .map(({target, size}) => [target, size])
        .filter(([target]) => target !== 'vdb'),
      [
        ['vda', String(64 * 1024 ** 2)],
        ['vdc', String(16 * 1024 ** 2)],
      ],
    );
    assert.equal(rows(part(told, 'nics')).length, 2);
    const [door] = rows(part(documentOf(await host.run('ports', '--json')), 'forwards'));
    assert.deepEqual([door?.guest, door?.protocol, door?.hostPort, door?.live], ['gate', 'udp', 1194, true]);
    done(await host.run('destroy', 'gate', '--confirm', 'gate'));
    assert.deepEqual(await everything(), before);
  });
});
