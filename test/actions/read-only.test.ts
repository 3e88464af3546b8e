import assert from 'node:assert/strict';
import {readdirSync, statSync} from 'node:fs';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {setImmediate as turn} from 'node:timers/promises';
import type {Session} from '../../source/actions/session.ts';
import {type Action, actions, actsOnGuest} from '../../source/actions/table.ts';
import type {Face} from '../../source/commands/face.ts';
import {Failure} from '../../source/commands/failure.ts';
import {menuOf} from '../../source/commands/linear/menu.ts';
import {parseOptions} from '../../source/commands/options.ts';
import type {Questions} from '../../source/commands/questions.ts';
import {headlessCommands} from '../../source/commands/table.ts';
import {isLogin} from '../../source/model/login.ts';
import {tell} from '../commands/faked.ts';
import {inProcess} from '../helpers/in-process.ts';
import {type OnlyLooking, onlyLooking} from '../helpers/only-looking.ts';
import {type PracticeHost, practiceHost} from '../helpers/practice-host.ts';
import {practiceSession} from '../helpers/practice-session.ts';
import {until} from '../helpers/until.ts';
import {type Driven, drive} from '../ui/drive.ts';

/**
 * Generated from the tables: whatever is added to them is tried here too, by every way in. A jail and a VM run, others do
 * not, so that every action finds a guest that it could do something to.
 */
const cleaning: (() => void)[] = [];
let host: PracticeHost;
let session: Session;
let jobs: OnlyLooking['jobs'];
let reached: OnlyLooking['reached'];
let startsBefore: number;

before(async () => {
  host = practiceHost({after: (clean: () => void) => void cleaning.push(clean)});
  const bench = inProcess(host.world);
  const now = await bench.look();
  for (const name of ['web1', 'vm1']) assert.equal((await bench.run(now.plan('start', name, {}))).state, 'done');
  const looking = await onlyLooking(host, now);
  ({session, jobs, reached} = looking);
  cleaning.push(looking.end);
  startsBefore = host.ran().length;
});
after(() => {
  for (const clean of cleaning.reverse()) clean();
});

const guests = ['db1', 'web1', 'vm1', 'vm2'] as const;

const changing = actions.filter(({danger, plans, plansBy, enters, onJob}) => {
  return danger !== 'none' || plans || plansBy || enters || onJob;
});

/** Nothing has come through the gate, and no tool that changes anything was started. */
function untouched(what: string): void {
  assert.deepEqual(reached, [], what);
  assert.deepEqual(host.ran().slice(startsBefore), [], what);
}

/** Goes on as an operator who means it would: through the form and the list, past every question, until it is refused. */
async function meanIt(driven: Driven): Promise<string> {
  const refused = () => /read-only/.test(driven.flash());
  for (let tries = 0; tries < 12 && !refused(); tries += 1) {
    const screen = driven.front();
    if (screen.place === 'form') driven.type('\u0010');
    else if (screen.place === 'plan' && screen.typed !== null) driven.type(`\u0015${screen.plan.target}\r`);
    else if (screen.place === 'plan' && screen.isStarting) await until('it was answered', () => refused());
    else if (screen.place === 'plan' || screen.place === 'picker') driven.type('\r');
    for (let turns = 0; turns < 20; turns += 1) await turn();
  }
  return driven.flash();
}

/** The screen with the cursor on a guest, or with all of them marked. */
function on(guest: string | null): Driven {
  const driven = drive(session);
  if (guest === null) driven.type('    ');
  else driven.type(`/${guest}\r`);
  return driven;
}

const refusedSomewhere = new Map<string, Set<string>>();
/** A guest that the key of the action could do something to. */
const refusedOn = new Map<string, string>();
const note = (row: Action, way: string, flash: string, guest?: string): void => {
  if (!/read-only/.test(flash)) return;
  if (guest !== undefined && !refusedOn.has(row.id)) refusedOn.set(row.id, guest);
  refusedSomewhere.set(way, (refusedSomewhere.get(way) ?? new Set()).add(row.id));
};

