import type {Fleet} from '../actions/fleet/fleet.ts';
import type {Session} from '../actions/session.ts';
import type {AuditRecord} from '../jobs/audit.ts';
import type {Answers} from '../model/form.ts';
import type {Plan, Refusal} from '../model/plan.ts';
import type {Preferences} from '../settings/preferences.ts';
import {osc52} from '../terminal/clipboard.ts';
import type {Role} from '../terminal/theme.ts';
import {safe} from '../text/safe.ts';
import {createFleetHands} from './fleet-hands.ts';
import {createFollower} from './follower.ts';
import {createHands} from './hands.ts';
import {createJobWays} from './job-ways.ts';
import type {Learned} from './place.ts';
import {placeOf} from './places.ts';
import type {Change, Effect, Screen, World} from './screen.ts';
import {openForm} from './screens/form/open.ts';
import {openJob} from './screens/job/state.ts';
import {openPlan} from './screens/plan/state.ts';
import {front, type Stack} from './stack.ts';
import {createTicker} from './ticker.ts';

/** What the screen needs of the process around it. */
export type Outside = {
  now(): number;
  /** A control string for the terminal that draws nothing. */
  send(text: string): void;
  redraw(): void;
  suspend(): void;
  /** Lets go of the terminal while `task` runs, and takes it up again. */
  away<T>(task: () => Promise<T>): Promise<T>;
  /** Writes a plan as a script and resolves its path; rejects with a sentence. */
  save(plan: Plan): Promise<string>;
  /** Writes what the audit tells of these jobs and resolves the path; rejects with a sentence. */
  saveJobs(audit: readonly AuditRecord[], jobs: readonly string[]): Promise<string>;
  leave(code: number): void;
  /** Brings another host in front, with a screen over its guests; rejects with why it cannot be had. */
  goTo(host: string, open: Screen | null): Promise<void>;
  /** Keeps what was chosen on the settings screen; rejects when it cannot. */
  prefer(name: keyof Preferences, value: string): Promise<void>;
  /** Remembered, and printed on the normal screen when the program has ended. */
  keep(text: string): void;
};

export type News = {
  readonly world?: Partial<World>;
  readonly learned?: Learned;
  readonly change?: Change;
  /** The effect that this answers: what it opens comes only to who still waits for it. */
  readonly answers?: Effect;
  /** The job that this is about: on its own screen it stands there already. */
  readonly job?: string;
};

export type Effects = ReturnType<typeof createEffects>;

