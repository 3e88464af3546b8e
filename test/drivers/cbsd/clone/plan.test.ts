import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import fc from 'fast-check';
import type {CopyFacts} from '../../../../source/drivers/cbsd/clone/copy-facts.ts';
import {dependentsOf} from '../../../../source/drivers/cbsd/clone/dependents.ts';
import {readSite} from '../../../../source/drivers/cbsd/clone/facts.ts';
import {cloneForm} from '../../../../source/drivers/cbsd/clone/form.ts';
import {planClone} from '../../../../source/drivers/cbsd/clone/plan.ts';
import type {CbsdContext, CbsdGuest} from '../../../../source/drivers/cbsd/context.ts';
import {planRemove} from '../../../../source/drivers/cbsd/removal/plan.ts';
import {shownContent} from '../../../../source/model/command.ts';
import type {Answers, FormView} from '../../../../source/model/form.ts';
import type {Plan} from '../../../../source/model/plan.ts';
import {resolveForm} from '../../../../source/model/resolve.ts';
import {context, guest} from '../bench.ts';
import {told} from '../plans/told.ts';

const golden = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

const door = {
  ...({guest: 'web1', protocol: 'tcp', hostAddress: '192.0.2.10', hostPort: 8080} as const),
  ...{guestAddress: '10.0.0.11', guestPort: 80, from: ['any'], stored: true, live: true},
};
const jail = (more: Partial<CbsdGuest> = {}): CbsdGuest =>
  guest('web1', '10.0.0.11', {
    row: {ip4_addr: '10.0.0.11', host_hostname: 'web1.my.domain', ver: '14.1', b_order: '10'},
    forwards: [door],
    ...more,
  });
const vm = (more: Partial<CbsdGuest> = {}): CbsdGuest =>
  guest('vm1', '10.0.0.21', {
    emulator: 'bhyve',
    row: {ip4_addr: '10.0.0.21', host_hostname: 'vm1.my.domain', b_order: '10', uuid: 'aaaa', vm_vnc_port: '5911'},
    forwards: [],
    diskBytes: 10 * 1024 ** 3,
    ...more,
  });

const seed = {
  metaData: '---\ninstance-id: vm1\nlocal-hostname: vm1.my.domain\n',
  networkConfig: 'version: 1\n  address: 10.0.0.21/24\n  gateway: 10.0.0.254\n',
};
const facts: CopyFacts = {
  datasets: [],
  snapshots: [],
  seeds: new Map([['vm1', seed]]),
  mounts: new Map(),
  hooks: new Map(),
  rsync: true,
};
const onZfs: CopyFacts = {
  ...facts,
  datasets: [{name: 'zroot/jails/web1', mountpoint: '/usr/jails/jails-data/web1-data', origin: '', bytes: 4096}],
};
const host = (more: Partial<CbsdContext> = {}, zfs = false): CbsdContext =>
  context({guests: [jail(), vm(), guest('plain', '', {emulator: 'bhyve'})], copies: facts, ...more}, {zfs});
const clone = (source: string, answers: Answers, on = host()): Plan => planClone(source, answers, on);
const codes = (plan: Plan) => plan.refusals.map(({code, field, owner}) => [code, field, owner]);
const argv = (plan: Plan) => plan.steps.flatMap(step => (step.command ? [step.command.argv.join(' ')] : []));
const words = (plan: Plan) => argv(plan).map(line => line.split(' ').slice(0, 2).join(' '));

test('a jail with a forward becomes a plan in which each step is looked at', () => {
  assert.equal(told(clone('web1', {new: 'web2'})), golden('jail.txt'));
});

test('a VM of a cloud image becomes a plan that writes its seed anew', () => {
  assert.equal(told(clone('vm1', {new: 'clu2'})), golden('vm.txt'));
});

