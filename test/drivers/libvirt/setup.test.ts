import assert from 'node:assert/strict';
import {test} from 'node:test';
import {chooseHost} from '../../../source/actions/choose-host.ts';
import {type Health, readHealth} from '../../../source/drivers/libvirt/doctor/facts.ts';
import {activeOf, type Firewalls, readClosed, readZoned} from '../../../source/drivers/libvirt/doctor/firewalls.ts';
import {packages} from '../../../source/drivers/libvirt/doctor/programs.ts';
import type {Network} from '../../../source/drivers/libvirt/look/networks.ts';
import {planSetup} from '../../../source/drivers/libvirt/setup/plan.ts';
import {shownContent} from '../../../source/model/command.ts';
import type {Plan} from '../../../source/model/plan.ts';
import {operator, recordedHost} from './host.ts';

const titles = (plan: Plan) => plan.steps.map(({title}) => title);
const refused = (plan: Plan) => plan.refusals.map(({code, field}) => [code, field]);
const everything = new Set(packages.map(({program}) => program));
const root = {...operator, user: 'root'};

const idle: Network = {
  name: 'default',
  mode: 'nat',
  bridge: 'virbr0',
  gateway: '192.168.122.1/24',
  hasDhcp: true,
  reservations: [],
  active: true,
  autostart: true,
};

/** No firewall but the kernel's own. */
const quiet: Firewalls = {rules: ['-P INPUT ACCEPT', '-P FORWARD ACCEPT'], closed: [], passes: [], zoned: null};

/** A host with libvirt and its default network, which nobody uses, and nothing of ours. */
function installed(change: Partial<Health> = {}): Health {
  const context = {
    ...recordedHost(),
    networks: [idle],
    domains: [],
    folders: new Set<string>(),
    doors: {...recordedHost().doors, files: new Map()},
  };
  return {
    programs: everything,
    system: {ids: ['debian'], version: 12},
    manager: 'apt-get',
    isRoot: true,
    hasDaemon: true,
    found: quiet,
    confinement: '',
    isForwarding: false,
    isForwardingKept: false,
    members: new Set(),
    operator: root,
    host: {...context.host, addresses: [{interface: 'eth0', address: '192.0.2.7/24'}]},
    context,
    ...change,
  };
}

test('a host without libvirt is given packages, daemon and network in one plan, by the family that it is of', () => {
  const bare = installed({
    programs: new Set(),
    hasDaemon: false,
    context: null,
    host: {...installed().host, systemd: true},
  });
  const plan = planSetup({}, bare);
  assert.deepEqual(plan.refusals, []);
  assert.match(
    plan.steps[0]?.command?.argv.join(' ') ?? '',
    /^apt-get install -y --no-install-recommends libvirt-daemon-system /,
  );
  assert.deepEqual(plan.steps[1]?.command?.argv, ['systemctl', 'enable', '--now', 'libvirtd.service']);
  assert.match(titles(plan).join('\n'), /Define network construct[\s\S]*Let guests of construct reach the world/);
  assert.match(plan.success, /is set up/);
  assert.match(plan.warnings.join(), /default network/);
  const silent = planSetup({}, {...bare, programs: everything});
  assert.ok(!titles(silent).some(title => /network/.test(title)), 'whose networks nobody can see gets none');
  assert.match(silent.success, /once more/);
  const fedora = planSetup({}, {...bare, manager: 'dnf'});
  assert.match(fedora.steps[0]?.command?.argv.join(' ') ?? '', /^dnf install -y libvirt qemu-kvm /);
  const plain = planSetup({}, {...bare, host: {...bare.host, systemd: false}});
  assert.match(plain.steps[1]?.title ?? '', /without systemd/);
});