describe('on a host that is only looked at', () => {
  test('no key on a guest changes anything, and each that could says why', async () => {
    for (const row of changing.filter(actsOnGuest))
      for (const guest of guests) {
        const driven = on(guest);
        driven.app.input({kind: 'key', name: row.keys[0] ?? ''});
        note(row, 'key', await meanIt(driven), guest);
        driven.close();
        untouched(`${row.id} on ${guest}`);
      }
    const tried = changing.filter(actsOnGuest).filter(({enters, id}) => !enters && !Object.hasOwn(wantMore, id));
    assert.deepEqual([...(refusedSomewhere.get('key') ?? [])].sort(), tried.map(({id}) => id).sort());
  });

  test('nothing of the palette does', async () => {
    for (const row of changing.filter(actsOnGuest)) {
      const guest = refusedOn.get(row.id) ?? guests[0];
      const driven = drive(session);
      driven.type(`:${row.title.toLowerCase()} ${guest}\r`);
      note(row, 'palette', await meanIt(driven));
      driven.close();
      untouched(`${row.id} ${guest}`);
    }
    assert.deepEqual(refusedSomewhere.get('palette'), refusedSomewhere.get('key'));
  });

  test('nothing is done to marked guests', async () => {
    for (const row of changing.filter(actsOnGuest)) {
      const driven = on(null);
      driven.app.input({kind: 'key', name: row.keys[0] ?? ''});
      note(row, 'marks', await meanIt(driven));
      driven.close();
      untouched(row.id);
    }
    assert.ok((refusedSomewhere.get('marks')?.size ?? 0) >= 3);
  });

  test('no key of any other place does: plan, job, jobs, ports', async () => {
    const places = {guests: '', guest: 'G\r', jobs: 'J', job: 'J\r', ports: 'P'} as const;
    for (const [place, way] of Object.entries(places))
      for (const row of changing.filter(({places: valid}) => valid.some(each => each === place)))
        for (const cursor of ['', 'j']) {
          const driven = drive(session);
          driven.type(way.replace('\r', ''));
          if (way.startsWith('J')) await until('the jobs are read', () => driven.app.snapshot().world.jobs !== null);
          driven.type(cursor + (way.endsWith('\r') ? '\r' : ''));
          if (way === 'J\r') await until('the job is read', () => driven.app.snapshot().world.runs.size > 0);
          driven.app.input({kind: 'key', name: row.keys[0] ?? ''});
          await meanIt(driven);
          driven.close();
          untouched(`${row.id} in ${place}`);
        }
  });

  test('what is said to a job is refused with the reason, and its ways on are no ways past the gate', async () => {
    const {toUndo, toRetry, runs} = jobs;
    for (const say of [session.cancel, session.kill, session.recovery.leave])
      assert.equal((await say(runs))[0]?.code, 'read-only');
    assert.equal((await session.confirm(runs))?.code, 'read-only');
    for (const [way, id] of [
      ['undo', toUndo],
      ['retry', toRetry],
    ] as const) {
      const plan = await session.recovery[way](id);
      assert.ok(plan && plan.steps.length > 0, way);
      const answer = await session.start({...plan, refusals: []}, {}, true);
      assert.ok('refusals' in answer && answer.refusals[0]?.code === 'read-only', way);
    }
    const door = session.login('web1', 'login');
    assert.ok(isLogin(door));
    assert.equal('code' in (await session.enter(door)), true);
    untouched('jobs');
  });

  test('no command does, whatever it is given', async () => {
    for (const {usage} of headlessCommands)
      for (const args of callsOf(usage)) {
        const told = await tell(session, [...args, '--yes', '--in-quiet-hours', '--confirm', guests.join(',')]);
        untouched(`${args.join(' ')}: ${told.failure?.message ?? told.out}`);
      }
    const refused = new Set<string>();
    for (const action of planned)
      for (const guest of guests) {
        const told = await tell(session, [
          ...action.split('-'),
          guest,
          ...(samplesOf[action] ?? []),
          '--yes',
          '--confirm',
          guest,
        ]);
        if (told.failure?.code === 'read-only') refused.add(action);
        untouched(action);
      }
    assert.ok(refused.size >= 6, [...refused].join(' '));
  });

  test('a dry run of whatever makes a plan asks for no job and leaves every file of the host alone', async () => {
    const files = filesOf(host.path(''));
    // whose gate is open: nothing but the dry run stands before the jobs
    const {session: open, asked} = await practiceSession(host.world);
    const still: Session = {...open, refresh: async () => {}};
    const shown = new Set<string>();
    for (const action of planned)
      for (const guest of guests) {
        const words = [...action.split('-'), guest, ...(samplesOf[action] ?? [])];
        const told = await tell(still, [...words, '--yes', '--confirm', guest, '--no-wait', '--dry-run', '--json']);
        if (told.documents.some(({plan}) => plan !== undefined)) shown.add(action);
        untouched(`${action} ${guest}`);
      }
    for (const {usage} of headlessCommands)
      for (const args of callsOf(usage).filter(([word]) => word !== 'jobs')) {
        await tell(still, [...args, '--yes', '--confirm', guests.join(','), '--no-wait', '--dry-run']);
        untouched(args.join(' '));
      }
    assert.deepEqual(asked, []);
    assert.ok(shown.size >= 6, [...shown].join(' '));
    assert.deepEqual(filesOf(host.path('')), files);
  });

  test('whatever is asked before a change names the host, from a shell and by numbered questions', async () => {
    const {session: open, asked: started} = await practiceSession(host.world);
    const still: Session = {...open, refresh: async () => {}};
    const heard = new Map<string, string>();
    const wished = (action: string) => [
      ...action.split('-'),
      refusedOn.get(action) ?? 'db1',
      ...(samplesOf[action] ?? []),
    ];
    const words = [...[...planned].map(wished), ['snapshot', 'create', 'db1'], ['create', 'jail', 'w9']];
    for (const args of words) {
      const told = await tell(still, args, false, question => void heard.set(args.join(' '), question));
      if (told.failure?.code === 'not-confirmed') heard.set(args.join(' '), told.failure.message);
    }
    for (const {title, run} of menuOf(still).filter(({title}) => !/^(Show|Set this host|Mend) /.test(title))) {
      let questions = 0;
      const ask = async (question: string): Promise<string> => {
        questions += 1;
        if (questions > 60) throw new Failure(2, 'wrong-use', 'it wants more than this test gives');
        if (/\[y\/N\]|Type \S+ to run/.test(question) && !/Show every/.test(question)) heard.set(title, question);
        if (/^Name of the guest/.test(question)) return 'db1';
        if (/^Command/.test(question)) return 'start db1';
        return /^(Name|Names|Ports|Snapshot)/i.test(question) ? (/Port/.test(question) ? '8099:80' : 'w9') : '';
      };
      const talk: Questions = {ask, askSecret: ask, aside: task => task(), close() {}};
      await run({questions: talk, session: still, face: silent()}).catch(error => {
        if (!(error instanceof Failure)) throw error;
      });
    }
    for (const [what, question] of heard) assert.ok(question.includes(` ${still.host.name}`), `${what}: ${question}`);
    assert.ok(heard.size >= 20, [...heard.keys()].join('\n'));
    assert.deepEqual(started, []);
  });

  test('no numbered question does', async () => {
    for (const {title, run} of menuOf(session))
      for (const guest of ['web1', 'vm2'] as const) {
        const face = silent();
        let questions = 0;
        const ask = async (question: string): Promise<string> => {
          questions += 1;
          if (questions > 60) throw new Error(`${title} asks for ever: ${question}`);
          if (/^Name of the guest/.test(question)) return guest;
          if (/^Id of the job/.test(question)) return Object.values(jobs)[guests.indexOf(guest) % 3] ?? '';
          if (/^Command/.test(question)) return `stop ${guest} --yes`;
          if (/\[y\/N\]/.test(question)) return /Show every/.test(question) ? 'n' : 'y';
          const typed = /Type (\S+) to run/.exec(question);
          if (typed) return typed[1] ?? '';
          return /^(Name|Names|Ports|Snapshot)/i.test(question) && questions < 50
            ? /Port/.test(question)
              ? '8099:80'
              : 'w9'
            : '';
        };
        const talk: Questions = {ask, askSecret: ask, aside: task => task(), close() {}};
        await run({questions: talk, session, face}).catch(error => {
          if (!(error instanceof Failure)) throw error;
        });
        untouched(`${title} for ${guest}`);
      }
  });
});

