import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {after, before, test} from 'node:test';
import {openSession} from '../../source/actions/open-session.ts';
import {reachHost} from '../../source/actions/reach-host.ts';
import {onFleet} from '../../source/commands/fleet.ts';
import {hostFor} from '../../source/commands/host-for.ts';
import {hosts} from '../../source/commands/hosts.ts';
import {createFarJobStore} from '../../source/jobs/far/store.ts';
import {closeLines} from '../../source/jobs/host.ts';
import {freeTerms} from '../../source/jobs/schedule/gate.ts';
import {noDrafts} from '../../source/settings/drafts.ts';
import {defaultSettings} from '../../source/settings/hosts.ts';
import {type Heard, heard} from '../helpers/heard.ts';
import {type Laptop, laptop, laptopTo} from '../helpers/laptop.ts';
import {needs} from '../helpers/skip.ts';
import {startSshd} from '../helpers/sshd.ts';

const skip = needs('sshd');

// one sshd and one practice host for all of them; commands run in this process, but for the one that proves the program
const cleaning: (() => void)[] = [];
const all = {after: (clean: () => void) => void cleaning.push(clean)};
let bench: Laptop;

before(async () => {
  if (!skip) bench = await laptop(all);
});

after(() => {
  closeLines();
  for (const clean of cleaning.toReversed()) clean();
});

/** Another laptop that knows nothing of the host's key. */
function stranger(): {known: string; config: string; state: string; on(...args: string[]): Promise<Heard>} {
  const {state} = laptopTo(all, bench.sshd, bench.far);
  const [known, config] = [path.join(state, 'known_hosts'), path.join(state, 'ssh_config')];
  writeFileSync(known, '');
  const text = readFileSync(bench.sshd.destination.config ?? '', 'utf8');
  writeFileSync(config, text.replace(bench.sshd.knownHosts, known));
  const folder = path.join(state, 'settings');
  return {
    known,
    config,
    state,
    on: (...args) => heard([...args, '--state', state], (words, face) => hosts(words, folder, face)),
  };
}

const fingerprint = (): string =>
  execFileSync('ssh-keygen', ['-lf', path.join(bench.sshd.folder, 'host.pub')], {encoding: 'utf8'}).split(' ')[1] ?? '';

const settle = ({state}: {readonly state: string}, given: unknown): void =>
  writeFileSync(path.join(state, 'settings/settings.json'), JSON.stringify({hosts: given}));

test('a look at a host is the same over SSH as on it', {skip}, async () => {
  const [there, here] = await Promise.all([bench.far.run('list', '--json'), bench.onFar('list', '--json')]);
  assert.equal(here.exit, 0, here.stderr);
  assert.deepEqual(JSON.parse(here.stdout.replace('"name": "far"', '"name": "practice"')), JSON.parse(there.stdout));
  const nobody = await bench.onFar('show', 'nobody', '--json');
  assert.deepEqual([nobody.exit, JSON.parse(nobody.stdout).practice], [3, true], 'what goes wrong is simulated too');
});

test('an unknown key stops a host from being added until its fingerprint is given, and --yes gives none', {
  skip,
}, async () => {
  const {on, config, known} = stranger();
  const to = ['add', 'new', 'far', '--set', `sshConfig=${config}`, '--set', `practice=${bench.far.world}`];
  const refused = await on(...to, '--yes');
  assert.equal(refused.exit, 8);
  assert.ok(refused.notes.includes(fingerprint()), refused.notes);
  assert.equal((await on(...to, '--fingerprint', 'SHA256:nonsense')).exit, 8);
  const added = await on(...to, '--fingerprint', fingerprint());
  assert.equal(added.exit, 0, added.notes);
  assert.match(readFileSync(known, 'utf8'), /^\[127\.0\.0\.1\]:\d+ ssh-ed25519 /);
  assert.equal((await on('set', 'new', 'group=lab', 'colour=red')).exit, 0);
  assert.equal((await on('set', 'new', 'colour=pink')).exit, 2);
  const [listed] = (await on('--json')).document.hosts as Record<string, unknown>[];
  assert.deepEqual([listed?.name, listed?.group, listed?.colour, listed?.practice], ['far', '', '', true]);
  assert.equal((await on('remove', 'new')).exit, 0);
  assert.equal((await on('test', 'new')).exit, 3);
});

test('a changed key is exit 8 with the file and the line', {skip}, async () => {
  const {on, config, known, state} = stranger();
  settle({state}, {far: {ssh: 'far', sshConfig: config, practice: bench.far.world}});
  writeFileSync(known, `\n[127.0.0.1]:${bench.sshd.port} ${readFileSync(`${bench.sshd.key}.pub`, 'utf8')}`);
  const {exit, notes} = await on('test');
  assert.equal(exit, 8);
  assert.ok(notes.includes(`${known} line 2`), notes);
});

