import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {test} from 'node:test';
import {planCreateVm} from '../../../source/drivers/libvirt/plans/create-vm.ts';
import {cloudConfig} from '../../../source/drivers/libvirt/plans/seed.ts';
import {networkConfig} from '../../../source/model/cloud-init/network.ts';
import {configProblems, loadChecker, readConfig} from '../../../source/model/cloud-init/validate.ts';
import {shownContent} from '../../../source/model/command.ts';
import type {Answers} from '../../../source/model/form.ts';
import {needs} from '../../helpers/skip.ts';
import {recordedHost} from './host.ts';

await loadChecker();

const image = '/var/lib/libvirt/images/tiny.qcow2';
const planned = (answers: Answers) => planCreateVm({image, jname: 'db', ...answers}, recordedHost());
const refused = (answers: Answers) => planned(answers).refusals.map(({field, reason}) => [field, reason] as const);
const written = (answers: Answers, part: string): string =>
  shownContent(planned(answers).steps.find(({file}) => file?.path.includes(part))?.file?.content ?? []);

const configOf = (answers: Answers): Readonly<Record<string, unknown>> => {
  const read = readConfig(written(answers, 'user-data'));
  assert.ok('config' in read, JSON.stringify(planned(answers).refusals));
  return read.config;
};

/** What YAML 1.1 takes for something else than text, or an emitter breaks (other-drivers, 3.2). */
const awkward = [
  ...[
    'no',
    'yes',
    'on',
    'Off',
    'y',
    'N',
    'true',
    'null',
    '~',
    '',
    ' ',
    '12:30:45',
    '1:30',
    '1_000',
    '0b11',
    '0x1f',
    '0600',
  ],
  ...[
    '017',
    '1e3',
    '.5',
    '.inf',
    '-.inf',
    '.nan',
    '=',
    '<<',
    '-',
    '- a',
    '? a',
    'a: b',
    'a:',
    ': a',
    '# a',
    'a #b',
    '&a',
  ],
  ...['*a', '!a', '|', '>', '%a', '@a', '`a`', '"', "'", '""', '{a}', '[a]', ',', '2026-01-01', '2026-01-01 10:00:00'],
  ...[
    '\ta',
    'a\tb',
    'a\nb',
    'a\n',
    '\na',
    'a\n\n',
    '  a\n b',
    'ü',
    'ключ',
    '\u2028',
    '\u00a0',
    '😀',
    'a'.repeat(200),
    '\\n',
  ],
];

test('PyYAML, with which cloud-init reads, gets every awkward text as it was', {skip: needs('pyyaml')}, () => {
  const value = {list: awkward, ...Object.fromEntries(awkward.map((text, index) => [`k${index}`, text]))};
  const read = 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin.buffer.read().decode())))';
  const back: unknown = JSON.parse(execFileSync('python3', ['-c', read], {input: cloudConfig(value)}).toString());
  assert.deepEqual(back, value);
});

test('the form makes users with keys, packages, files and commands that cloud-init’s own schema has no fault with', () => {
  const config = configOf({
    user: 'web-admin',
    users: 'bob carol',
    packages: 'nginx curl',
    runcmd: 'echo "one: two" > /etc/x\nsystemctl restart nginx',
    write_files: "- path: /etc/motd\n  content: |\n    hello\n    $(id)\n  permissions: '0644'",
    timezone: 'Europe/Prague',
    hostname: 'db.example.org',
  });
  assert.deepEqual(configProblems(config), []);
  assert.deepEqual(
    (config.users as readonly {readonly name: string}[]).map(({name}) => name),
    ['web-admin', 'bob', 'carol'],
  );
  assert.deepEqual(config.runcmd, ['echo "one: two" > /etc/x', 'systemctl restart nginx']);
  assert.deepEqual(config.write_files, [{path: '/etc/motd', content: 'hello\n$(id)\n', permissions: '0644'}]);
  assert.deepEqual([config.hostname, config.fqdn], ['db', 'db.example.org']);
});

test('user-data of one’s own stands instead of what the form says, and a typing error in it is refused with its place', () => {
  const config = configOf({user_data: '#cloud-config\npackages: [vim]\nusers:\n  - name: eve\n', packages: 'nginx'});
  assert.deepEqual(config.packages, ['vim']);
  assert.deepEqual(config.users, [{name: 'eve'}]);
  for (const [text, reason] of [
    ['packges: [vim]', /knows no packges/],
    ['users:\n  - name: eve\n    shel: /bin/sh', /users\.0: cloud-init knows no shel/],
    ['write_files:\n  - path: /a\n    permissions: 0600', /write_files\.0\.permissions: .*quotes/],
    ['runcmd: reboot', /runcmd: it has to be array/],
    ['growpart: {mode: yes please}', /growpart\.mode: it is one of/],
    ['- a list', /no mapping/],
    ['a: [b', /no YAML: .* in line/],
  ] as const) {
    const [first, ...more] = refused({user_data: text});
    assert.equal(first?.[0], 'user_data', text);
    assert.match(first?.[1] ?? '', reason);
    assert.deepEqual(more, [], text);
  }
  assert.match(refused({write_files: '- path: a'})[0]?.join(' ') ?? '', /write_files .*path/);
});

