import process from 'node:process';
import {enter} from '../actions/enter.ts';
import type {OpenScreen} from '../actions/open-screen.ts';
import {showIn} from '../actions/outside-program.ts';
import type {Session} from '../actions/session.ts';
import {isLogin} from '../model/login.ts';
import type {Plan} from '../model/plan.ts';
import {enterPressed} from '../terminal/away.ts';
import {wayOut} from '../terminal/way-out.ts';
import {fromFile, toFile} from './edited-text.ts';
import {firstKey} from './keymap.ts';
import type {Outside} from './outside.ts';
import type {Change, Effect, Flash} from './screen.ts';
import {answer} from './screens/form/answer.ts';

type Edit = Extract<Effect, {do: 'edit'}>;

/** What needs the real terminal, or the operator's own files: it comes back to the place that asked for it. */
export function createHands(session: Session, outside: Outside, tell: (change: Change) => void) {
  const say = (role: Flash['role'], text: string): void => tell({flash: {role, text}});
  const write = (text: string): void => void process.stdout.write(text);
  const screens = new Map<string, OpenScreen>();

  return {
    async login(guest: string): Promise<void> {
      const door = session.login(guest, 'login');
      if (!isLogin(door)) return say('bad', door.reason);
      const left = await outside.away(async () => {
        const left = await enter(door, session, wayOut(door.leave, process.env), write);
        if (!left.isOk) {
          write(`${left.sentence}. Enter goes back.\n`); // else the screen would hide at once why it failed
          await enterPressed();
        }
        return left;
      });
      say(left.isOk ? 'muted' : 'bad', left.sentence);
      void session.refresh();
    },

    /** Opened at the first key, closed at the second. */
    async screen(guest: string): Promise<void> {
      const before = screens.get(guest);
      screens.delete(guest);
      before?.close();
      if (before) return say('muted', `The way to the screen of ${guest} is closed`);
      say('muted', `Opening the way to the screen of ${guest}`);
      const screen = await session.openScreen(guest);
      if ('reason' in screen) return say('warn', screen.reason);
      screens.set(guest, screen);
      say(
        'good',
        `The screen of ${guest}: vncviewer ${screen.address}:${screen.port} (${firstKey('screen')} closes it)`,
      );
    },

    close(): void {
      for (const screen of screens.values()) screen.close();
    },

    /** Until what was written can stand, or is saved a second time as it was: then it is the form that tells what is wrong. */
    async edit({screen, field}: Edit): Promise<void> {
      let value = field.value;
      let error: string | null = null;
      for (;;) {
        const [before, told] = [value, error];
        const text = await outside.away(() => showIn('editor', `${field.id}.txt`, toFile(field, before, told)));
        if (text === null) return say('warn', 'The editor did not end well; the value is as it was');
        value = fromFile(field, text);
        const form = session.form(screen.action, screen.target, {...screen.answers, [field.id]: value});
        error = 'fields' in form ? (form.fields.find(({id}) => id === field.id)?.error ?? null) : null;
        if (error === null || (told !== null && value === before)) break;
      }
      if (value === field.value) return say('muted', 'Nothing was changed');
      tell(answer(screen, {[field.id]: value}, session));
    },

    async page(name: string, text: string): Promise<void> {
      const read = await outside.away(() => showIn('pager', name, text));
      if (read === null) say('warn', 'The pager did not end well; PAGER names another one');
    },

    async script(plan: Plan): Promise<void> {
      const path = await outside.save(plan);
      const secrets = plan.steps.some(step => step.secrets.length > 0);
      say('good', `Written: ${path}${secrets ? '; the secrets have to be filled in' : ''}`);
    },
  };
}
