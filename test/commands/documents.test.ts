import assert from 'node:assert/strict';
import {readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {after, before, test} from 'node:test';
import type {Session} from '../../source/actions/session.ts';
import {
  type Document,
  guestShape,
  hasShape,
  list,
  oneOf,
  orNull,
  part,
  planShape,
  record,
  rows,
  text,
  yesNo,
} from '../helpers/document.ts';
import {type PracticeHost, practiceHost} from '../helpers/practice-host.ts';
import {practiceSession} from '../helpers/practice-session.ts';
import {tell} from './faked.ts';

const cleaning: (() => void)[] = [];
let host: PracticeHost;
let session: Session;

before(async () => {
  host = practiceHost({after: (clean: () => void) => void cleaning.push(clean)});
  ({session} = await practiceSession(host.world));
});
after(() => {
  for (const clean of cleaning) clean();
});

/** The one document of a call, as a script would read it. */
async function documentFor(...args: readonly string[]): Promise<Document> {
  const {documents, failure} = await tell(session, [...args, '--json']);
  assert.equal(documents.length, 1, failure?.message);
  return JSON.parse(JSON.stringify(documents[0]));
}

test('the list tells the host and every guest', async () => {
  const content = await documentFor('list');
  hasShape(content.host, {name: text, platform: text, version: text});
  const guests = rows(content.guests);
  assert.deepEqual(guests.map(({name}) => name).sort(), ['app1', 'db1', 'vm1', 'vm2', 'web1']);
  for (const guest of guests) hasShape(guest, guestShape);
});

test('a guest is shown with its settings and forwards', async () => {
  const {guest} = await documentFor('show', 'web1');
  hasShape(guest, {...guestShape, settings: record, forwards: list, snapshots: list, disks: list, nics: list});
  assert.equal(part(guest, 'settings', 'ip4_addr'), '10.0.0.11');
  assert.equal(rows(part(guest, 'forwards')).length, 1);
});

for (const what of ['jail', 'vm'])
  test(`the form of a ${what} tells every field with its default, where it comes from and what it may be; never a secret`, async () => {
    const {form} = await documentFor('form', 'create', what);
    assert.equal(part(form, 'action'), `create-${what}`);
    const fields = rows(part(form, 'fields'));
    assert.ok(fields.length > 50);
    for (const field of fields) {
      hasShape(field, {
        ...{id: text, label: text, help: text, kind: text, origin: text, group: text, secret: yesNo},
        ...{speed: oneOf('basic', 'all'), allowed: orNull(list), default: orNull(text)},
      });
      if (field.secret) assert.equal(field.default, null);
    }
  });

test('a plan tells its steps, its warnings and what stands against it', async () => {
  const {plan} = await documentFor('create', 'jail', 'w1', '--dry-run');
  hasShape(plan, planShape);
  for (const step of rows(part(plan, 'steps')))
    hasShape(step, {
      title: text,
      argv: orNull(list),
      file: orNull(record),
      undo: orNull(list),
      check: text,
      root: yesNo,
    });
  const refused = await documentFor('create', 'jail', 'web1', '--dry-run');
  hasShape(part(refused.plan, 'refusals', 0), {
    field: oneOf('jname'),
    code: oneOf('name-taken'),
    reason: text,
    owner: oneOf('web1'),
  });
});

test('answers come back from a file as they were given', async () => {
  const kept = path.join(host.state, 'answers.json');
  const wish = ['--set', 'vm_ram=2g', '--set', 'tags=web,lab'];
  const planOf = (...words: readonly string[]) => documentFor('create', 'vm', 'v9', '--dry-run', ...words);
  const typed = await planOf(...wish, '--save', kept);
  assert.equal(statSync(kept).mode & 0o777, 0o600);
  assert.deepEqual(JSON.parse(readFileSync(kept, 'utf8')), {jname: 'v9', vm_ram: '2g', tags: 'web,lab'});
  assert.deepEqual(await planOf('--answers', kept), typed);
  const other = await planOf('--answers', kept, '--set', 'vm_ram=3g');
  assert.match(JSON.stringify(other), /vm_ram='3g'.*tags='web,lab'/, 'what is typed wins');
});

test('a guest is a model for another of its kind', async () => {
  const {plan} = await documentFor('create', 'vm', 'v9', '--like', 'vm1', '--dry-run');
  const content = String(
    rows(part(plan, 'steps')).find(step => step.file !== null && part(step, 'file', 'content')) && JSON.stringify(plan),
  );
  assert.match(content, /vm_os_profile='cloud-Debian-x86-12'/);
  assert.doesNotMatch(content, /10\.0\.0\.21/, 'its address stays its own');
});