const silent = (): Face => ({
  options: parseOptions(['--no-wait']),
  json: false,
  practice: true,
  confirm: null,
  print: () => {},
  note: () => {},
  document: () => {},
});

/** What the action table can plan for a guest. */
const planned = new Set(
  actions.filter(actsOnGuest).flatMap(({plans, plansBy}) => plans ?? Object.values(plansBy ?? {})),
);

/** Every file of the host with its size and when it was changed last, in milliseconds; what the kernel would hold and logs apart. */
const filesOf = (root: string): readonly string[] =>
  readdirSync(root, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name))
    .filter(file => !/-(wal|shm)$/.test(file))
    .map(file => `${file} ${statSync(file).size} ${statSync(file).mtimeMs}`);

/** Actions that plan nothing by Enter alone, and what they wait for; the commands below give it. */
const wantMore: Readonly<Record<string, string>> = {
  edit: 'something to change',
  rename: 'the new name',
  promote: 'a guest from which another was cloned',
  'end-maintenance': 'a guest that a broken command left so',
  elsewhere: 'a platform that can',
};

/** What an action takes on its command line behind the guest. */
const samplesOf: Readonly<Record<string, readonly string[]>> = {
  expose: ['8099:80'],
  unexpose: ['all'],
  clone: ['w9'],
  set: ['astart=0'],
  rename: ['w9'],
};