/** /etc/os-release of systems, as far as it is asked; the tool of packages; what is to be installed and started. */
const families = [
  ['ID=debian', 'VERSION_ID="12"', '', 'apt-get', 'libvirtd.service'],
  ['ID=debian', 'VERSION_ID="13"', '', 'apt-get', 'libvirtd.service'],
  ['ID=ubuntu', 'VERSION_ID="24.04"', 'ID_LIKE=debian', 'apt-get', 'libvirtd.service'],
  ['ID=fedora', 'VERSION_ID=41', '', 'dnf', 'virtqemud.service virtnetworkd.service virtstoraged.socket'],
  ...(['rocky', 'almalinux'] as const).flatMap(
    id =>
      [
        [`ID="${id}"`, 'VERSION_ID="8.10"', 'ID_LIKE="rhel centos fedora"', 'dnf', 'libvirtd.service'],
        [`ID="${id}"`, 'VERSION_ID="9.4"', 'ID_LIKE="rhel centos fedora"', 'dnf', 'virtqemud.service'],
      ] as const,
  ),
  ['ID="rhel"', 'VERSION_ID="9.4"', 'ID_LIKE="fedora"', 'dnf', 'virtqemud.service'],
  ['ID="centos"', 'VERSION_ID="9"', 'ID_LIKE="rhel fedora"', 'dnf', 'virtqemud.service'],
  ['ID="ol"', 'VERSION_ID="9.4"', 'ID_LIKE="fedora"', 'dnf', 'virtqemud.service'],
] as const;

test('each family gets packages that it has itself, and the daemons that it runs, one or one a driver', () => {
  for (const [id, version, like, manager, units] of families) {
    const told = ['system', id, version, like, 'managers', manager, 'uid', '0', 'init', 'systemd', 'name', 'lab'];
    const names = new Set(['system', 'managers', 'uid', 'init', 'name']);
    const stdout = told.map(line => (names.has(line) ? `\u001e${line}` : line)).join('\n');
    const {steps, refusals} = planSetup({}, readHealth(stdout, root, 0));
    assert.deepEqual(refusals, [], id);
    const [install = '', start = ''] = steps.map(({command}) => command?.argv.join(' ') ?? '');
    assert.equal(
      install,
      manager === 'dnf'
        ? 'dnf install -y libvirt qemu-kvm qemu-img xorriso nftables iproute dnsmasq'
        : 'apt-get install -y --no-install-recommends libvirt-daemon-system libvirt-daemon-driver-qemu libvirt-clients qemu-system-x86 qemu-utils cloud-image-utils nftables iproute2 dnsmasq-base',
      `${id} ${version}`,
    );
    assert.ok(start.startsWith(`systemctl enable --now ${units}`), `${id} ${version}: ${start}`);
    assert.equal(steps[0]?.check?.expect.programs?.includes('xorrisofs'), manager === 'dnf');
  }
  const suse = planSetup({}, installed({programs: new Set(), manager: '', context: null, hasDaemon: false}));
  assert.deepEqual(refused(suse), [['unsupported', null]]);
  assert.match(suse.refusals[0]?.reason ?? '', /neither apt-get nor dnf: install the packages of virsh, /);
  const alike = installed({programs: new Set([...everything, 'xorrisofs'].filter(name => name !== 'cloud-localds'))});
  assert.doesNotMatch(titles(planSetup({}, alike)).join(), /Install/, 'xorrisofs makes the medium as well');
});

test('the default network goes off only while nobody uses it, and never under an operator who comes in through it', () => {
  assert.ok(titles(planSetup({}, installed())).includes('Stop network default'));
  const {context} = installed();
  const [domain] = recordedHost().domains;
  const nic = {mac: '', network: 'default', bridge: '', model: ''};
  const used = installed({context: context && domain ? {...context, domains: [{...domain, nics: [nic]}]} : null});
  assert.ok(!titles(planSetup({}, used)).some(title => /default/.test(title)));
  const through = {...root, reachedBy: {client: '192.168.122.5', server: '192.168.122.1', port: 22}};
  assert.deepEqual(refused(planSetup({}, installed({operator: through}))), [['wrong-state', 'default_off']]);
});

