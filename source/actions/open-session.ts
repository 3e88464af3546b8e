import {homedir, hostname, userInfo} from 'node:os';
import {connectionHere} from '../jobs/connection.ts';
import type {HostRef, Who} from '../jobs/events.ts';
import {type OpenHost, openHost} from '../jobs/host.ts';
import {openRecovery} from '../jobs/recover/recovery.ts';
import {freeTerms, gate, type Terms} from '../jobs/schedule/gate.ts';
import type {JobStore} from '../jobs/store.ts';
import {whoIsThere} from '../jobs/who.ts';
import {type Diagnosis, mendAction} from '../model/doctor.ts';
import type {Operator, Probe, Snapshot, Survey} from '../model/driver.ts';
import {planEach} from '../model/merge.ts';
import type {Refusal} from '../model/plan.ts';
import type {Drafts} from '../settings/drafts.ts';
import type {HookSetting} from '../settings/hook.ts';
import {noPortSets, type PortSetSettings} from '../settings/port-sets.ts';
import {exportPlan} from './export-plan.ts';
import {listenTo} from './listen.ts';
import {openScreen} from './open-screen.ts';
import {publicKeys} from './public-keys.ts';
import {reachedBy} from './reached-by.ts';
import type {HostView, Session} from './session.ts';
import {createStore} from './store.ts';

export type SessionParts = {
  readonly host: HostRef;
  /** Words that make us root, none for root itself; null: we cannot become root and only look. */
  readonly elevate: readonly string[] | null;
  readonly jobs: JobStore;
  /** The way to the host, where it is open already. */
  readonly opened?: OpenHost;
  readonly drafts: Drafts;
  /** The operator's command for ended jobs. Rejects when the settings name none that can be run. */
  readonly hook?: () => Promise<HookSetting | null>;
  /** The operator's own port sets. */
  readonly portSets?: () => Promise<PortSetSettings>;
  /** What the host's settings and the command line allow. */
  readonly terms?: () => Promise<Terms>;
};

