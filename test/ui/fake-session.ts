import type {HostView, Session} from '../../source/actions/session.ts';
import type {Result} from '../../source/model/command.ts';
import {type CheckRow, diagnosisOf, mendAction} from '../../source/model/doctor.ts';
import type {Answers} from '../../source/model/form.ts';
import type {Guest} from '../../source/model/guest.ts';
import type {Job, OutputLine} from '../../source/model/job.ts';
import type {LibraryItem} from '../../source/model/library.ts';
import {planEach} from '../../source/model/merge.ts';
import type {Plan, Refusal} from '../../source/model/plan.ts';
import type {MappedForward} from '../../source/model/ports.ts';
import type {Secrets} from '../../source/model/secrets.ts';
import {fakeForm} from './fake-forms.ts';
import {fakePlan} from './fake-plans.ts';

export const guest = (name: string, given: Partial<Guest> = {}): Guest => ({
  name,
  kind: 'jail',
  state: 'stopped',
  stateReason: '',
  addresses: ['10.0.0.11'],
  hostname: `${name}.my.domain`,
  os: 'FreeBSD 14.1',
  autostart: true,
  managed: true,
  cpus: null,
  memoryBytes: null,
  diskBytes: null,
  settings: {},
  forwards: [],
  ...given,
});

const door = (hostPort: number, name: string) => ({
  guest: name,
  protocol: 'tcp' as const,
  hostAddress: '192.0.2.10',
  hostPort,
  guestAddress: '10.0.0.11',
  guestPort: 80,
  from: [],
  stored: true,
  live: true,
});

export const demo: readonly Guest[] = [
  guest('web1', {state: 'running', forwards: [door(8080, 'web1')]}),
  guest('db1', {addresses: ['10.0.0.12']}),
  guest('app1', {
    addresses: ['10.0.0.13'],
    state: 'broken',
    stateReason: 'the database says running, the kernel knows no such jail',
  }),
  guest('vm1', {
    kind: 'vm',
    addresses: ['10.0.0.21'],
    state: 'running',
    cpus: 2,
    memoryBytes: 2 ** 32,
    diskBytes: 10 * 2 ** 30,
  }),
  guest('vm2', {
    kind: 'vm',
    addresses: ['10.0.0.22'],
    state: 'unknown',
    stateReason: 'bhyve could not be asked',
    cpus: 1,
    memoryBytes: 2 ** 30,
    diskBytes: 20 * 2 ** 30,
  }),
];

const quiet: Result = {
  argv: [],
  ending: 'exited',
  exitCode: 0,
  signal: null,
  stdout: '',
  stderr: '',
  droppedBytes: 0,
  startedAt: 0,
  endedAt: 0,
};

const mapped = (guests: readonly Guest[]): readonly MappedForward[] =>
  guests.flatMap(({forwards}) => forwards.map(each => ({...each, answers: null, reachable: null, conflicts: []})));

const checkRows: readonly CheckRow<null>[] = [
  {
    id: 'module-vmm',
    title: 'Kernel module vmm',
    wanted: 'loaded now and at every start',
    why: 'bhyve runs every VM in it; bstart refuses without.',
    judge: () => ({state: 'missing', found: 'not loaded'}),
    fix: 'Load vmm now and at every start',
    harmless: true,
    mend: () => ({steps: fakePlan('start', 'vm1', {}).steps}),
  },
  {
    id: 'cbsdd',
    title: 'The daemon cbsdd',
    wanted: 'running, and started with the host',
    why: 'It loads NAT and starts guests with the host.',
    judge: () => ({state: 'missing', found: 'not running'}),
    fix: 'Start cbsdd',
    mend: () => ({steps: fakePlan('start', 'web1', {}).steps}),
  },
  {
    id: 'vnet',
    title: 'Jails with a network stack of their own',
    wanted: 'VIMAGE in the kernel',
    why: 'Jails with vnet=1 come up without a network otherwise.',
    judge: () => ({state: 'missing', found: 'the kernel has no VIMAGE'}),
  },
  {
    id: 'initialised',
    title: 'CBSD is set up',
    wanted: 'everything that initenv leaves in the working directory',
    why: 'Half a node accepts commands and loses what they did.',
    judge: () => ({state: 'warn', found: '/usr/jails lacks cmd.subr'}),
    fix: 'Go on with the set-up',
    opens: 'setup',
  },
  {
    id: 'package',
    title: 'CBSD is installed',
    wanted: 'the package cbsd',
    why: 'Without it there is nothing on this host to drive.',
    judge: () => ({state: 'ok', found: 'CBSD 14.1.3a'}),
  },
];

