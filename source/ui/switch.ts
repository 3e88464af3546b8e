import type {Fleet} from '../actions/fleet/fleet.ts';
import type {Session} from '../actions/session.ts';
import type {Input} from '../terminal/decode.ts';
import type {App} from './app.ts';
import type {Screen, Size} from './screen.ts';

export type HostJob = {readonly host: Session['host']; readonly id: string};

/** One app a host, of which one is in front: whoever comes back to a host finds it as they left it. */
export type Switch = App & {
  /** Jobs that were started from here and go on, on every host. */
  jobs(): readonly HostJob[];
  /** Of the host in front. */
  session(): Session;
  /** Brings a host in front, connected first where it has to be; what is typed meanwhile is for it, Esc stays. Rejects with why it cannot be had. */
  goTo(host: string, open: Screen | null): Promise<void>;
};

export function createSwitch(
  fleet: Fleet,
  first: Session,
  size: Size,
  openApp: (session: Session, goTo: Switch['goTo'], size: Size) => App,
): Switch {
  const listeners = new Set<() => void>();
  const apps = new Map<Session, App>();
  let terminal = size;
  let front = first;
  let waiting: {readonly typed: Input[]} | null = null;

  function appOf(session: Session): App {
    const known = apps.get(session);
    if (known) return known;
    const app = openApp(session, goTo, terminal);
    apps.set(session, app);
    app.subscribe(() => {
      if (session === front) tell();
    });
    return app;
  }
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const current = (): App => appOf(front);

  async function goTo(host: string, open: Screen | null): Promise<void> {
    const mine = {typed: []};
    waiting = mine;
    try {
      const session = await fleet.session(host);
      if (waiting !== mine) return;
      waiting = null;
      bringInFront(session, open);
      for (const input of mine.typed) current().input(input);
    } finally {
      if (waiting === mine) waiting = null;
    }
  }

  function bringInFront(session: Session, open: Screen | null): void {
    const isNew = !apps.has(session);
    current().rest();
    front = session;
    const app = current();
    app.resize(terminal);
    app.wake();
    if (isNew) app.begin();
    else void session.refresh();
    app.goHome(open);
    tell();
  }

  return {
    session: () => front,
    goTo,
    begin: () => current().begin(),
    input(input) {
      const isLeaving = input.kind === 'key' && input.name === 'ctrl-c';
      if (waiting === null || isLeaving || input.kind === 'answer') return current().input(input);
      if (input.kind === 'key' && input.name === 'esc') waiting = null;
      else waiting.typed.push(input);
    },
    resize(next) {
      terminal = next;
      current().resize(next);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => current().snapshot(),
    running: () => current().running(),
    jobs: () => [...apps].flatMap(([{host}, app]) => app.running().map(id => ({host, id}))),
    rest: () => current().rest(),
    wake: () => current().wake(),
    goHome: open => current().goHome(open),
    close() {
      for (const app of apps.values()) app.close();
    },
  };
}
