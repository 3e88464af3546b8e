import assert from 'node:assert/strict';
import fc from 'fast-check';
import type {Snapshot} from '../../source/model/driver.ts';
import type {Answers, FieldView} from '../../source/model/form.ts';
import type {Plan} from '../../source/model/plan.ts';
import {fillSecrets} from '../../source/model/secrets.ts';
import {sourceAssignments} from '../../source/practice/sourced.ts';
import {sha512crypt} from '../../source/text/sha512crypt.ts';
import type {Part} from './part.ts';
import {storedOf} from './stored.ts';
import {valueFor} from './values.ts';
import {followLog, type Warm} from './worlds.ts';

/** With these every field takes part. */
const company: Readonly<Record<string, Answers>> = {
  'create-jail': {user_add: 'alice', vnet: '1', ip4_addr: '0', start: '0'},
  'create-vm': {interface2: 'em0', soundhw: 'hda', start: '0'},
};

/** Where a field stands in the file when its name is not the key; null: it is no setting. */
const keys: Readonly<Record<string, string | null>> = {
  ...{start: null, profile: 'jail_profile', vm_package: null, zfs_encryption: null, vm_iso_path: null},
  ...{user_gecos: 'user_gecos_alice', user_member_groups: 'user_member_groups_alice', user_shell: 'user_shell_alice'},
  ...{ci_user_gecos: 'ci_user_gecos_freebsd', ci_user_home: 'ci_user_home_freebsd'},
  ...{ci_user_shell: 'ci_user_shell_freebsd', ci_user_member_groups: 'ci_user_member_groups_freebsd'},
  ...{user_pw_root: 'user_pw_root_crypt', user_pw_user: 'user_pw_alice_crypt'},
};

/** A system family brings a profile of its own, which this host may not be able to fetch. */
const leadsTo: Readonly<Record<string, string>> = {vm_os_type: 'vm_os_profile'};

export const arrives: Part = {
  name: 'arrives',
  title: 'any text in any field is refused by its field, or arrives at the guest unchanged and nothing of it is run',
  async run(wish) {
    const warm = await wish.warm();
    const received = followLog(warm.host.world);
    received();
    const told = {refused: 0, arrived: 0, downloads: 0};
    for (const [action, beside] of Object.entries(company)) {
      const fields = fieldsOf(warm.now, action, beside);
      const cases = fc.sample(
        anyOf(fields).chain(field => fc.tuple(fc.constant(field), valueFor(field))),
        {seed: wish.seed, numRuns: wish.sample ? 250 : 3000},
      );
      for (const [index, [field, value]] of cases.entries()) {
        const name = field.id === 'jname' ? value : `g${index}`;
        const answers = {...beside, jname: name, [field.id]: value};
        await wish.tally.check(`${action} ${field.id}=${JSON.stringify(value)}`, async () => {
          const plan = warm.now.plan(action, name, answers);
          if (plan.refusals.length > 0) {
            const leads = {...answers, [leadsTo[field.id] ?? field.id]: value};
            const named = plan.refusals.filter(each => Object.hasOwn(leads, each.field ?? '') && each.reason !== '');
            assert.ok(named.length > 0, `refused without naming it: ${JSON.stringify(plan.refusals)}`);
            told.refused += 1;
          } else if (plan.steps.some(step => step.progress)) told.downloads += 1;
          else {
            await arrived(plan, field, value, warm, received);
            told.arrived += 1;
          }
        });
      }
    }
    return `${told.refused} values refused by their field, ${told.arrived} arrived, ${told.downloads} would need a download first`;
  },
};

/** Half of them take any text at all; the others a kind each, for most fields are switches. */
function anyOf(fields: readonly FieldView[]): fc.Arbitrary<FieldView> {
  const kinds = [...new Set(fields.map(field => field.kind))];
  const ofKind = (kind: string) => fields.filter(field => field.kind === kind);
  return fc.oneof(
    fc.constantFrom(...ofKind('text').filter(field => !field.allowed)),
    fc.constantFrom(...kinds).chain(kind => fc.constantFrom(...ofKind(kind))),
  );
}

function fieldsOf(now: Snapshot, action: string, beside: Answers): readonly FieldView[] {
  const form = now.form(action, '', beside);
  assert.ok('fields' in form);
  return form.fields;
}

async function arrived(
  plan: Plan,
  field: FieldView,
  value: string,
  warm: Warm,
  received: ReturnType<typeof followLog>,
): Promise<void> {
  const {transport} = warm.bench;
  const secrets = field.secret ? {[field.id]: value} : {};
  try {
    for (const {file, command} of plan.steps) {
      const content = file && fillSecrets(file.content, secrets);
      if (file)
        assert.equal(await transport.write(file.path, content ?? assert.fail('a secret is missing'), file.mode), null);
      const result = command && (await transport.execute(command));
      if (result) assert.equal(result.exitCode, 0, `${result.stdout}${result.stderr}`);
    }
    const {files, wouldRun, argv} = received();
    assert.deepEqual(wouldRun, []);
    const [[, content] = assert.fail('no file was received')] = files;
    const inFile = sourceAssignments(content, {}, command => assert.fail(`a shell would run ${command}`));
    isThere(field, value, inFile, storedOf(warm.host, plan.action, plan.target));
    assert.equal(JSON.stringify(argv).includes(value) && field.secret && value.length > 3, false, 'a secret in argv');
  } finally {
    const remove = plan.action === 'create-vm' ? 'bremove' : 'jremove';
    await transport.execute({argv: ['cbsd', remove, `jname=${plan.target}`]});
    received();
  }
}

function isThere(
  {id, secret}: FieldView,
  value: string,
  inFile: Readonly<Record<string, string>>,
  stored: ReadonlyMap<string, string>,
): void {
  const key = id in keys ? keys[id] : id;
  if (typeof key !== 'string' || value === '' || isWord(id, value)) return;
  const read = inFile[key] ?? '';
  if (secret && id !== 'vnc_password') {
    isHashOf(read, value);
    return;
  }
  assert.equal(bare(id, read), bare(id, value), 'in the file');
  const column = stored.get(id);
  if (column === undefined || isMoved(id, value)) return;
  assert.equal(bare(id, column), id === 'vm_ram' ? column : bare(id, value), 'in the database');
}

function isHashOf(read: string, value: string): void {
  const salt = /^\$6\$([^$]+)\$/.exec(read)?.[1];
  assert.ok(salt, `not a hash: ${read}`);
  assert.equal(read, sha512crypt(value, salt));
}

/** Prefixes are settled on the way, by the node's own networks. */
const bare = (id: string, value: string): string =>
  /^(ci_)?ip4_addr2?$/.test(id) ? value.replace(/\/\d+/g, '') : value;

/** Words that the plan turns into what they stand for. */
const isWord = (id: string, value: string): boolean =>
  /^DHCP(v6)?$/.test(value) || (id === 'ci_gw4' && /^(auto|0)$/.test(value));

/** What CBSD stores as something else. */
const isMoved = (id: string, value: string): boolean =>
  value === 'native' ||
  (id === 'nic_hwaddr' && value === '0') ||
  ['arch', 'path', 'data', 'exec_start', 'exec_stop', 'interface', 'uuid'].includes(id);