test('an address that the guest sets itself is reserved for it too, by its card, with gateway and name servers', () => {
  const answers = {ci_ip4_addr: '172.16.100.50/24', ci_nameserver_address: '9.9.9.9,1.1.1.1', mac: '52:54:00:aa:bb:cc'};
  const plan = planned(answers);
  assert.deepEqual(plan.refusals, []);
  assert.match(plan.title, /at 172\.16\.100\.50/);
  assert.match(
    plan.steps.map(({command}) => command?.argv.join(' ') ?? '').join('\n'),
    /cloud-localds -N \S+network-config\S+ \S+seed\.iso/,
  );
  const network = readConfig(written(answers, 'network-config'));
  assert.deepEqual('config' in network && network.config, {
    version: 2,
    ethernets: {
      nic0: {
        match: {macaddress: '52:54:00:aa:bb:cc'},
        'set-name': 'eth0',
        dhcp4: false,
        addresses: ['172.16.100.50/24'],
        routes: [{to: '0.0.0.0/0', via: '172.16.100.1'}],
        nameservers: {addresses: ['9.9.9.9', '1.1.1.1']},
      },
    },
  });
  assert.equal(refused({ci_ip4_addr: '172.16.100.50'})[0]?.[0], 'ci_ip4_addr');
  assert.match(
    refused({ci_ip4_addr: '172.16.100.50/24', ci_gw4: '172.16.100.50'})[0]?.[1] ?? '',
    /172\.16\.100\.50 is its own address/,
  );
  assert.equal(refused({ci_ip4_addr: '172.16.100.50/24', ci_gw4: '10.0.0.1'})[0]?.[0], 'ci_gw4');
  assert.equal(refused({ci_ip4_addr: '172.16.100.3/24'})[0]?.[0], 'ip4_addr', 'web2 has it');
});

test('the first guest of a host, with which its network is made, is told the gateway of that network', () => {
  const known = recordedHost();
  const bare = {...known, networks: [], domains: [], host: {...known.host, addresses: []}};
  const plan = planCreateVm({image, jname: 'db', ci_ip4_addr: '172.16.100.50/24'}, bare);
  assert.deepEqual(plan.refusals, []);
  const network = plan.steps.find(({file}) => file?.path.includes('network-config'))?.file?.content ?? [];
  assert.match(shownContent(network), /via: '172\.16\.100\.1'\n.*\n +addresses:\n +- '172\.16\.100\.1'/);
});

test('without a gateway or a name server none is written', () => {
  const text = networkConfig({
    mac: 'a',
    address: '2001:db8::5/64',
    gateway: '2001:db8::1',
    nameservers: [],
    search: '',
  });
  assert.ok(!text.includes('nameservers'));
  assert.match(text, /to: '?::\/0/);
});

test('a guest of a net that leads nowhere has no gateway and no name server: 0 says so, and so does an isolated network', () => {
  const network = (answers: Answers, context = recordedHost()) => {
    const plan = planCreateVm({image, jname: 'db', ...answers}, context);
    assert.deepEqual(plan.refusals, []);
    return shownContent(plan.steps.find(({file}) => file?.path.includes('network-config'))?.file?.content ?? []);
  };
  const ours = {ci_ip4_addr: '172.16.100.50/24'};
  assert.match(network(ours), /via: '172\.16\.100\.1'/);
  assert.doesNotMatch(network({...ours, ci_gw4: '0'}), /routes|nameservers/);
  assert.match(network({...ours, ci_gw4: '0', ci_nameserver_address: '9.9.9.9'}), /'9\.9\.9\.9'/);
  assert.doesNotMatch(network({...ours, ci_nameserver_address: '0'}), /nameservers/);
  assert.doesNotMatch(network({ci_ip4_addr: '10.9.8.7/24'}), /routes|nameservers/, 'nobody here knows its net');

  const {networks, ...rest} = recordedHost();
  const inner = {name: 'inner', mode: 'isolated', bridge: 'virbr8', gateway: '10.8.0.1/24', hasDhcp: true};
  const host = {...rest, networks: [...networks, {...inner, reservations: [], active: true, autostart: true}]};
  const lonely = {network: 'network:inner', ci_ip4_addr: '10.8.0.9/24'};
  assert.doesNotMatch(network(lonely, host), /routes|nameservers/);
  assert.match(network({...lonely, ci_gw4: '10.8.0.1'}, host), /via: '10\.8\.0\.1'/, 'unless one is named');
  assert.match(
    planCreateVm({image, jname: 'db', ...lonely}, host).warnings.join(),
    /Without a gateway it reaches its own net alone/,
  );
  const [lost] = refused({...ours, ci_nameserver_address: '0', ci_nameserver_search: 'example.org'});
  assert.match(lost?.join(' ') ?? '', /^ci_nameserver_search .*would be lost/, 'cloud-init would refuse all of it');
  for (const value of ['', 'none', '10.0.0.1'])
    assert.equal(refused({...ours, ci_gw4: value})[0]?.[0], 'ci_gw4', value);
  assert.equal(refused({...ours, ci_nameserver_address: 'DHCP'})[0]?.[0], 'ci_nameserver_address');
});