/** Two findings that can be mended, one harmless; one that cannot; one that is well. */
export const fakeDiagnosis = diagnosisOf(checkRows, null, 1);

const medium = (name: string, given: Partial<LibraryItem> = {}): LibraryItem => ({
  ...{kind: 'image', name, title: `Cloud ${name}`, path: `/usr/jails/src/iso/${name}.raw`, state: 'ready', bytes: null},
  ...{totalBytes: null, checksum: null, source: 'fetch', usedBy: []},
  ...given,
});

type Listener = (job: Job, lines: readonly OutputLine[]) => void;

/** A session whose host is this file: it answers at once, and the test says what its jobs do. */
export function fakeSession(
  given: {readonly guests?: readonly Guest[]; readonly practice?: boolean; readonly view?: Partial<HostView>} = {},
) {
  const listeners = new Set<() => void>();
  const followers = new Map<string, Set<Listener>>();
  const jobs = new Map<string, Job>();
  const output = new Map<string, OutputLine[]>();
  const drafts = new Map<string, Answers>();
  const started: {readonly plan: Plan; readonly secrets: Secrets}[] = [];
  const entered: string[] = [];
  const said: string[] = [];
  let refusals: readonly Refusal[] = [];
  let view: HostView = {
    status: 'ready',
    guests: given.guests ?? demo,
    forwards: mapped(given.guests ?? demo),
    library: [
      medium('14.1', {
        kind: 'base',
        title: 'FreeBSD 14.1 for amd64',
        path: '/usr/jails/basejail/base_amd64_amd64_14.1',
      }),
      medium('FreeBSD-x64-14.1', {kind: 'iso', state: 'absent', source: 'start'}),
      medium('cloud-Debian-x86-12', {state: 'absent', totalBytes: 400_000_000}),
    ],
    node: null,
    problems: [],
    readAt: 1,
    ...given.view,
  };
  let looks = 0;

  const session: Session = {
    host: {
      name: 'node1',
      platform: 'CBSD',
      version: '14.1.3a',
      rights: 'root',
      practice: given.practice ?? true,
      isFar: false,
      canSetUp: true,
      makes: ['create-jail', 'create-vm'],
      install: ['On FreeBSD, as root:  pkg install cbsd'],
    },
    guests: {
      snapshot: () => view,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    async refresh() {
      looks += 1;
    },
    listen: () => () => {},
    diagnose: async () => fakeDiagnosis,
    describe: async () => ({settings: {astart: '1', interface: 'auto'}, disks: [], nics: [], snapshots: []}),
    tryPorts: async forwards => forwards,
    answersLike: async () => ({ver: '13.4'}),
    form: (action, _target, answers) =>
      fakeForm(action, answers) ?? {
        field: null,
        code: 'unsupported',
        reason: `This host cannot ${action}`,
        owner: null,
      },
    plan: (action, target, answers) =>
      action === mendAction
        ? fakeDiagnosis.mend(target.split(','))
        : planEach(target, one => fakePlan(action, one, answers)),
    login: (guest, entrance) =>
      entrance === 'login'
        ? {guest, title: `A shell in ${guest}`, command: {argv: ['cbsd', 'jlogin', guest]}, leave: ['exit']}
        : {field: null, code: 'unsupported', reason: `${guest} has no console`, owner: null},
    openScreen: async guest => ({address: '127.0.0.1', port: guest === 'vm1' ? 5901 : 5902, close() {}}),
    async enter({command}) {
      entered.push(command.argv.join(' '));
      return {...quiet, argv: command.argv};
    },
    bars: async () => [],
    exportAs: form => `as ${form}`,
    async start(plan, secrets) {
      if (refusals.length > 0) {
        const refused = {refusals};
        refusals = [];
        return refused;
      }
      started.push({plan, secrets});
      const id = `job0000${started.length}`;
      jobs.set(id, jobOf(id, plan));
      return {job: id};
    },
    jobs: async () => [...jobs.values()],
    job: async id => jobs.get(id) ?? null,
    follow(id, listener) {
      const set = followers.get(id) ?? new Set();
      followers.set(id, set.add(listener));
      const job = jobs.get(id);
      if (job) listener(job, output.get(id) ?? []);
      return () => set.delete(listener);
    },
    recovery: {
      look: async () => null,
      undo: async id => wayOf('undo', id),
      retry: async id => wayOf('retry', id),
      async leave(id) {
        said.push(`leave ${id}`);
        change(id, {left: {by: 'root', at: 9000}});
        return [];
      },
    },
    async kill(id) {
      said.push(`kill ${id}`);
      return [];
    },
    audit: async () => [],
    confirm: async () => null,
    survey: async () => null,
    async cancel(id) {
      said.push(`cancel ${id}`);
      change(id, {state: 'cancelled', endedAt: 9000, sentence: 'Cancelled.'});
      return [];
    },
    drafts: {
      load: action => drafts.get(action) ?? {},
      save: (action, answers) => void drafts.set(action, answers),
      drop: action => void drafts.delete(action),
    },
  };

  function wayOf(kind: 'undo' | 'retry', id: string): Plan | null {
    const job = jobs.get(id);
    if (!job) return null;
    const words = kind === 'undo' ? 'Undo' : 'Go on';
    const plan = fakePlan(job.action, job.target, {});
    return {
      ...plan,
      action: kind === 'undo' ? 'undo' : job.action,
      title: `${words}: ${job.title}`,
      follows: {kind, job: id},
    };
  }

  function change(id: string, changes: Partial<Job>, lines: readonly OutputLine[] = []): void {
    const job = jobs.get(id);
    if (!job) throw new Error(`no job ${id}`);
    jobs.set(id, {...job, ...changes});
    output.set(id, [...(output.get(id) ?? []), ...lines]);
    for (const listener of followers.get(id) ?? []) listener({...job, ...changes}, lines);
  }

  return {
    session,
    started,
    entered,
    /** What was said to jobs. */
    said,
    drafts,
    looks: () => looks,
    change,
    /** A job of somebody else's, or of yesterday. */
    add: (job: Job) => void jobs.set(job.id, job),
    /** The next start is refused by the host. */
    refuse: (reasons: readonly Refusal[]) => {
      refusals = reasons;
    },
    host(next: Partial<HostView>): void {
      view = {...view, ...next};
      for (const listener of listeners) listener();
    },
  };
}

export const jobOf = (id: string, plan: Plan): Job => ({
  id,
  action: plan.action,
  target: plan.target,
  title: plan.title,
  state: 'running',
  by: 'root',
  practice: true,
  startedAt: 1000,
  endedAt: null,
  steps: plan.steps.map(({title, command, file}) => ({
    title,
    argv: command?.argv ?? null,
    file: file?.path ?? null,
    state: 'planned',
    exitCode: null,
    startedAt: null,
    endedAt: null,
    check: null,
    note: '',
    progress: null,
  })),
  undoable: true,
  residue: [],
  ...{
    askedAt: 0,
    follows: null,
    followedBy: [],
    left: null,
    lasting: [],
    damage: '',
    tool: null,
    asks: null,
    endsAt: null,
  },
  refusals: [],
  sentence: '',
  next: [],
  runner: null,
});