test('hosts test is 0 where all answer; with a dead one it is 8, and that one keeps nobody waiting', {
  skip,
}, async () => {
  const far = {ssh: 'far', sshConfig: bench.sshd.destination.config, practice: bench.far.world};
  const other = laptopTo(all, bench.sshd, bench.far);
  const on = (...args: string[]) =>
    heard(args, (words, face) => hosts(words, path.join(other.state, 'settings'), face));
  assert.equal((await on('test', '--state', other.state)).exit, 0);
  settle(other, {far, dead: {ssh: '127.0.0.1:1', sshConfig: bench.sshd.destination.config}});
  const {exit, document} = await on('test', '--json', '--state', other.state);
  assert.equal(exit, 8);
  assert.deepEqual(
    (document.hosts as {name: string; state: string; guests: number; load: number}[]).map(each => [
      ...[each.name, each.state, each.guests, each.load],
    ]),
    [
      ['far', 'ready', 5, 0.21],
      ['dead', 'unreachable', null, null],
    ],
  );
});

test('one list over all hosts has the host in every row, and what is done on several ends in one table', {
  skip: skip || needs('proc'),
}, async () => {
  const far = {ssh: 'far', sshConfig: bench.sshd.destination.config, practice: bench.far.world, group: 'lab'};
  const other = laptopTo(all, bench.sshd, bench.far);
  settle(other, {far, dead: {ssh: '127.0.0.1:1', sshConfig: bench.sshd.destination.config}});
  const on = (...args: string[]) => heard([...args, '--state', other.state], (_, face) => onFleet(face));
  const {exit, document} = await on('list', '--all-hosts', '--json');
  assert.equal(exit, 8, 'one of them is dead');
  assert.deepEqual(
    (document.guests as {host: string; name: string}[]).map(({host, name}) => `${host} ${name}`).toSorted(),
    ['app1', 'db1', 'vm1', 'vm2', 'web1'].map(name => `far ${name}`),
  );
  const planned = await on('start', 'db1', '--hosts', 'group:lab', '--dry-run');
  assert.equal(planned.exit, 0, planned.notes);
  assert.match(planned.out, /cbsd jstart jname=db1 inter=0/);
  assert.match(planned.out, /far +planned +1 +- +Start db1/);
  assert.equal((await on('start', 'nobody', '--hosts', 'far')).exit, 3);
  assert.equal((await on('create', 'jail', 'x', '--all-hosts')).exit, 2);
});

test('a host that nobody added is named, one that does not answer is exit 8', {skip}, async () => {
  const other = laptopTo(all, bench.sshd, bench.far);
  settle(other, {dead: {ssh: '127.0.0.1:1', sshConfig: bench.sshd.destination.config}});
  const reach = (name: string) =>
    heard(['--host', name, '--state', other.state], async (_, {options}) => Number(!(await hostFor(options, false))));
  const unknown = await reach('elsewhere');
  assert.deepEqual([unknown.exit, /no host called elsewhere/.test(unknown.notes)], [3, true]);
  assert.equal((await reach('dead')).exit, 8);
});

test('a login that cannot become root without a password only looks: what it would change is refused before the first step', {
  skip,
}, async t => {
  const sshd = await startSshd(t, {shell: 'setpriv --reuid 65534 --clear-groups sh'});
  const settings = {...defaultSettings, ssh: 'far', sshConfig: sshd.destination.config ?? ''};
  const host = await reachHost('far', settings);
  assert.ok(host?.far);
  assert.equal(host.far.elevate, null);
  const jobs = createFarJobStore(host, host.far, sshd.folder, async () => freeTerms);
  const session = openSession({host, elevate: host.far.elevate, jobs, drafts: noDrafts});
  const [refusal] = await session.bars();
  assert.equal(refusal?.code, 'no-rights');
  assert.match(refusal?.reason ?? '', /hosts set far ssh=root@HOST\), or allow its login sudo or doas there without/);
  const started = await session.start(session.plan('start', 'any', {}), {});
  assert.ok('refusals' in started && started.refusals.some(({code}) => code === 'no-rights'), JSON.stringify(started));
});

test('a change that could cut the way off is refused on a far host: nothing there would take it back', {
  skip,
}, async () => {
  const settings = {...defaultSettings, ssh: 'far', sshConfig: bench.sshd.destination.config ?? ''};
  const host = await reachHost('far', {...settings, practice: bench.far.world});
  assert.ok(host?.far);
  const jobs = createFarJobStore(host, host.far, bench.state, async () => freeTerms);
  const session = openSession({host, elevate: host.far.elevate, jobs, drafts: noDrafts});
  await session.refresh();
  const command = {argv: ['pfctl', '-sr']} as const;
  const guard = {first: 0, last: 0, seconds: 60, save: command, restore: command, says: 'the firewall’s rules'};
  const started = await session.start({...session.plan('start', 'db1', {}), guard}, {});
  assert.ok('refusals' in started && /cut the way to the host off/.test(started.refusals[0]?.reason ?? ''));
  assert.deepEqual(
    bench.far.ran().filter(command => command === 'jstart'),
    [],
  );
});
