import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import path from 'node:path';
import {documentOf, part, rows} from '../helpers/document.ts';
import {busybox, tinyImage} from '../helpers/libvirt/image.ts';
import {type LibvirtHost, libvirtHost, tiny} from '../helpers/libvirt.ts';
import {root} from '../helpers/program.ts';
import {needs} from '../helpers/skip.ts';
import {until} from '../helpers/until.ts';
import type {Part} from './part.ts';

/** Where `.ci/run` unpacks ufw and firewalld. */
const unpacked = '/tmp/construct-tui-firewalls/root';

type Firewall = {
  readonly name: string;
  readonly start: string;
  /** What its keeper does every now and then, after which everything still passes. */
  readonly again: string;
  readonly stop: string;
  /** What it keeps out. */
  readonly shut: readonly (keyof typeof ways)[];
};

const all = ['in', 'udp', 'out', 'name', 'address'] as const;

const kinds: readonly Firewall[] = [
  {
    name: 'ufw',
    start: 'ufw --force enable',
    again: 'ufw reload',
    stop: 'ufw --force disable; iptables -P INPUT ACCEPT; iptables -P FORWARD ACCEPT; iptables -F; iptables -X',
    shut: all,
  },
  {
    name: 'firewalld',
    start:
      'dbus-daemon --system --fork; firewalld --nofork --nopid >/run/firewalld.log 2>&1 & for i in $(seq 120); do firewall-cmd --state && break; sleep 0.5; done',
    again: 'firewall-cmd --reload',
    stop: 'kill $(pgrep -x firewalld); while pgrep -x firewalld; do sleep 0.1; done',
    shut: ['out', 'name', 'address'], // what goes to a door it lets through in every zone
  },
  {
    name: 'chains as Docker makes them',
    start:
      'iptables -P FORWARD DROP; iptables -N DOCKER-USER; iptables -N DOCKER-FORWARD; iptables -A DOCKER-USER -j RETURN; iptables -A FORWARD -j DOCKER-USER; iptables -A FORWARD -j DOCKER-FORWARD',
    again: 'iptables -D FORWARD -j DOCKER-USER; iptables -I FORWARD -j DOCKER-USER',
    stop: 'iptables -F; iptables -X; iptables -P FORWARD ACCEPT',
    shut: ['in', 'udp', 'out'],
  },
  {
    name: 'nft’s own chains',
    start:
      "nft 'add table inet own; add chain inet own through { type filter hook forward priority 0; policy drop; }; add chain inet own into { type filter hook input priority 0; policy drop; }; add table ip more; add chain ip more fw { type filter hook forward priority 5; policy drop; }'",
    again: 'true',
    stop: 'nft delete table inet own; nft delete table ip more',
    shut: all,
  },
];

/** Asks the host's dnsmasq for a name, by UDP; any answer will do. */
const question =
  'import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(3); s.sendto(bytes.fromhex("12340100000100000000000001610000010001"), ("172.16.100.1", 53)); s.recv(512)';

const udp = path.join(root, 'test/helpers/libvirt/udp.py');

/** Real packets, each from where it comes in life. */
const ways = {
  in: ['outside', 'curl', '-sf', '-m', '3', 'http://10.98.0.1:8080/'],
  udp: ['outside', 'python3', udp, 'ask', '10.98.0.1', '1194'],
  out: ['guest', 'curl', '-sf', '-m', '3', 'http://10.98.0.2:81/'],
  name: ['guest', 'python3', '-c', question],
  address: ['guest', busybox, 'udhcpc', '-i', 'eth0', '-n', '-q', '-t', '6', '-T', '1', '-s', '/bin/true'],
} as const;

const passing = async (host: LibvirtHost): Promise<readonly string[]> => {
  const tried = await Promise.all(
    Object.entries(ways).map(async ([way, argv]) =>
      (await host.on(['ip', 'netns', 'exec', ...argv])).exit === 0 ? way : '',
    ),
  );
  return tried.filter(Boolean);
};

const opened = async (host: LibvirtHost, {name, start, again, stop, shut}: Firewall): Promise<void> => {
  const judged = async () =>
    rows(part(documentOf(await host.here('doctor', '--json'), false), 'checks')).find(({id}) => id === 'forward');
  const runs = async (...words: readonly string[]) => {
    const told = await host.here(...words, '--yes');
    assert.equal(told.exit, 0, `${name}: ${told.stderr}`);
  };
  assert.deepEqual(await passing(host), all, `before ${name}`);
  await host.on(['bash', '-c', start]);
  const closed = all.filter(way => !shut.includes(way));
  assert.deepEqual(await passing(host), closed, `${name} keeps out what it does`);
  assert.equal((await judged())?.state, 'warn', name);
  await runs('doctor', '--mend', 'forward');
  assert.deepEqual(await passing(host), all, `${name} is opened`);
  assert.equal((await judged())?.state, 'ok', name);
  await host.on(['bash', '-c', again]);
  assert.deepEqual(await passing(host), all, `${name} keeps it`);
  const [job] = rows(part(documentOf(await host.here('jobs', '--json'), false), 'jobs')).filter(
    ({action}) => action === 'mend',
  );
  await runs('jobs', 'undo', String(job?.id));
  assert.deepEqual(await passing(host), closed, `${name} is as before`);
  assert.equal((await judged())?.state, 'warn', name);
  await host.on(['bash', '-c', stop]);
};

export const firewalls: Part = {
  name: 'firewalls',
  title:
    'what ufw, firewalld, Docker’s chains and nft’s own keep from guests is seen, let through in their way, kept and taken back',
  async run({sample, seed, tally}) {
    const why = needs('libvirt') || (existsSync(unpacked) ? false : 'no ufw and firewalld, which .ci/run unpacks');
    if (why !== false) return `nothing here: ${why}`;
    const cleaning: (() => unknown)[] = [];
    const chosen = sample ? kinds.filter((_, index) => index === seed % kinds.length) : kinds;
    try {
      const host = await libvirtHost({after: (clean: () => unknown) => void cleaning.push(clean)});
      await host.bringImage();
      tinyImage();
      const given = ['--set', `image=${tiny}`, '--set', 'ip4_addr=172.16.100.50', '--set', 'start=0', '--yes'];
      await host.here('create', 'vm', 'web', ...given);
      await host.here('expose', 'web', '8080:80', '1194/udp', '--yes');
      await host.standForGuest('172.16.100.50');
      const script = path.join(root, 'test/helpers/libvirt/firewalls.sh');
      const ready = await host.on(['env', `FIREWALLS=${unpacked}`, `BUSYBOX=${busybox}`, `UDP=${udp}`, 'sh', script]);
      assert.equal(ready.exit, 0, ready.stderr);
      // a new port of a bridge forwards nothing at first
      await until('every way passes', async () => (await passing(host)).length === all.length);
      for (const firewall of chosen) await tally.check(firewall.name, () => opened(host, firewall));
    } finally {
      for (const clean of cleaning.reverse()) await clean();
    }
    return `${chosen.map(({name}) => name).join(', ')}: real packets of a namespace that stands for a guest`;
  },
};
