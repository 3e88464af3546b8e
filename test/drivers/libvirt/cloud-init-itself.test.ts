import assert from 'node:assert/strict';
import {test} from 'node:test';
import {vmForm} from '../../../source/drivers/libvirt/forms/vm.ts';
import {planCreateVm} from '../../../source/drivers/libvirt/plans/create-vm.ts';
import {configProblems, readConfig} from '../../../source/model/cloud-init/validate.ts';
import {shownContent} from '../../../source/model/command.ts';
import type {Answers} from '../../../source/model/form.ts';
import {type Document, judged} from '../../helpers/cloud-init/judge.ts';
import {needs} from '../../helpers/skip.ts';
import {hostile} from '../../soak/values.ts';
import {recordedHost} from './host.ts';

const skip = needs('cloudInit');
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJWKU8FKz3HafInTi+5RchIC0Dd9ipRbdymOmNLmLRcI alice@laptop';
const own = {
  ci_ip4_addr: '172.16.100.77/24',
  ci_nameserver_address: '9.9.9.9,2001:db8::53',
  ci_nameserver_search: 'example.org',
};

/** The files of NoCloud that a new guest with these answers gets; none: they were refused. */
function told(answers: Answers): readonly Document[] {
  const plan = planCreateVm({image: '/var/lib/libvirt/images/tiny.qcow2', jname: 'db', ...answers}, recordedHost());
  return (['user-data', 'network-config'] as const).flatMap(kind => {
    const file = plan.refusals.length === 0 && plan.steps.find(step => step.file?.path.includes(kind))?.file;
    return file ? [{kind, text: shownContent(file.content)}] : [];
  });
}

const fair: readonly Answers[] = [
  {},
  {
    hostname: 'db.example.org',
    user: 'web-admin',
    users: 'bob carol',
    password: 'x',
    ssh_pwauth: '1',
    ssh_key: key,
    ssh_key2: key,
  },
  {
    packages: 'nginx php8.2-fpm',
    timezone: 'Europe/Prague',
    runcmd: 'echo "a: b" > /x\n- c\nno\n12:30',
    growpart: '0',
    shell: '/bin/sh',
  },
  {
    write_files:
      "- path: /a\n  content: 'no'\n  owner: root:root\n  permissions: '0640'\n- {path: /b, encoding: b64, content: aGk=, append: true, defer: true}",
  },
  {
    user_data:
      'users: [default, {name: a, groups: [b], sudo: null}]\nbootcmd: [[ls, -l]]\nswap: {size: auto}\nntp: {servers: [a.b]}',
  },
  own,
  {ci_ip4_addr: '10.0.0.9/8'},
  {ci_ip4_addr: '2001:db8::9/64', ci_gw4: '2001:db8::1'},
];

test('cloud-init finds no fault with anything that the form makes, whatever is typed into it', {skip}, () => {
  const fields = vmForm.fields.filter(({group}) => group === 'cloud');
  const harmful = fields.flatMap(({id}, at) =>
    hostile
      .filter((_, index) => index % 4 === at % 4)
      .map(value => ({...(id.startsWith('ci_') ? own : {}), [id]: value})),
  );
  const documents = [...fair, ...harmful].flatMap(answers => told(answers).map(each => ({...each, answers})));
  assert.ok(documents.length > 40, String(documents.length));
  const found = judged(documents);
  for (const [index, {problem}] of found.entries()) assert.equal(problem, null, JSON.stringify(documents[index]));
  for (const answers of fair) assert.notDeepEqual(told(answers), [], JSON.stringify(answers));
});

test('a guest of whichever family sets the address, gateway and name servers of the form on the card that is meant', {
  skip,
}, () => {
  const mac = '52:54:00:aa:bb:cc';
  const [{made = null} = {}] = judged(told({...own, mac}).filter(({kind}) => kind === 'network-config'));
  assert.deepEqual(Object.keys(made ?? {}).sort(), ['eni', 'netplan', 'network-manager', 'networkd', 'sysconfig']);
  for (const [renderer, files] of Object.entries(made ?? {})) {
    for (const part of [mac, '172.16.100.77', '172.16.100.1', '9.9.9.9', 'example.org', 'eth0'])
      assert.ok(String(files).toLowerCase().includes(part), `${renderer}: ${part}\n${files}`);
    assert.ok(renderer === 'netplan' || !/= *nic0|iface nic0/i.test(String(files)), `${renderer}\n${files}`);
  }
});

