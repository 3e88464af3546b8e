import assert from 'node:assert/strict';
import {test} from 'node:test';
import {checks} from '../../../../source/drivers/cbsd/doctor/checks/index.ts';
import {diagnosisOf, type FindingState, harmlessIds} from '../../../../source/model/doctor.ts';
import type {MappedForward} from '../../../../source/model/ports.ts';
import {context, guest, noHostRules, noPorts} from '../bench.ts';
import {type Change, factsOf, withNode, without} from './facts.ts';

const diagnose = (change?: Change) => diagnosisOf(checks, factsOf(change), 0);
const figure = (line: string): Change => ({
  sections: {figures: `${without('figures', line.replace(/=.*/, ''))}\n${line}`},
});
const section = (name: string, text: string): Change => ({sections: {[name]: text}});

const door = (more: Partial<MappedForward>): MappedForward => ({
  ...{
    guest: 'web1',
    protocol: 'tcp',
    hostAddress: '192.0.2.10',
    hostPort: 8080,
    guestAddress: '10.0.0.11',
    guestPort: 80,
  },
  ...{from: [], stored: true, live: false, answers: null, reachable: null, conflicts: []},
  ...more,
});
const firewall = (more: Partial<typeof noPorts.firewall>): Change =>
  withNode({ports: {...noPorts, firewall: {...noPorts.firewall, ...more}}});
const drift = (reason: string, live: boolean): Change =>
  withNode({ports: {...noPorts, map: [door({live, conflicts: [{with: 'web1', reason}]})]}});
const marked = guest('app1', '10.0.0.13', {state: 'busy', row: {maintenance: 'Stopping_VM'}});

type Case = readonly [id: string, change: Change, state: FindingState | 'absent', found: RegExp];

