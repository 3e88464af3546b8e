import type {Fleet} from '../actions/fleet/fleet.ts';
import type {Session} from '../actions/session.ts';
import type {Preferences} from '../settings/preferences.ts';
import {osc52} from '../terminal/clipboard.ts';
import type {Role} from '../terminal/theme.ts';
import {safe} from '../text/safe.ts';
import {createFleetHands} from './fleet-hands.ts';
import {createFollower} from './follower.ts';
import {createHands} from './hands.ts';
import {createJobWays} from './job-ways.ts';
import type {News} from './news.ts';
import type {Outside} from './outside.ts';
import {placeOf} from './places.ts';
import {createPlanWays} from './plan-ways.ts';
import type {Effect, Screen, World} from './screen.ts';
import {front, type Stack} from './stack.ts';
import {createTicker} from './ticker.ts';

export type Effects = ReturnType<typeof createEffects>;

/** Does what screens ask for and tells what came of it. The only part of the screen that touches the session. */
export function createEffects(
  {session, fleet, outside}: {readonly session: Session; readonly fleet: Fleet; readonly outside: Outside},
  tell: (news: News) => void,
  preferences: Preferences,
) {
  const follower = createFollower(session, outside.now, tell);
  const ways = createJobWays(session, tell, follower.heard);
  const plans = createPlanWays(session, tell, follower.follow);
  const hands = createHands(session, outside, change => tell({change}));
  const others = createFleetHands(fleet, outside, tell);
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
        return plans.openSetup();
      case 'open-like':
        return plans.openLike(effect);
      case 'start':
        return plans.start(effect);
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