test('several names make several clones, each with its own address and host name', () => {
  const plan = clone('web1', {new: 'web2..web4'});
  assert.equal(plan.target, 'web2,web3,web4');
  assert.deepEqual(
    argv(plan).filter(line => line.includes('jclone')),
    ['2', '3', '4'].map(
      number => `cbsd jclone old=web1 new=web${number} host_hostname=web${number}.my.domain ip4_addr=10.0.0.${number}`,
    ),
  );
  assert.equal(plan.success, 'web2 runs at {web2.address}; web3 runs at {web3.address}; web4 runs at {web4.address}');
  const given = clone('web1', {new: 'a b', ip4_addr: '10.0.0.50,10.0.0.51'});
  assert.match(argv(given).join('\n'), /new=a .*ip4_addr=10\.0\.0\.50\n/);
  assert.match(argv(given).join('\n'), /new=b .*ip4_addr=10\.0\.0\.51\n/);
  assert.deepEqual(codes(clone('web1', {new: 'a b c', ip4_addr: '10.0.0.50,10.0.0.51'})), [
    ['invalid', 'ip4_addr', null],
  ]);
});

test('every address of the source gets one of its kind, interface and prefix', () => {
  const many = jail({
    addresses: ['10.0.0.11', '2001:db8::11'],
    row: {ip4_addr: 'em0#10.0.0.11/24,2001:db8::11/64', host_hostname: 'web1.my.domain', ver: '14.1'},
  });
  const plan = clone('web1', {new: 'web2'}, context({guests: [many], copies: facts}, {pools6: ['2001:db8::/64']}));
  assert.match(argv(plan)[0] ?? '', / ip4_addr=em0#10\.0\.0\.2\/24,2001:db8::2\/64$/);
  const without = clone('web1', {new: 'web2'}, context({guests: [many], copies: facts}));
  assert.deepEqual(codes(without), [['address-in-use', 'ip4_addr', null]]);
});

test('a name or an address that somebody has is refused, the owner named', () => {
  assert.deepEqual(codes(clone('web1', {new: 'vm1'})), [['name-taken', 'new', 'vm1']]);
  assert.deepEqual(codes(clone('web1', {new: 'web2', ip4_addr: '10.0.0.21'})), [['address-in-use', 'ip4_addr', 'vm1']]);
  assert.deepEqual(codes(clone('web1', {new: 'web2', ip4_addr: '10.0.0.11'})), [
    ['address-in-use', 'ip4_addr', 'web1'],
  ]);
  assert.deepEqual(codes(clone('web1', {new: 'a b', ip4_addr: '10.0.0.9,10.0.0.9'})), [['invalid', 'ip4_addr', null]]);
  assert.deepEqual(codes(clone('nobody', {new: 'web2'})), [['no-such-guest', null, null]]);
  for (const bad of ['Web2', 'web2..db4', '../x', 'a;b', '$(id)'])
    assert.deepEqual(codes(clone('web1', {new: bad})), [['invalid', 'new', null]], bad);
});

test('a running guest is copied from a snapshot on ZFS, else refused with the way out, or stopped for it', () => {
  const running = host({guests: [jail({state: 'running'})]});
  const refused = clone('web1', {new: 'web2'}, running);
  assert.deepEqual(codes(refused), [['wrong-state', 'running', 'web1']]);
  assert.match(refused.refusals[0]?.reason ?? '', /set running=stop/);
  const stopped = clone('web1', {new: 'web2', running: 'stop', inside: 'keep'}, running);
  assert.deepEqual(words(stopped), [
    'cbsd jstop',
    'cbsd jclone',
    'sqlite3 -bail',
    'cbsd jset',
    'cbsd jstart',
    'cbsd jstart',
  ]);
  assert.equal(argv(stopped)[4], 'cbsd jstart jname=web1 inter=0', 'the source is back before its clone starts');
  const live = clone('web1', {new: 'web2'}, host({guests: [jail({state: 'running'})], copies: onZfs}, true));
  assert.match(argv(live)[0] ?? '', /checkstate=0$/);
  assert.match(live.warnings.join('\n'), /as after a power cut/);
});

test('an earlier snapshot cannot be cloned by CBSD, which is said and not passed over', () => {
  const plan = clone('web1', {new: 'web2', snapshot: 'before-upgrade'});
  assert.deepEqual(codes(plan), [['unsupported', 'snapshot', 'web1']]);
  assert.match(plan.refusals[0]?.reason ?? '', /roll web1 back to before-upgrade first/);
  assert.deepEqual(codes(clone('web1', {new: 'web2', snapshot: 'now'})), []);
});

test('a VM without cloud-init is only cloned by somebody who accepts what stays the same', () => {
  assert.deepEqual(codes(clone('plain', {new: 'p2'})), [['missing', 'inside', null]]);
  const accepted = clone('plain', {new: 'p2', inside: 'keep'});
  assert.deepEqual(accepted.refusals, []);
  assert.match(accepted.warnings.join('\n'), /SSH host keys: as in the source/);
});

test('what a VM has on its disk alone, its address too, is said to stay, and nothing else', () => {
  const line = (source: string, label: string) =>
    clone(source, {new: 'p2', inside: source === 'plain' ? 'keep' : 'new'}).warnings.find(each =>
      each.startsWith(`${label}: `),
    );
  assert.match(line('plain', 'Address') ?? '', /one that is fixed on its disk stays the source’s$/);
  assert.match(line('plain', 'Host name') ?? '', /on its disk as in the source$/);
  assert.match(line('vm1', 'Address') ?? '', /never the source’s$/);
});

test('user-data that names the system itself would name the clone too: it is refused; kept host keys are said', () => {
  const insisting = (...insists: readonly string[]) =>
    host({copies: {...facts, seeds: new Map([['vm1', {...seed, insists}]])}});
  const named = clone('vm1', {new: 'clu2'}, insisting('fqdn: vm1.my.domain'));
  assert.deepEqual(codes(named), [['unsupported', 'host_hostname', 'vm1']]);
  assert.match(
    named.refusals[0]?.reason ?? '',
    /vm1\/cloud-init\/user-data says “fqdn: vm1\.my\.domain”.*remove the line/,
  );
  const keeping = clone('vm1', {new: 'clu2'}, insisting('ssh_deletekeys: false'));
  assert.deepEqual(codes(keeping), []);
  assert.match(keeping.warnings.join('\n'), /SSH host keys: as in the source, for its user-data says ssh_deletekeys/);
});

test('what the node’s own jclone.conf would make of a copy is overruled; bclone.conf has the last word, so it refuses', () => {
  const settings = ['promote=1', 'mac_reinit="0";', 'clone_method=rsync'];
  const site = readSite(['jclone.conf', 'bclone.conf'].flatMap(file => settings.map(line => `etc/${file}\t${line}`)));
  const on = host({copies: {...facts, site}});
  const jail = clone('web1', {new: 'web2'}, on);
  assert.deepEqual(codes(jail), []);
  assert.match(argv(jail)[0] ?? '', /^cbsd jclone old=web1 .* promote=0 mac_reinit=1 clone_method=auto$/);
  const vm = clone('vm1', {new: 'clu2'}, on);
  assert.deepEqual(
    vm.refusals.map(({reason}) => /bclone\.conf says (.*), over which/.exec(reason)?.[1]),
    ['promote=1', 'mac_reinit=0', 'clone_method=rsync'],
  );
  assert.match(vm.refusals[1]?.reason ?? '', /would have the MAC addresses of vm1\. Take that line out first/);
  const asCbsd = readSite(['etc/bclone.conf\tmac_reinit=1', 'etc/jclone.conf\tpromote=0']);
  assert.equal(told(clone('vm1', {new: 'clu2'}, host({copies: {...facts, site: asCbsd}}))), golden('vm.txt'));
});

test('an image that takes only a network file from its seed gets its own address there', () => {
  const seeds = new Map([['vm1', {metaData: '', networkConfig: 'address=10.0.0.21\n'}]]);
  const plan = clone('vm1', {new: 'clu2', inside: 'keep'}, host({copies: {...facts, seeds}}));
  assert.deepEqual(codes(plan), []);
  const [written] = plan.steps.flatMap(step => (step.file?.path.endsWith('/network-config') ? [step.file] : []));
  assert.equal(written && shownContent(written.content), 'address=10.0.0.2\n');
});

test('what a copy by files leaves behind, dotfiles at the top, is told; on ZFS nothing is left', () => {
  const told = (on?: CbsdContext) =>
    clone('web1', {new: 'web2'}, on).warnings.some(line => /begins with a dot/.test(line));
  assert.deepEqual([told(), told(host({copies: onZfs}, true))], [true, false]);
});

test('a copy that has no room, or nobody to make it, is refused', () => {
  assert.deepEqual(codes(clone('web1', {new: 'web2'}, host({copies: {...facts, rsync: false}}))), [
    ['missing', null, null],
  ]);
  const small = context({guests: [vm()], copies: facts}, {diskFreeBytes: 15 * 1024 ** 3});
  assert.deepEqual(codes(clone('vm1', {new: 'a'}, small)), []);
  assert.deepEqual(codes(clone('vm1', {new: 'a b'}, small)), [['no-space', null, null]]);
});

test('only what is taken away again touches the source, the host’s rules are touched by nobody', () => {
  const kinds = (plan: Plan) => plan.touches.map(({kind, id, mode}) => `${mode} ${kind} ${id}`.trim());
  assert.deepEqual(kinds(clone('web1', {new: 'web2'})), [
    'read guest web1',
    'read registration',
    'change name web2',
    'change guest web2',
    'change address 10.0.0.2',
  ]);
  for (const line of argv(clone('web1', {new: 'web2'}))) assert.doesNotMatch(line, /expose mode|pfctl|naton/);
});

const view = (answers: Answers, source = 'web1'): FormView => {
  const form = cloneForm(source, host());
  assert.ok('fields' in form);
  return resolveForm(form, answers, host());
};

test('the checklist stands in the form, each line with what will be true', () => {
  const lines = (source: string) =>
    view({}, source)
      .fields.filter(field => field.group === 'identity')
      .map(field => `${field.label}: ${field.value}`);
  assert.ok(lines('web1').includes('SSH host keys: removed inside, made again by its sshd'));
  assert.ok(lines('web1').includes('Forwards: none; the source keeps its own'));
  assert.ok(lines('vm1').includes('cloud-init instance: new: its name'));
  assert.ok(lines('vm1').includes('VM UUID: new'));
  assert.deepEqual(
    view({}).fields.filter(field => field.error !== null),
    [],
  );
  assert.equal(view({}).fields.find(field => field.id === 'new')?.value, 'web2');
});

test('whatever is typed, a clone never gets an address, a name or a number that somebody has', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('DHCP', '0', 'web1', 'vm1', '10.0.0.11', '10.0.0.21', 'web2..web9', 'a b'),
  );
  fc.assert(
    fc.property(fc.constantFrom('web1', 'vm1'), text, text, (source, names, address) => {
      const plan = clone(source, {new: names, ip4_addr: address});
      if (plan.refusals.length > 0) return;
      for (const {command, file} of plan.steps) {
        const shown = [...(command?.argv ?? []), file ? shownContent(file.content) : ''].join(' ');
        assert.doesNotMatch(shown, /new=(web1|vm1)( |$)|ip4_addr=\S*10\.0\.0\.(11|21)( |,|$)|uuid=aaaa/);
        assert.doesNotMatch(shown.replaceAll(/\n/g, ' '), /[`$"\\]/);
      }
    }),
    {numRuns: 300},
  );
});

test('who hangs on a dataset is known: a VM with clones is not removed, a jail’s clones are promoted first', () => {
  const dataset = (name: string, mountpoint: string, origin = '') => ({name, mountpoint, origin, bytes: null});
  const copies: CopyFacts = {
    ...facts,
    datasets: [
      dataset('z/vm1', '/usr/jails/jails-data/vm1-data'),
      dataset('z/vm1/dsk1.vhd', '-'),
      dataset('z/vm2', '/usr/jails/jails-data/vm2-data'),
      dataset('z/vm2/dsk1.vhd', '-', 'z/vm1/dsk1.vhd@cbsd-original-vm2-dsk1.vhd'),
      dataset('z/web1', '/usr/jails/jails-data/web1-data'),
      dataset('z/web2', '/usr/jails/jails-data/web2-data', 'z/web1@cbsd-original-web2'),
    ],
  };
  const guests = [vm(), guest('vm2', '', {emulator: 'bhyve'}), jail(), guest('web2', '')];
  const on = context({guests, copies}, {zfs: true});
  assert.deepEqual(
    [dependentsOf('vm1', on), dependentsOf('web1', on), dependentsOf('vm2', on)],
    [['vm2'], ['web2'], []],
  );
  assert.deepEqual(codes(planRemove('vm1', on)), [['wrong-state', null, 'vm2']]);
  assert.match(planRemove('web1', on).warnings.join(' '), /promotes what was cloned from web1 first: web2/);
});