/** Does what screens ask for and tells what came of it. The only part of the screen that touches the session. */
export function createEffects(
  {session, fleet, outside}: {readonly session: Session; readonly fleet: Fleet; readonly outside: Outside},
  tell: (news: News) => void,
  preferences: Preferences,
) {
  const follower = createFollower(session, outside.now, tell);
  const ways = createJobWays(session, tell, follower.heard);
  const hands = createHands(session, outside, change => tell({change}));
  const others = createFleetHands(fleet, outside, tell);
  /** Plans that were refused once because of quiet hours. */
  const meant = new Set<string>();
  let chosen = preferences;
  const clock = createTicker();
  const rereads = createTicker();

  const say = (role: Role, text: string): void => tell({change: {flash: {role, text}}});
  const failed = (error: unknown): void => say('bad', error instanceof Error ? error.message : String(error));

  async function refresh(): Promise<void> {
    say('muted', 'Reading the host');
    await session.refresh();
    const {status, guests, problems} = session.guests.snapshot();
    if (status === 'failed') say('bad', problems[0] ?? 'The host could not be read');
    else say('muted', `Read: ${guests.length} ${guests.length === 1 ? 'guest' : 'guests'}`);
  }

  async function load(screen: Screen): Promise<void> {
    const readings = placeOf(screen).load?.(screen, session, fleet) ?? [];
    await Promise.all(readings.map(async reading => tell({learned: await reading})));
  }

  async function start({plan, answers, secrets}: Extract<Effect, {do: 'start'}>): Promise<void> {
    const answer = await session.start(plan, secrets, meant.has(plan.fingerprint));
    if ('job' in answer) {
      session.drafts.drop(plan.action);
      tell({change: {back: 'home', open: openJob(answer.job), unmark: true}});
      return follower.follow(answer.job, true);
    }
    if (answer.refusals.every(({code}) => code === 'quiet-hours')) {
      meant.add(plan.fingerprint);
      const told = {...plan, warnings: [...answer.refusals.map(({reason}) => reason), ...plan.warnings]};
      const text = 'Quiet hours, see above. Run it once more if you mean it';
      return tell({change: {back: 1, open: openPlan(told, answers, secrets), flash: {role: 'warn', text}}});
    }
    await session.refresh();
    const anew = plan.follows
      ? await session.recovery[plan.follows.kind](plan.follows.job)
      : session.plan(plan.action, plan.target, answers);
    const again = openPlan(anew ?? plan, answers, secrets);
    const reason = answer.refusals[0]?.reason ?? 'the host has changed since';
    tell({
      change: {back: 1, open: again, flash: {role: 'bad', text: `Not run: ${reason}. This is the plan as it is now`}},
    });
  }

  async function openLike(effect: Extract<Effect, {do: 'open-like'}>): Promise<void> {
    const {action, guest} = effect;
    const answers = await session.answersLike(action, guest);
    if (isRefusal(answers)) return say('bad', answers.reason);
    const asked = {form: session.form, plan: session.plan, draft: session.drafts.load};
    const opened = openForm(action, '', asked, answers);
    if ('reason' in opened) return say('bad', opened.reason);
    tell({
      answers: effect,
      change: {open: opened, flash: {role: 'muted', text: `Everything but the name is as ${guest} has it`}},
    });
  }

  async function openSetup(): Promise<void> {
    say('muted', 'Looking at what a set-up needs');
    const refused = await session.survey();
    if (refused) return say('bad', refused.reason);
    const opened = openForm('setup', '', {form: session.form, plan: session.plan, draft: session.drafts.load});
    if ('reason' in opened) return say('bad', opened.reason);
    tell({
      change: {open: opened, flash: {role: 'muted', text: 'Every default was found on this host, or is the safe one'}},
    });
  }

  async function findRunning(): Promise<void> {
    const jobs = await session.jobs();
    const running = jobs.filter(({endedAt}) => endedAt === null);
    for (const {id} of running) follower.follow(id, true);
    const what = running.length === 1 ? `A job goes on: ${running[0]?.title}` : `${running.length} jobs go on`;
    tell({world: {jobs}, ...(running.length > 0 && {change: {flash: {role: 'warn', text: `${what}. J shows them`}}})});
  }

  /** It holds at once, for this session also where it cannot be kept. */
  async function prefer(name: keyof Preferences, value: string): Promise<void> {
    chosen = {...chosen, [name]: value};
    tell({world: {preferences: chosen}});
    await outside.prefer(name, value);
    say('good', 'Kept');
  }

  /** Made safe as what is shown is: a control character on the clipboard acts in the shell it is pasted into. */
  function copy(raw: string): void {
    const text = safe(raw);
    const control = osc52(text);
    outside.keep(text);
    if (control) outside.send(control);
    const lines = text.split('\n').length;
    const what = lines === 1 ? text : `${lines} lines`;
    say(
      'good',
      control
        ? `Copied, and printed again when you leave: ${what}`
        : `Too long for a clipboard; printed when you leave: ${what}`,
    );
  }

  /** Begins at once, in the key's own turn; what it waits for comes back as news. */
  async function act(effect: Effect): Promise<void> {
    switch (effect.do) {
      case 'refresh':
        return refresh();
      case 'load':
        return load(effect.screen);
      case 'find-running':
        return findRunning();
      case 'open-setup':
        return openSetup();
      case 'open-like':
        return openLike(effect);
      case 'start':
        return start(effect);
      case 'follow':
        return follower.follow(effect.job, false);
      case 'job':
        return ways.take(effect);
      case 'write-jobs':
        return say('good', `Written: ${await outside.saveJobs(await session.audit(), effect.jobs)}`);
      case 'save-draft':
        return session.drafts.save(effect.action, effect.answers);
      case 'drop-draft':
        return session.drafts.drop(effect.action);
      case 'prefer':
        return prefer(effect.name, effect.value);
      case 'login':
        return effect.shows ? hands.screen(effect.guest) : hands.login(effect.guest);
      case 'edit':
        return hands.edit(effect);
      case 'page':
        return hands.page(effect.name, effect.text);
      case 'write-script':
        return hands.script(effect.plan);
      case 'copy':
        return copy(effect.text);
      case 'redraw':
        return outside.redraw();
      case 'suspend':
        return outside.suspend();
      case 'leave':
        return outside.leave(effect.code);
      case 'keep-form':
        return others.keep(effect);
      default:
        return others.take(effect);
    }
  }

  return {
    run(effect: Effect): void {
      void act(effect)
        .catch(failed)
        .finally(() => tell({answers: effect}));
    },
    running: follower.running,
    /** Seconds tick only while a job that runs is in front; what has ended is held against the host once. */
    watch(stack: Stack, world: World): void {
      const screen = front(stack);
      const job = screen.place === 'job' ? world.runs.get(screen.id)?.job : undefined;
      const ticks = job !== undefined && job.endedAt === null;
      clock.run(ticks ? () => tell({world: {now: outside.now()}}) : null);
      const {rereadMs} = placeOf(screen);
      rereads.run(rereadMs ? () => void load(screen).catch(failed) : null, rereadMs);
      void ways.look(job && !ticks ? job : null).catch(failed);
    },
    /** No clock goes. */
    rest(): void {
      clock.run(null);
      rereads.run(null);
    },
    close(): void {
      this.rest();
      hands.close();
      follower.close();
    },
  };
}

const isRefusal = (answer: Answers | Refusal): answer is Refusal =>
  'code' in answer && 'reason' in answer && 'owner' in answer;