/** Each makes one check of a healthy host another one's; `absent`: the check has no sense there. */
const cases: readonly Case[] = [
  ['package', section('cbsd', ''), 'missing', /no command cbsd/],
  ['package', {sections: {cbsd: '', system: 'Linux'}}, 'missing', /FreeBSD, not Linux/],
  ['account', section('account', ''), 'missing', /no user cbsd/],
  ['rights', {sections: {uid: '1001', user: 'alice'}}, 'missing', /neither root/],
  ['rights', {sections: {uid: '1001', user: 'alice', elevation: 'doas'}}, 'ok', /doas/],
  ['rights', {sections: {uid: '150', user: 'cbsd'}}, 'warn', /user cbsd/],
  ['workdir', section('workdir', ''), 'missing', /names none/],
  [
    'dataset',
    withNode({
      copies: {
        datasets: [{name: 'zroot', mountpoint: '/', origin: '', bytes: 1}],
        seeds: new Map(),
        mounts: new Map(),
        hooks: new Map(),
        rsync: true,
      },
    }),
    'warn',
    /root dataset zroot/,
  ],
  ['dataset', {sections: {modules: without('modules', 'zfs')}, node: context()}, 'ok', /no ZFS/],
  ['initialised', section('files', without('files', 'cmd.subr')), 'missing', /lacks cmd.subr/],
  ['initialised', {problems: ['/usr/jails/var/db/local.sqlite cannot be read']}, 'unknown', /cannot be read/],
  ['tmux', section('programs', 'dialog'), 'missing', /not installed/],
  ['dialog', section('programs', 'tmux'), 'warn', /none/],
  [
    'upgrade',
    section('version', '13.2.1'),
    'missing',
    /CBSD is 14.1.3a, the working directory of 13.2.1; new since 14.0: forwards/,
  ],
  ['upgrade', section('distribution', ''), 'unknown', /not told/],
  ['upgrade', section('version', '15.0.9'), 'missing', /newer than 14.1.3a here, and initenv knows no way back/],
  ['programs', section('noted', '- DIALOG_CMD /usr/bin/dialog'), 'warn', /\/usr\/bin\/dialog is gone/],
  ['programs', section('noted', '- TMUX_CMD '), 'warn', /tmux came later/],
  ['programs', section('noted', '- XL_CMD '), 'ok', /1 of them/],
  ['known-version', section('distribution', 'myversion="15.0.9"'), 'warn', /newer/],
  ['known-version', section('distribution', 'myversion="13.2.1"'), 'warn', /older/],
  ['reboot', section('installed', '14.2-RELEASE'), 'warn', /needs a reboot: 14.2-RELEASE is installed/],
  ['inventory', withNode({}, {release: '14.0-RELEASE'}), 'warn', /says 14.0-RELEASE, 14.1-RELEASE-p5 runs$/],
  ['inventory', section('release', '15.0-RELEASE'), 'warn', /15.0-RELEASE runs; new since 15.0: it ships no dialog/],
  ['cpu', figure('hw.vmm.vmx.initialized=0'), 'missing', /neither VT-x nor SVM/],
  [
    'cpu',
    {sections: {...figure('hw.vmm.vmx.initialized=').sections, modules: '', 'boot-messages': 'CPU: Old\n'}},
    'missing',
    /firmware/,
  ],
  [
    'cpu',
    {sections: {...figure('hw.vmm.vmx.initialized=').sections, modules: '', 'boot-messages': ''}},
    'unknown',
    /boot messages/,
  ],
  ['module-vmm', section('modules', without('modules', 'vmm')), 'missing', /not loaded/],
  ['module-nmdm', section('rcconf', 'kld_list="vmm"'), 'warn', /not at the next start/],
  ['module-if_bridge', section('modules', 'vmm'), 'missing', /not loaded/],
  ['module-if_tuntap', section('modules', 'vmm'), 'missing', /not loaded/],
  ['module-zfs', section('modules', 'vmm'), 'missing', /not loaded/],
  ['module-pf', section('modules', 'vmm'), 'missing', /pf is not loaded/],
  ['vnet', figure('kern.features.vimage='), 'missing', /no VIMAGE/],
  ['limits', {sections: {...figure('kern.racct.enable=0').sections, loader: ''}}, 'warn', /off/],
  ['limits', figure('kern.racct.enable=0'), 'warn', /needs a reboot/],
  ['base', withNode({bases: []}), 'warn', /none is here/],
  [
    'base',
    withNode({bases: [{arch: 'amd64', version: '13.4', platform: 'FreeBSD', basename: '', status: 0}]}),
    'warn',
    /only 13.4/,
  ],
  [
    'base',
    withNode({bases: [{arch: 'amd64', version: '14.1', platform: 'FreeBSD', basename: '', status: 2}]}),
    'missing',
    /lost its files/,
  ],
  ['disk', section('disk', 'x\nzroot/jails 524288000 524000000 288000 99% /usr/jails'), 'missing', /281/],
  ['disk', section('disk', 'x\nzroot/jails 524288000 520000000 4288000 99% /usr/jails'), 'warn', /free/],
  ['memory', figure('vm.stats.vm.v_free_count=1000'), 'warn', /free/],
  ['swap', section('swap', ''), 'warn', /none/],
  ['swap', section('swap', '/dev/ada0p3 2097152 500000 1597152 24%'), 'warn', /while .* of memory are free/],
  ['swap', section('swap', '/dev/ada0p3 2097152 2000000 97152 95%'), 'warn', /memory is short/],
  ['nat', withNode({}, {nat: ''}), 'warn', /off/],
  ['nat', withNode({}, {nat: 'ipfw'}), 'warn', /ipfw/],
  ['nat-live', firewall({translates: false}), 'missing', /off/],
  ['nat-live', firewall({translates: null}), 'unknown', /could not be asked/],
  ['natip', {sections: {inventory: 'natip="10.0.0.1"'}}, 'missing', /10.0.0.1 is in 10.0.0.0\/8/],
  [
    'natip',
    {
      ...firewall({host: {...noHostRules, settings: 'cbsd_nat_skip_natip_network=0\n'}}),
      sections: {inventory: 'natip="10.0.0.1"'},
    },
    'ok',
    /says how/,
  ],
  ['forwarding', figure('net.inet.ip.forwarding=0'), 'missing', /off/],
  ['pf-rules', firewall({foreign: ['block drop in on em0']}), 'warn', /block drop in on em0/],
  ['pf-rules', firewall({foreign: ['block'], host: {...noHostRules, external: true}}), 'ok', /by itself/],
  ['pf-file', firewall({broken: '/usr/jails/etc/pfrdr.conf:3: syntax error'}), 'missing', /pfrdr.conf:3/],
  ['forwards', drift('not live though web1 runs', false), 'missing', /8080\/tcp of web1: not live/],
  ['forwards', drift('live though web1 is stopped', true), 'warn', /live though/],
  ['pool', withNode({}, {pools: []}), 'missing', /no pool/],
  ['pool', withNode({guests: [guest('a', '10.0.0.5')]}, {pools: ['10.0.0.5-5']}), 'missing', /0 free, 1 used/],
  ['pool-clash', withNode({}, {pools: ['192.0.2.0/24']}), 'warn', /192.0.2.10, 192.0.2.1 of the host/],
  ['cbsdd', section('cbsdd', ''), 'missing', /not running/],
  ['cbsdd', section('rcconf', without('rcconf', 'cbsdd_enable')), 'warn', /not started with the host/],
  ['sshd', section('processes', ''), 'warn', /not running/],
  ['clock', section('clock', '1060'), 'warn', /60 s ahead, though ntpd runs/],
  ['clock', section('processes', ''), 'warn', /nothing keeps it/],
  ['clock', section('clock', ''), 'unknown', /did not tell/],
  ['locks', section('locks', '0 tmp/eth0.locked'), 'warn', /\/usr\/jails\/tmp\/eth0.locked/],
  ['locks', section('stray', '/tmp/initenv-tui.lock'), 'warn', /initenv-tui/],
  [
    'locks',
    {
      sections: {
        locks: '0 tmp/eth0.locked',
        processes: '/usr/local/bin/cbsd /usr/local/cbsd/sudoexec/jstart jname="web1"',
      },
    },
    'ok',
    /while CBSD works/,
  ],
  ['maintenance', withNode({guests: [marked]}), 'warn', /app1 \(Stopping_VM\)/],
  [
    'maintenance',
    {
      ...withNode({guests: [marked]}),
      sections: {processes: '/usr/local/bin/cbsd /usr/local/cbsd/sudoexec/bstop jname="app1"'},
    },
    'ok',
    /while a command works/,
  ],
];

