import type {Fleet} from '../actions/fleet/fleet.ts';
import {type FleetTask, planTasks, runTasks, unplanned} from '../actions/fleet/tasks.ts';
import type {News} from './news.ts';
import type {Outside} from './outside.ts';
import type {Effect, Flash, FleetEffect} from './screen.ts';
import {hostForm, settingsIn} from './screens/hosts/form.ts';
import {hostsAt} from './screens/hosts/state.ts';
import {openTasks} from './screens/tasks/state.ts';

/** Hosts that are changed at once. */
const atOnce = 4;

type KeepForm = Extract<Effect, {do: 'keep-form'}>;

/** What is done with other hosts than the one in front, and with the list of them. */
export function createFleetHands(fleet: Fleet, outside: Outside, tell: (news: News) => void) {
  const say = (role: Flash['role'], text: string): void => tell({change: {flash: {role, text}}});
  let tasks: readonly FleetTask[] = [];
  const put = (task: FleetTask): void => {
    tasks = tasks.map(each => (each.host === task.host ? task : each));
    tell({world: {tasks}});
  };
  const find = (name: string) => fleet.hosts.snapshot().find(host => host.name === name);

  /** What the look found. A new key is asked about by Enter: no question opens under somebody's fingers. */
  function tellLook(name: string): void {
    const host = find(name);
    if (!host) return;
    if (host.key) say('warn', `${name} shows a key that nobody here has seen: Enter on it shows it and asks`);
    else if (host.condition === 'no-login') say('warn', `${host.problem}: Enter on it logs in by hand`);
    else if (host.condition === 'ready') say('good', `${name} is ready`);
    else say('warn', `${name}: ${host.problem}`);
  }

  return {
    async keep(effect: KeepForm): Promise<void> {
      const {action, target, answers} = effect;
      const form = hostForm(action, target, answers, {fleet: fleet.hosts.snapshot(), aliases: []});
      const name = target || (answers.name ?? '');
      if (!form) return;
      const kept = fleet.settle(name, settingsIn(answers, form));
      const flash: Flash = {role: 'muted', text: `${name} is kept`};
      // the list as it was does not know of a new one, and may be filtered
      tell({change: target === '' ? {back: 2, open: hostsAt(name), flash} : {back: 1, flash}});
      await kept;
      if (target === '') tellLook(name);
    },

    async take(effect: FleetEffect): Promise<void> {
      switch (effect.do) {
        case 'go-to-host':
          if (find(effect.host)?.condition !== 'ready')
            say('muted', `Connecting to ${effect.host}; what you type is for it, Esc stays here`);
          return outside.goTo(effect.host, effect.open);
        case 'look-at-hosts':
          await fleet.look(effect.hosts);
          return effect.hosts.length === 1
            ? tellLook(effect.hosts[0] ?? '')
            : say('muted', `Read: ${effect.hosts.join(', ')}`);
        case 'remove-host':
          await fleet.remove(effect.host);
          return say('good', `${effect.host} was taken from the list`);
        case 'default-host':
          await fleet.makeDefault(effect.host);
          return say('good', `The screen opens on ${effect.host} from now on`);
        case 'trust-host':
          await fleet.trust(effect.host);
          return tellLook(effect.host);
        case 'log-in-to-host':
          await outside.away(() => fleet.logIn(effect.host));
          say('muted', `Logged in to ${effect.host}`);
          await fleet.look([effect.host]);
          return tellLook(effect.host);
        case 'plan-tasks':
          tasks = effect.wish.hosts.map(unplanned);
          tell({world: {tasks}, change: {open: openTasks(effect.wish), unmark: true}});
          await planTasks(effect.wish, fleet, put);
          return;
        case 'run-tasks': {
          const ends = await runTasks(tasks, fleet, atOnce, put);
          const done = ends.filter(({stage}) => stage === 'done').length;
          say(done === ends.length ? 'good' : 'warn', `Done on ${done} of ${ends.length} hosts`);
          return fleet.look(ends.map(({host}) => host));
        }
      }
    },
  };
}