test('a network of ours is made before the first guest, and one that meets what the host has is refused', () => {
  const found = titles(planSetup({}, installed())).join('\n');
  assert.match(found, /Define network construct, 172\.16\.100\.1\/24 on virbr100/);
  assert.match(found, /Let guests of construct reach the world as this host/);
  assert.match(
    titles(planSetup({gateway: '10.7.0.1/20'}, installed())).join('\n'),
    /Define network construct, 10\.7\.0\.1\/20/,
  );
  const range = (gateway: string) =>
    /netmask='([\d.]+)'>\s*<dhcp>\s*<range start='([\d.]+)' end='([\d.]+)'/
      .exec(
        planSetup({gateway}, installed())
          .steps.map(({file}) => shownContent(file?.content ?? []))
          .join('\n'),
      )
      ?.slice(1);
  assert.deepEqual(range('172.16.100.1/24'), ['255.255.255.0', '172.16.100.200', '172.16.100.254']);
  assert.deepEqual(range('10.7.0.1/20'), ['255.255.240.0', '10.7.12.143', '10.7.15.254']);
  for (const gateway of ['192.0.2.9/24', '192.168.122.9/24', '192.0.0.1/16', '10.0.0.1/8', 'x'])
    assert.deepEqual(refused(planSetup({gateway}, installed())), [['invalid', 'gateway']], gateway);
});

test('what is there already is not done again, and a host that is set up has an empty plan', () => {
  const {host, ...context} = recordedHost();
  const health = installed({context: {host, ...context}, host});
  assert.deepEqual(planSetup({}, health).steps, []);
  assert.match(planSetup({}, health).warnings.join(), /nothing has to be done/);
  assert.equal(planSetup({ip_forward: '1', member: 'bob'}, health).steps.length, 3);
  assert.deepEqual(refused(planSetup({member: 'bob ann'}, health)), [['invalid', 'member']]);
  assert.equal(
    planSetup({ip_forward: '1', member: 'bob'}, {...health, members: new Set(['bob']), isForwardingKept: true}).steps
      .length,
    0,
  );
});

/** The plan for a host whose firewalls are these, as words. */
const opened = (found: Partial<Firewalls>): readonly string[] =>
  planSetup({}, installed({context: recordedHost(), found: {...quiet, ...found}})).steps.map(
    ({command}) => command?.argv.join(' ') ?? '',
  );

test('a firewall that drops is opened for our bridge alone, for what comes in and for what guests ask, and who is not root is told so', () => {
  assert.deepEqual(opened({}), []);
  assert.deepEqual(opened({rules: ['-P INPUT ACCEPT', '-P FORWARD DROP']}), [
    'iptables -I FORWARD -o virbr100 -m conntrack --ctstate DNAT,RELATED,ESTABLISHED -j ACCEPT',
    'iptables -I FORWARD -i virbr100 -j ACCEPT',
  ]);
  const rejects = opened({rules: ['-P INPUT ACCEPT', '-A INPUT -j REJECT --reject-with icmp-host-prohibited']});
  assert.deepEqual(rejects, [
    'iptables -I INPUT -i virbr100 -p udp --dport 67 -j ACCEPT',
    'iptables -I INPUT -i virbr100 -p udp --dport 53 -j ACCEPT',
    'iptables -I INPUT -i virbr100 -p tcp --dport 53 -j ACCEPT',
  ]);
  assert.deepEqual(refused(planSetup({}, installed({isRoot: false}))), [['no-rights', null]]);
});