/** Settings that cloud-init refuses, by its place in the text. */
const wrong = [
  ...[
    'packges: [vim]',
    'network: {version: 2}',
    'datasource: {NoCloud: {}}',
    'hostname: no',
    'hostname: 1',
    'timezone: 1',
  ],
  ...[
    'packages: []',
    'packages: [1]',
    'packages: vim',
    'runcmd: reboot',
    'runcmd: []',
    'runcmd: [1]',
    'runcmd: [[ls, 1]]',
  ],
  ...[
    'runcmd: [{a: b}]',
    'bootcmd: [[ls, null]]',
    'write_files: []',
    'write_files: [{content: a}]',
    'growpart: {mode: maybe}',
  ],
  ...['write_files: [{path: /a, permissions: 0600}]', 'write_files: [{path: /a, content: no}]', 'resize_rootfs: maybe'],
  ...['write_files: [{path: /a, encoding: rot13}]', 'write_files: [{path: /a, append: 1}]', 'manage_etc_hosts: nope'],
  ...[
    'users: [{gecos: a}]',
    'users: [{name: a, shel: b}]',
    'users: [{name: a, lock_passwd: "yes"}]',
    'users: [{name: 1}]',
  ],
  ...['users: [{name: a, inactive: 5}]', 'ssh_authorized_keys: a', 'ssh_genkeytypes: [foo]', 'ssh_deletekeys: 1'],
  ...[
    'package_update: "yes"',
    'power_state: {}',
    'swap: {foo: 1}',
    'chpasswd: {users: a}',
    'keyboard: {}',
    'ntp: {foo: 1}',
  ],
  ...[
    'apt: {foo: 1}',
    'apt_pipelining: foo',
    'mounts: []',
    'mounts: [a]',
    'phone_home: {}',
    'final_message: 1',
    'fan: {}',
  ],
  ...['ca_certs: {foo: 1}', 'yum_repos: {a: {}}', 'ssh_keys: {foo: a}', 'byobu_by_default: foo', 'apk_repos: {}'],
  ...['drivers: {nvidia: {}}', 'landscape: {}', 'mount_default_fields: [a]', 'locale_configfile: 1'],
];

/** Settings that it takes, old ways of saying it among them. */
const right = [
  ...['package_update: yes', 'ssh_pwauth: no', 'ca-certs: {trusted: [a]}', 'apt_update: true', 'users: default'],
  ...['disable_ec2_metadata: true', 'ssh_fp_console_blacklist: [a]', 'users: [{snapuser: a@b.c}]', 'groups: {a: [b]}'],
  ...['users: [{name: a, uid: 1000, groups: "b, c", sudo: null}]', 'chpasswd: {list: "a:b"}', 'growpart: {mode: off}'],
  ...['power_state: {mode: reboot, delay: now, condition: true}', 'ntp: null', 'apt: {sources: {a: {source: b}}}'],
  ...['runcmd: [a, [b, c], null]', 'packages: [a, [b, "1.2"]]', 'write_files: [{path: /a}]', 'mounts: [[a, b]]'],
];

test('what cloud-init refuses of an operator’s own YAML is refused before anything is made, and nothing else is', {
  skip,
}, () => {
  const ours = (text: string): readonly string[] => {
    const read = readConfig(text);
    return 'problem' in read ? [read.problem] : configProblems(read.config);
  };
  const theirs = judged([...wrong, ...right].map(text => ({kind: 'user-data', text: `#cloud-config\n${text}\n`})));
  for (const [index, text] of [...wrong, ...right].entries()) {
    const isWrong = index < wrong.length;
    assert.equal(theirs[index]?.problem !== null, isWrong, `cloud-init: ${text}: ${theirs[index]?.problem}`);
    assert.equal(ours(text).length > 0, isWrong, `${text}: ${ours(text).join('; ')}`);
  }
});

/** Plain words that YAML 1.1 and 1.2 take for different things. */
const plain =
  'yes no on Off TRUE y 0600 0o600 010 12:30 12:30:45 1_000 0b11 0x1f 1e3 1.5 .5 1.5e+3 0 -1 ~ null a 2.0.1 09 1:2:3.5'.split(
    ' ',
  );

test('an operator’s own YAML is read as cloud-init would read it, so that what was checked is what the guest gets', {
  skip,
}, () => {
  const text = `random_seed:\n${plain.map((word, index) => `  k${index}: ${word}`).join('\n')}\n`;
  const [{made = null} = {}] = judged([{kind: 'user-data', text: `#cloud-config\n${text}`}]);
  const read = readConfig(text);
  assert.deepEqual('config' in read && read.config.random_seed, made?.random_seed);
});