test('a healthy host is told to be well, check by check', () => {
  const {findings} = diagnose();
  assert.deepEqual(
    findings.filter(({state}) => state !== 'ok'),
    [],
  );
  assert.deepEqual(
    findings.map(({id}) => id),
    checks.map(({id}) => id),
  );
});

test('every check has a host on which it finds something wrong; what is only unknown, or not asked, is no such host', () => {
  const ill = new Set(cases.filter(([, , state]) => state === 'warn' || state === 'missing').map(([id]) => id));
  assert.deepEqual(
    checks.map(({id}) => id).filter(id => !ill.has(id)),
    [],
  );
});

for (const [id, change, state, found] of cases) {
  test(`${id} is ${state} where ${found.source}`, () => {
    const finding = diagnose(change).findings.find(each => each.id === id);
    assert.equal(finding?.state ?? 'absent', state);
    assert.match(finding?.found ?? '', found);
  });
}

test('on a FreeBSD without CBSD nothing is said of a node, and everything else is looked at', () => {
  const bare = {cbsd: '', account: '', distribution: '', workdir: '', version: '', files: '', inventory: '', cbsdd: ''};
  const facts = factsOf({sections: bare, problems: ['no CBSD']});
  const ids = diagnosisOf(checks, {...facts, node: null}, 0).findings.map(each => each.id);
  assert.ok(ids.includes('package') && ids.includes('cpu') && ids.includes('module-vmm') && ids.includes('clock'));
  for (const id of ['pool', 'forwards', 'maintenance', 'cbsdd', 'initialised', 'upgrade'])
    assert.ok(!ids.includes(id), id);
});

test('what may be mended together never touches NAT, pf, cbsdd, locks or marks of maintenance', () => {
  const ids = new Set(cases.flatMap(([, change]) => harmlessIds(diagnose(change))));
  assert.ok(ids.has('tmux') && ids.has('module-vmm'));
  const kept = ['nat', 'nat-live', 'natip', 'forwarding', 'module-pf', 'pf-rules', 'pf-file', 'forwards', 'cbsdd'];
  for (const id of [...kept, 'locks', 'maintenance', 'sshd', 'upgrade', 'package']) assert.ok(!ids.has(id), id);
});

test('no plan of the doctor stops cbsdd, which stops every guest', () => {
  for (const [, change] of cases) {
    const diagnosis = diagnose(change);
    for (const {id, fix} of diagnosis.findings.filter(each => each.fix !== null)) {
      const plan = diagnosis.mend([id]);
      const commands = plan.steps
        .flatMap(step => [step.command, ...(step.undo ?? [])])
        .map(each => each?.argv.join(' '));
      assert.ok(!commands.some(each => /cbsdd (one)?stop|natoff/.test(each ?? '')), fix ?? '');
    }
  }
});

test('every plan that mends has steps with a check, or says why it cannot be run', () => {
  for (const [, change] of cases) {
    const diagnosis = diagnose(change);
    for (const {id} of diagnosis.findings.filter(each => each.fix !== null)) {
      const plan = diagnosis.mend([id]);
      assert.ok(plan.refusals.length > 0 || plan.steps.at(-1)?.check, `${id}: ${JSON.stringify(plan)}`);
      assert.equal(plan.fingerprint, diagnosis.mend([id]).fingerprint);
    }
  }
});

test('a finding that wants a closer look is refused beside others, and one that nobody knows too', () => {
  const diagnosis = diagnose({sections: {programs: '', cbsdd: ''}});
  assert.deepEqual(diagnosis.mend(['tmux', 'dialog']).refusals, []);
  assert.match(diagnosis.mend(['tmux', 'cbsdd']).refusals[0]?.reason ?? '', /daemon cbsdd.* by itself/);
  assert.equal(diagnosis.mend(['tmux', 'nonsense']).refusals[0]?.code, 'invalid');
  assert.match(diagnosis.mend(['vnet']).warnings[0] ?? '', /nothing to mend/);
});

test('starting cbsdd is told with what it does beside: NAT, and the guests that start with the host', () => {
  const auto = guest('web1', '10.0.0.11', {row: {astart: '1'}});
  const plan = diagnose({...withNode({guests: [auto]}), sections: {cbsdd: ''}}).mend(['cbsdd']);
  assert.match(plan.warnings.join(' '), /naton.*web1.*no step back/);
});

test('a lock or a mark is only taken away once more nothing works for it', () => {
  const plan = diagnose({...withNode({guests: [marked]}), sections: {locks: '0 tmp/eth0.locked'}});
  for (const [id, target] of [
    ['locks', ''],
    ['maintenance', 'app1'],
  ] as const) {
    const [step] = plan.mend([id]).steps;
    assert.deepEqual([step?.before?.id, step?.before?.target], ['host-idle', target]);
  }
});