/** A session on one host. It is there at once and knows nothing yet: `refresh` asks the host. */
export function openSession(parts: SessionParts): Session {
  const {
    host,
    elevate,
    jobs,
    drafts,
    hook = async () => null,
    portSets = async () => noPortSets,
    terms = async () => freeTerms,
  } = parts;
  const {driver, transport} = parts.opened ?? openHost(host, elevate ?? []);
  const lacks = elevate === null ? [refusal('no-rights', noRights(host))] : [];
  const view = createStore<HostView>({
    status: 'reading',
    guests: [],
    forwards: [],
    library: [],
    node: null,
    problems: [],
    readAt: null,
  });
  let probe: Probe | null = null;
  let snapshot: Snapshot | null = null;
  let surveyed: Survey | null = null;
  let operator: Operator | null = null;
  let reading: Promise<void> | null = null;
  let diagnosis: Diagnosis | null = null;

  const whoAsks = async (): Promise<Operator> => {
    operator ??= {user: userInfo().username, machine: hostname(), publicKeys: await publicKeys(), ...reachedBy()};
    const claims = await jobs.claims().catch(() => []); // no rights to see them: the job itself is refused then
    return {...operator, claimed: claims.filter(({kind}) => kind === 'address').map(({id}) => id)};
  };
  const read = async () => {
    if (!snapshot?.node) probe = null; // it may have been set up meanwhile
    probe ??= await driver.probe(transport);
    if (!probe) return fail([`${driver.title} is not on this host`], true);
    if (probe.version === '') return fail([`${driver.title} is on this host and not set up`, ...probe.missing], true);
    const {sets, problem} = await portSets();
    snapshot = await driver.inspect(transport, probe, {...(await whoAsks()), portSets: sets});
    const status = snapshot.node ? 'ready' : 'failed';
    view.set({
      isAbsent: false,
      status,
      guests: snapshot.guests,
      forwards: snapshot.forwards,
      library: snapshot.library,
      node: snapshot.node,
      problems: [...(problem ? [problem] : []), ...snapshot.problems],
      readAt: snapshot.takenAt,
    });
  };
  const fail = (problems: readonly string[], isAbsent = false) =>
    view.set({...view.snapshot(), status: 'failed', problems, isAbsent});
  const refresh = () => {
    reading ??= read()
      .catch(error => fail([error instanceof Error ? error.message : String(error)]))
      .finally(() => {
        reading = null;
      });
    return reading;
  };

  /** What is said to a job makes the host no busier: quiet hours do not keep anybody from it. */
  const barsToSpeak = async () => [...lacks, ...gate({...(await terms()), quietHours: []}, new Date())];
  const unlessBarred = async (say: (who: Who) => Promise<unknown>): Promise<readonly Refusal[]> => {
    const bars = await barsToSpeak();
    if (bars.length === 0) await say(await whoIsThere());
    return bars;
  };

  return {
    get host() {
      return {
        name: host.name,
        platform: driver.title,
        version: probe?.version ?? '',
        rights: elevate?.[0] ?? probe?.rights ?? '',
        practice: host.practice !== null,
        isFar: host.far !== undefined,
        makes: driver.makes,
        canSetUp: driver.survey !== undefined,
        install: driver.install,
      };
    },
    guests: view,
    refresh,
    listen: broken => listenTo({driver, transport, refresh, broken}),
    describe: guest => driver.describe(guest, transport),
    tryPorts: async forwards => driver.tryPorts?.(forwards, transport) ?? forwards,
    async answersLike(action, guest) {
      const details = await driver.describe(guest, transport);
      if (!details || !snapshot) return refusal('no-such-guest', `There is no guest called ${guest}`);
      return snapshot.answersLike(action, guest, details.settings);
    },
    async survey() {
      if (!driver.survey) return refusal('unsupported', `${driver.title} cannot be set up from here`);
      const found = await driver.survey(transport, await whoAsks());
      surveyed = 'code' in found ? null : found;
      return 'code' in found ? found : null;
    },
    form: (action, target, answers) =>
      (action === 'setup' ? surveyed?.form(answers) : null) ??
      snapshot?.form(action, target, answers) ??
      unread(view.snapshot()),
    async diagnose() {
      diagnosis = await driver.diagnose(transport, await whoAsks());
      return diagnosis;
    },
    plan: (action, target, answers) =>
      action === mendAction && diagnosis
        ? diagnosis.mend(target.split(','))
        : ((action === 'setup' ? surveyed?.plan(answers) : null) ??
          planEach(
            target,
            (one, earlier) =>
              snapshot?.plan(action, one, answers, earlier) ?? emptyPlan(action, one, unread(view.snapshot())),
          )),
    exportAs: (form, plan) => exportPlan(form, plan, driver),
    login: (guest, entrance) => snapshot?.login(guest, entrance) ?? unread(view.snapshot()),
    openScreen: guest => openScreen(guest, view.snapshot().guests, host),
    async enter({command}) {
      const [refused] = gate({...(await terms()), quietHours: []}, new Date()); // a login in quiet hours is only a look
      return refused ?? transport.interactive(command);
    },
    bars: async () => [...lacks, ...gate(await terms(), new Date())],
    async start(plan, secrets, inQuietHours = false) {
      if (lacks.length > 0) return {refusals: lacks};
      if (plan.refusals.length > 0) return {refusals: plan.refusals};
      const [who, told] = await Promise.all([whoIsThere(), hook().catch(wordsOf)]);
      if (typeof told === 'string') return {refusals: [refusal('unreadable', told)]};
      return jobs.submit({plan, host, who, inQuietHours, ...(told && {hook: hookOf(told)})}, secrets);
    },
    jobs: jobs.list,
    job: jobs.read,
    follow: jobs.watch,
    cancel: id => unlessBarred(who => jobs.cancel(id, who)),
    kill: id => unlessBarred(who => jobs.kill(id, who)),
    confirm: async id => (await barsToSpeak())[0] ?? jobs.confirm(id, await whoIsThere(), await connectionHere()),
    recovery: {
      ...openRecovery(jobs, {driver, transport}),
      leave: id => unlessBarred(who => jobs.leave(id, who)),
    },
    audit: jobs.audit,
    drafts,
  };
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const hookOf = ({argv, seconds}: HookSetting) => ({argv, timeoutMs: seconds * 1000, home: homedir()});

const refusal = (code: Refusal['code'], reason: string): Refusal => ({field: null, code, reason, owner: null});

/** Nothing here asks for a password that it would have to keep: both ways out are the operator's. */
const noRights = ({name, far}: HostRef): string =>
  far
    ? `Only root can change ${name}: let it lead to root (construct-tui hosts set ${name} ssh=root@HOST), or allow its login sudo or doas there without a password`
    : 'Only root can change this host: run construct-tui as root, or allow it by sudo or doas without a password';

const unread = (view: HostView): Refusal => refusal('unreadable', view.problems[0] ?? 'The host has not been read yet');

const emptyPlan = (action: string, target: string, why: Refusal) => ({
  action,
  target,
  title: '',
  steps: [],
  warnings: [],
  refusals: [why],
  assumptions: [],
  touches: [],
  fingerprint: '',
  success: '',
  next: [],
});