/** The calls that a usage stands for, its words in capitals filled in. */
function callsOf(usage: string): readonly (readonly string[])[] {
  return usage.split(' · ').flatMap(call => {
    const bare = call
      .replace(/\[[^\]]*\]…?/g, '')
      .replace(/--confirm \S+/, '')
      .trim()
      .split(/\s+/);
    const targets = bare.includes('SOURCE') || bare.some(word => word.startsWith('NAME')) ? guests : [''];
    return targets.flatMap(guest => alternatives(bare.map(word => filled(word, bare, guest))));
  });
}

const samples: readonly (readonly [beginning: string, value: string])[] = [
  ['FIELD=VALUE', 'astart=0'],
  ['NEW', 'w9'],
  ['SNAPSHOT', 's1'],
  ['VERSION', '14.1'],
  ['PROFILE', 'cloud-FreeBSD-ufs-x64-14.1'],
  ['DISK', 'dsk1.vhd'],
  ['SIZE', '40g'],
  ['CARD', '1'],
  ['FILE', '/usr/jails/import/w9.img'],
  ['HOST', 'node2'],
];

function filled(word: string, call: readonly string[], guest: string): string {
  if (word === 'ID') return jobs.toUndo;
  if (word === 'SOURCE') return guest;
  if (word.startsWith('NAME')) return call[0] === 'create' || call.includes('SOURCE') ? 'w9' : guest;
  if (word.startsWith('PORT')) return call[0] === 'unexpose' ? 'all' : '8099:80';
  const sample = samples.find(([beginning]) => word.startsWith(beginning));
  if (sample) return sample[1];
  assert.doesNotMatch(word, /^[A-Z]/, `${call.join(' ')}: what ${word} stands for has to be said here`);
  return word;
}

/** `jobs attach|cancel ID`: one call for each; `attach` would wait for a job that never ends. */
function alternatives(words: readonly string[]): readonly (readonly string[])[] {
  const at = words.findIndex(word => word.includes('|'));
  if (at < 0) return [words];
  const ways = words[at]?.split('|').filter(word => word !== 'attach') ?? [];
  return ways.map(way => [...words.slice(0, at), way, ...words.slice(at + 1)]);
}
