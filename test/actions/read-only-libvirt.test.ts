import assert from 'node:assert/strict';
import {before, test} from 'node:test';
import {setImmediate as turn} from 'node:timers/promises';
import type {Session} from '../../source/actions/session.ts';
import {actions, actsOnGuest} from '../../source/actions/table.ts';
import type {JobRequest} from '../../source/jobs/store.ts';
import {tell} from '../commands/faked.ts';
import {type LibvirtBench, libvirtBench} from '../helpers/libvirt/bench.ts';
import {libvirtSession} from '../helpers/libvirt/session.ts';
import {until} from '../helpers/until.ts';
import {drive} from '../ui/drive.ts';

/** The same tables as on a practice host (read-only.test.ts): whatever is added to them is tried here too. */
const changing = actions.filter(actsOnGuest).filter(({danger, plans, plansBy, enters}) => {
  return danger !== 'none' || plans || plansBy || enters;
});
const planned = new Set(changing.flatMap(({plans, plansBy}) => plans ?? Object.values(plansBy ?? {})));
const guests = ['web', 'db'] as const;

/** What an action takes on its command line behind the guest. */
const samples: Readonly<Record<string, readonly string[]>> = {
  expose: ['8099:80'],
  unexpose: ['all'],
  clone: ['w9'],
  set: ['memory=2g'],
  rename: ['w9'],
};

let bench: LibvirtBench;
let session: Session;
let asked: readonly JobRequest[];
let ranBefore: number;

before(async () => {
  bench = libvirtBench();
  await bench.act('create-vm', '', {jname: 'web'});
  await bench.act('expose', 'web', {ports: '8080:80'});
  await bench.act('create-vm', '', {jname: 'db', start: '0'});
  const opened = await libvirtSession(bench, {readOnly: true});
  const {form, plan} = opened.session;
  const given = (action: string) => (action === 'expose' ? {ports: '8099:80'} : {});
  session = {
    ...opened.session,
    refresh: async () => {},
    form: (action, target, answers) => form(action, target, {...given(action), ...answers}),
    plan: (action, target, answers) => plan(action, target, {...given(action), ...answers}),
  };
  asked = opened.asked;
  ranBefore = bench.host.ran.length;
});

function untouched(what: string): void {
  assert.deepEqual(asked, [], what);
  assert.deepEqual(bench.host.ran.slice(ranBefore), [], what);
}

test('no key on a guest of a libvirt host that is only looked at changes anything, and what could says why', async () => {
  const refused = new Set<string>();
  for (const row of changing)
    for (const guest of guests) {
      const driven = drive(session);
      driven.type(`/${guest}\r`);
      driven.app.input({kind: 'key', name: row.keys[0] ?? ''});
      for (let tries = 0; tries < 8 && !/read-only/.test(driven.flash()); tries += 1) {
        const screen = driven.front();
        if (screen.place === 'form') driven.type('\u0010');
        else if (screen.place === 'plan' && screen.typed !== null) driven.type(`\u0015${screen.plan.target}\r`);
        else if (screen.place === 'plan' && screen.isStarting)
          await until('it was answered', () => driven.flash() !== '');
        else if (screen.place === 'plan' || screen.place === 'picker') driven.type('\r');
        for (let turns = 0; turns < 10; turns += 1) await turn();
      }
      if (/read-only/.test(driven.flash())) refused.add(row.id);
      driven.close();
      untouched(`${row.id} on ${guest}`);
    }
  for (const id of [
    'start-stop',
    'restart',
    'kill',
    'pause-resume',
    'clone',
    'destroy',
    'expose',
    'snapshots',
    'hardware',
  ])
    assert.ok(refused.has(id), `${id}: ${[...refused]}`);
});

test('no command changes anything there either, nor does its dry run on a host whose gate is open', async () => {
  const open = await libvirtSession(bench);
  const [refused, shown] = [new Set<string>(), new Set<string>()];
  for (const action of planned)
    for (const guest of guests) {
      const words = [...action.split('-'), guest, ...(samples[action] ?? []), '--yes', '--confirm', guest];
      if ((await tell(session, words)).failure?.code === 'read-only') refused.add(action);
      untouched(action);
      const still = {...open.session, refresh: async () => {}};
      const {documents} = await tell(still, [...words, '--no-wait', '--dry-run', '--json']);
      if (documents.some(({plan}) => plan !== undefined)) shown.add(action);
      untouched(`${action}, as a dry run`);
      assert.deepEqual(open.asked, [], action);
    }
  assert.ok(refused.size >= 6, [...refused].join(' '));
  assert.ok(shown.size >= 6, [...shown].join(' '));
});