test('each firewall is opened in its own way: ufw and firewalld by what they keep, Docker’s policy and nft’s own chains by rules', () => {
  const drops = ['-P INPUT DROP', '-P FORWARD DROP'];
  const ufw = [...drops, '-A INPUT -j ufw-before-input', '-A FORWARD -j ufw-before-forward'];
  assert.deepEqual(opened({rules: ufw}), [
    'ufw route allow out on virbr100',
    'ufw route allow in on virbr100',
    'ufw allow in on virbr100 to any port 67 proto udp',
    'ufw allow in on virbr100 to any port 53 proto udp',
    'ufw allow in on virbr100 to any port 53 proto tcp',
  ]);
  const passing = [
    '-A ufw-user-forward -o virbr100 -j ACCEPT',
    '-A ufw-user-forward -i virbr100 -j ACCEPT',
    ...['-p udp -m udp --dport 67', '-p udp -m udp --dport 53', '-p tcp -m tcp --dport 53'].map(
      words => `-A ufw-user-input -i virbr100 ${words} -j ACCEPT`,
    ),
  ];
  assert.deepEqual(opened({rules: [...ufw, ...passing]}), [], 'what is let through already is not asked for again');
  assert.equal(opened({rules: [...ufw, ...passing.slice(1)]}).length, 1);

  assert.deepEqual(opened({zoned: readZoned('running\nlibvirt (default)\n  interfaces: virbr0 virbr100\n')}), []);
  assert.deepEqual(opened({zoned: readZoned('running\npublic\n  interfaces: virbr100\n')}), [
    'firewall-cmd --permanent --zone=libvirt --add-interface=virbr100',
    'firewall-cmd --zone=libvirt --add-interface=virbr100',
  ]);
  assert.equal(readZoned(''), null, 'it does not run');

  const docker = ['-P INPUT ACCEPT', '-P FORWARD DROP', '-A FORWARD -j DOCKER-USER', '-A FORWARD -j DOCKER-FORWARD'];
  assert.match(opened({rules: docker}).join('\n'), /^iptables -I FORWARD -o virbr100 /);
  assert.deepEqual(
    [ufw, docker, drops].map(rules => activeOf({...quiet, rules})),
    [['ufw'], ['docker'], []],
    'by what they have loaded, not by their units',
  );
});

test('chains of nft’s own that drop are opened by marked rules, one for each of them, which are found again and can be taken back', () => {
  const chain = (family: string, table: string, name: string, hook: string) => ({
    chain: {family, table, name, hook, policy: 'drop'},
  });
  const chains = JSON.stringify({
    nftables: [
      chain('inet', 'own', 'through', 'forward'),
      chain('ip', 'filter', 'FORWARD', 'forward'),
      chain('inet', 'own', 'in', 'input'),
    ],
  });
  const closed = readClosed(chains, true);
  const plan = planSetup({}, installed({context: recordedHost(), found: {...quiet, closed}}));
  assert.equal(plan.steps.length, 5, 'iptables’ own chain is told by iptables');
  assert.equal(
    plan.steps[0]?.command?.argv[1],
    'insert rule inet own through oifname virbr100 ct status dnat accept comment "construct-tui virbr100 doors"; insert rule inet own through oifname virbr100 ct state established,related accept comment "construct-tui virbr100 doors"',
  );
  assert.ok(plan.steps.every(({undo, check}) => undo && undo.length > 0 && check?.id === 'passes'));
  const there = 'iifname "virbr100" accept comment "construct-tui virbr100 guests"';
  assert.equal(opened({closed, passes: [there]}).length, 4, 'what is let through already is not asked for again');
  assert.equal(readClosed(chains, false)?.length, 3, 'where iptables is not there, nft tells of its chain too');
  assert.equal(readClosed('no JSON', true), null);
});

test('a Linux machine without libvirt shows the practice host until somebody asks for more', () => {
  const wish = {practice: false, world: '/nowhere', fallBack: true};
  assert.equal(chooseHost(wish, 'linux')?.practice, '/nowhere');
  assert.equal(chooseHost({...wish, fallBack: false}, 'linux'), null);
  assert.equal(chooseHost({...wish, fallBack: false, bare: true}, 'linux')?.driver, 'libvirt');
  assert.equal(chooseHost({...wish, fallBack: false}, 'freebsd')?.driver, 'cbsd');
});
