import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {unpacked} from '../helpers/cloud-init/judge.ts';
import {documentOf, part, rows} from '../helpers/document.ts';
import {libvirtHost, tiny} from '../helpers/libvirt.ts';
import {root} from '../helpers/program.ts';
import {needs} from '../helpers/skip.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const skip = needs('libvirt') || needs('cloudInit');
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJWKU8FKz3HafInTi+5RchIC0Dd9ipRbdymOmNLmLRcI alice@laptop';
const password = `it's "$(id)" \\ #1`;

/** What the form asks for, and two files and commands that any shell or YAML would spoil. */
const wish = {
  ...{
    hostname: 'db.example.org',
    user: 'web-admin',
    users: 'bob',
    ssh_key: key,
    ssh_pwauth: '1',
    timezone: 'Europe/Prague',
  },
  ...{packages: 'nginx php8.2-fpm', runcmd: 'echo "ran: $(id -un) #1" >/etc/made/ran\nprintf %s no >>/etc/made/ran'},
  write_files:
    "- path: /etc/made/motd\n  content: |\n    hello: $(id)\n     '12:30' \\n\n  permissions: '0640'\n  owner: bob:bob\n  defer: true",
  ...{ci_ip4_addr: '172.16.100.50/24', ci_nameserver_address: '9.9.9.9', ci_nameserver_search: 'example.org'},
};

test('cloud-init itself makes of the medium what the form says, and of a clone’s medium a guest of its own', {
  skip,
}, async t => {
  const host = await libvirtHost(t);
  await host.bringImage();
  const folder = temporaryFolder(t);
  const secret = path.join(host.folder, 'password');
  mkdirSync(path.dirname(`${host.root}${secret}`), {recursive: true});
  writeFileSync(`${host.root}${secret}`, password);
  const settings = Object.entries(wish).flatMap(([id, value]) => ['--set', `${id}=${value}`]);
  const off = ['--set', 'start=0', '--yes'];
  const made = await host.here(
    'create',
    'vm',
    'db',
    '--set',
    `image=${tiny}`,
    ...settings,
    '--set-file',
    `password=${secret}`,
    ...off,
  );
  assert.equal(made.exit, 0, made.stderr);
  const cloned = await host.here('clone', 'db', 'db2', ...off);
  assert.equal(cloned.exit, 0, cloned.stderr);

  const media: string[] = [];
  for (const name of ['db', 'db2']) {
    const medium = path.join(folder, `${name}.iso`);
    execFileSync('cp', [`${host.root}/var/lib/libvirt/images/construct-tui/${name}-seed.iso`, medium]);
    const [nic] = rows(part(documentOf(await host.here('show', name, '--json'), false), 'guest', 'nics'));
    media.push(medium, String(nic?.mac));
  }
  const system = path.join(folder, 'system');
  mkdirSync(system);
  const namespaces = ['--mount', '--uts', '--net', '--pid', '--fork', '--kill-child', '--propagation', 'private'];
  const script = path.join(root, 'test/helpers/cloud-init/guest.sh');
  const told = execFileSync('unshare', [...namespaces, 'sh', script, system, `${unpacked}/root`, ...media]).toString();
  const [first = '', second = ''] = told.split(/^(?=Volume id: )/m);
  const has = (text: string, ...lines: readonly string[]) => {
    for (const line of lines) assert.ok(text.split('\n').includes(line), `${line}\n${text}`);
  };

  has(first, 'Volume id: cidata', 'hostname db', `card eth0 ${media[1]}`, 'run/cloud-init/result.json:   "errors": []');
  assert.match(first, /^etc\/passwd: web-admin:.*:\/bin\/bash$/m);
  const [, hash = ''] = /^etc\/shadow: web-admin:([^:]*):/m.exec(first) ?? [];
  assert.equal(crypted(password, hash), hash, 'the password that was typed is the one that logs in');
  assert.match(first, /^etc\/shadow: bob:!/m, 'nobody logs in as bob but by a key');
  for (const name of ['web-admin', 'bob'])
    has(first, `home/${name}/.ssh/authorized_keys is ${name}:${name} 600`, `home/${name}/.ssh/authorized_keys: ${key}`);
  has(first, 'etc/sudoers.d/90-cloud-init-users: web-admin ALL=(ALL) NOPASSWD:ALL', 'etc/timezone: Europe/Prague');
  assert.doesNotMatch(first, /^etc\/sudoers.*bob/m);
  assert.match(first, /^etc\/ssh\/sshd_config.*: PasswordAuthentication yes$/m);
  has(first, 'etc/made/motd is bob:bob 640', 'etc/made/motd: hello: $(id)', "etc/made/motd:  '12:30' \\n");
  has(first, 'etc/made/ran: ran: root #1', 'etc/made/ran: no');
  assert.match(first, /^etc\/made\/asked: .* install nginx php8\.2-fpm$/m);
  const netplan = (text: string) =>
    [...text.matchAll(/^etc\/netplan\/\S+:\s+(?:- +)?(\S.*)$/gm)].map(([, line]) => line);
  const lines = netplan(first);
  for (const line of ['172.16.100.50/24', 'via: 172.16.100.1', '9.9.9.9', 'example.org', `macaddress: ${media[1]}`])
    assert.ok(lines.includes(line), `${line}\n${lines.join('\n')}`);
  assert.deepEqual(first.match(/^log: .*/gm), null, 'it complains of nothing');

  has(
    second,
    'hostname db2',
    'run/cloud-init/result.json:   "errors": []',
    `etc/shadow: web-admin:${hash}:${day(first)}:0:99999:7:::`,
  );
  assert.ok(netplan(second).includes('dhcp4: true') && !netplan(second).includes('172.16.100.50/24'));
  // 22.4 finds fault with the list of no users, and makes none
  const more = (second.match(/^(?:etc\/made\/|log: ).*/gm) ?? []).filter(
    line => !/schema\.py\[WARNING\]: Invalid cloud-config/.test(line),
  );
  assert.deepEqual(more, [], 'nothing that was made once is made again');
});

/** `$6$SALT$HASH` as this system's own library makes it. */
const crypted = (word: string, hash: string): string =>
  execFileSync('/usr/bin/python3', [
    '-W',
    'ignore',
    '-c',
    'import crypt, sys; print(crypt.crypt(*sys.argv[1:]))',
    word,
    hash,
  ])
    .toString()
    .trim();

/** When the password was set, in days. */
const day = (text: string): string => /^etc\/shadow: web-admin:[^:]*:(\d+):/m.exec(text)?.[1] ?? '';
