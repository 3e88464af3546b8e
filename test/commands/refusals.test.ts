import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {practiceHost} from '../helpers/practice-host.ts';
import {demoSession, practiceSession} from '../helpers/practice-session.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {tell} from './faked.ts';

type Row = readonly [title: string, words: readonly string[], exit: number, field: string | null, says: RegExp];

const jail = ['create', 'jail', 'w1'] as const;
const vm = ['create', 'vm', 'v9'] as const;

const rows: readonly Row[] = [
  ['an unknown field', [...jail, '--set', 'nosuch=1'], 2, 'nosuch', /no field nosuch/],
  [
    'a card that only VMs have',
    ['create', 'jail', 'w9', '--set', 'interface2=em1'],
    2,
    'interface2',
    /second card of a VM/,
  ],
  [
    'a jail for another processor, started',
    [...jail, '--set', 'arch=aarch64'],
    3,
    'start',
    /jstart finds no jail for aarch64/,
  ],
  ['a limit that only jails have', [...vm, '--set', 'memoryuse=1g'], 2, 'memoryuse', /limit of jails.*vm_ram/],
  ['a field of the other form', [...jail, '--set', 'vm_ram=1g'], 2, 'vm_ram', /no field vm_ram/],
  ['a field that has no part', [...jail, '--set', 'user_shell=/bin/sh'], 2, 'user_shell', /no part/],
  ['a missing name', ['create', 'vm'], 2, 'jname', /needs a name/],
  ['two names', ['create', 'jail', 'a1', 'a2'], 2, 'jname', /one name/],
  ['a name in capitals', ['create', 'jail', 'Www1'], 2, 'jname', /./],
  ['a name that is an option of a tool', ['create', 'jail', '--', '-rf'], 2, 'jname', /./],
  ['a memory size without a unit', [...vm, '--set', 'vm_ram=4096'], 2, 'vm_ram', /unit/],
  ['an address in small letters', [...jail, '--set', 'ip4_addr=dhcp'], 2, 'ip4_addr', /DHCP/],
  ['a switch that is no switch', [...jail, '--set', 'astart=maybe'], 2, 'astart', /1 for yes/],
  ['a quote in free text', [...jail, '--set', "exec_start=it's"], 2, 'exec_start', /'/],
  ['a newline in free text', [...jail, '--set', 'exec_start=a\nb'], 2, 'exec_start', /./],
  ['an invalid SSH key', [...jail, '--set', 'ci_user_pubkey=ssh-rsa AAAA'], 2, 'ci_user_pubkey', /./],
  ['a profile that is not there', [...vm, '--set', 'vm_os_profile=nosuch'], 2, 'vm_os_profile', /one of/],
  [
    'a secret among the arguments',
    [...jail, '--set', 'user_pw_root=hush'],
    2,
    'user_pw_root',
    /--set-file user_pw_root=/,
  ],
  ['a pair without a value', [...jail, '--set', 'astart'], 2, 'astart', /FIELD=VALUE/],
  [
    'a file that is not there',
    [...jail, '--set-file', 'user_pw_root=/nonexistent'],
    2,
    'user_pw_root',
    /cannot be read/,
  ],
  ['a file without an end', [...jail, '--set-file', 'exec_start=/dev/zero'], 2, 'exec_start', /more than 1 MiB/],
  ['an answers file that is not there', [...jail, '--answers', '/nonexistent'], 2, 'answers', /cannot be read/],
  [
    'an answers file that is none',
    [...jail, '--answers', '/etc/passwd'],
    2,
    'answers',
    /not an object of fields and values/,
  ],
  ['a place to save that is none', [...jail, '--save', '/nonexistent/a.json'], 2, 'save', /ENOENT/],
  ['an export that nobody knows', [...jail, '--export', 'cobol'], 2, 'export', /not known/],
  ['a model that is not there', [...jail, '--like', 'nosuch'], 3, null, /no guest called nosuch/],
  ['a model of another kind', [...jail, '--like', 'vm1'], 3, null, /./],
  ['the name of a jail', ['create', 'jail', 'web1'], 3, 'jname', /web1 is taken by jail web1/],
  ['the name of a VM for a jail', ['create', 'jail', 'vm1'], 3, 'jname', /vm1 is taken by VM vm1/],
  ['the name of a jail for a VM', ['create', 'vm', 'web1'], 3, 'jname', /web1 is taken by jail web1/],
  ['a VM’s address', [...jail, '--set', 'ip4_addr=10.0.0.21/24'], 3, 'ip4_addr', /10\.0\.0\.21 is taken by VM vm1/],
  [
    'a jail’s address',
    [...vm, '--set', 'ci_ip4_addr=10.0.0.11/24'],
    3,
    'ci_ip4_addr',
    /10\.0\.0\.11 is taken by jail web1/,
  ],
  ['a version that no mirror has', [...jail, '--set', 'ver=nosuch'], 3, 'ver', /no base nosuch here/],
  ['a disk that does not fit', [...vm, '--set', 'imgsize=900t'], 3, 'imgsize', /needs .* free on this node/],
  ['a guest that is not there', ['start', 'nosuch'], 3, null, /no guest nosuch/],
  ['one of two guests that is not there', ['stop', 'web1', 'nosuch'], 3, null, /no guest nosuch/],
  ['showing a guest that is not there', ['show', 'nosuch'], 3, null, /no guest called nosuch/],
  ['no guest at all', ['start'], 2, null, /needs a name/],
  ['no form', ['form'], 2, null, /one of/],
  ['destroying a guest that is not there', ['destroy', 'nosuch', '--confirm', 'nosuch'], 3, null, /no guest nosuch/],
  ['removal with --yes alone', ['destroy', 'web1'], 4, 'confirm', /web1 and everything in it/],
  [
    'removal of two, one confirmed',
    ['destroy', 'web1', 'db1', '--confirm', 'web1'],
    4,
    'confirm',
    /db1 and everything/,
  ],
  ['a clone without a name', ['clone', 'web1'], 2, 'new', /./],
  ['a clone under the name of a jail', ['clone', 'web1', 'db1'], 3, 'new', /db1 is taken by jail db1/],
  ['a clone of a guest that is not there', ['clone', 'nobody', 'db2'], 3, null, /no guest nobody/],
  ['a clone with a jail’s address', ['clone', 'web1', 'web2', '--set', 'ip4_addr=10.0.0.12'], 3, 'ip4_addr', /db1/],
  [
    'a clone with an unknown field',
    ['clone', 'web1', 'web2', '--set', 'nonsense=1'],
    2,
    'nonsense',
    /no field nonsense/,
  ],
  ['a port that is a word', ['expose', 'db1', 'http'], 2, 'ports', /http/],
  ['no port', ['expose', 'db1'], 2, 'ports', /./],
  ['a range that needs too many rules', ['expose', 'db1', '1000-2000'], 3, 'ports', /64/],
  ['a port that another guest has', ['expose', 'db1', '8080'], 3, 'ports', /jail web1 \(stopped\) has it/],
  ['withdrawing a port that is not exposed', ['unexpose', 'db1', '80'], 3, 'ports', /80/],
  ['a job that is not there', ['jobs', 'attach', '00000000'], 3, null, /no job 00000000/],
  ['a list of one guest', ['list', 'web1'], 2, null, /show web1/],
  ['a job without its id', ['jobs', 'cancel'], 2, null, /id of one job/],
];

test('every wish that cannot be is refused with its field and its reason, in both ways to ask, and starts nothing', async t => {
  const host = practiceHost(t);
  const {session, asked} = await practiceSession(host.world);
  for (const [title, words, exit, field, says] of rows) {
    const told = await tell(session, ['--yes', '--no-wait', ...words]);
    assert.equal(told.exit, exit, `${title}: ${told.failure?.message ?? told.out}`);
    assert.ok(told.failure, title);
    assert.equal(told.failure.field, field, title);
    assert.match(told.failure.message, says, title);
    if (told.failure.code === 'invalid')
      assert.ok(told.failure.message.includes(field ?? ''), `${title}: names its field`);
    if (words[0] !== 'create') continue;
    const dry = await tell(session, ['--dry-run', ...words]);
    assert.equal(dry.exit, exit, `${title}, dry run`);
  }
  assert.deepEqual(asked, []);
  assert.deepEqual(host.ran(), []);
});

test('an empty jail needs nothing but its version and no packages', async () => {
  const {session, asked} = await demoSession();
  const told = await tell(session, [...jail, '--set', 'ver=empty', '--set', 'pkg_bootstrap=0', '--yes', '--no-wait']);
  assert.equal(told.exit, 0, told.failure?.message);
  assert.equal(asked.length, 1);
});

test('a VM may take its address from a DHCP server, where a gateway has no part', async () => {
  const {session, asked} = await demoSession();
  const told = await tell(session, [...vm, '--set', 'ip4_addr=REALDHCP', '--yes', '--no-wait']);
  assert.equal(told.exit, 0, told.failure?.message);
  assert.equal(asked.length, 1);
});

test('a wrong value has no plan to show, not even in a dry run', async () => {
  const {session} = await demoSession();
  const told = await tell(session, [...jail, '--set', 'astart=maybe', '--dry-run', '--json']);
  assert.deepEqual([told.failure?.field, told.documents], ['astart', []]);
  const taken = await tell(session, ['create', 'jail', 'web1', '--dry-run', '--json']);
  assert.deepEqual([taken.exit, taken.failure, taken.documents.length], [3, null, 1]);
});

test('a no at the question runs nothing, a yes does', async () => {
  const {session, asked} = await demoSession();
  assert.equal((await tell(session, ['start', 'web1', '--no-wait'], false)).exit, 4);
  assert.equal(asked.length, 0);
  assert.equal((await tell(session, ['start', 'web1', '--no-wait'], true)).exit, 0);
  assert.deepEqual(
    asked.map(({plan}) => plan.title),
    ['Start web1'],
  );
});

test('a secret by file goes to the job and stands in no plan', async t => {
  const {session, asked} = await demoSession();
  const file = path.join(temporaryFolder(t), 'secret');
  const secret = (text: string) => {
    writeFileSync(file, text);
    return tell(session, [...jail, '--set-file', `user_pw_root=${file}`, '--yes', '--no-wait']);
  };
  assert.deepEqual((await secret('two\nlines\n')).failure?.field, 'user_pw_root');
  assert.equal((await secret('c4nary-5ecret\n')).exit, 0);
  assert.equal(asked.length, 1);
  assert.doesNotMatch(JSON.stringify(asked), /c4nary/);
});

test('a dry run ends as the run would: without rights or to look only it is refused, its plan shown all the same', async () => {
  const {world} = await demoSession();
  for (const [wish, code] of [
    [{elevate: null}, 'no-rights'],
    [{readOnly: true}, 'read-only'],
  ] as const) {
    const {session, asked} = await practiceSession(world, wish);
    const dry = await tell(session, ['start', 'web1', '--dry-run', '--json']);
    assert.deepEqual([dry.exit, dry.documents.length], [3, 1]);
    assert.match(JSON.stringify(dry.documents), new RegExp(`"jstart".*"code":"${code}"`));
    assert.equal((await tell(session, ['start', 'web1'], true)).failure?.code, code, 'refused before it is asked');
    assert.equal((await tell(session, ['stop', 'web1', '--yes'])).exit, 0, 'nothing to change is no change');
    assert.equal((await tell(session, ['start', 'web1', '--export', 'sh'])).exit, 0, 'a script changes nothing');
    assert.deepEqual(asked, []);
  }
});
