import {type Fleet, noFleet} from '../actions/fleet/fleet.ts';
import type {Session} from '../actions/session.ts';
import {usual} from '../settings/preferences.ts';
import {alertOf} from '../terminal/alert.ts';
import {backgroundIn} from '../terminal/colour.ts';
import type {Input} from '../terminal/decode.ts';
import {safe} from '../text/safe.ts';
import {createEffects} from './effects.ts';
import {createHearing} from './hearing.ts';
import {actionOf} from './keymap.ts';
import type {News} from './news.ts';
import type {Outside} from './outside.ts';
import {placeOf} from './places.ts';
import {groundOf, pressOn} from './press.ts';
import type {Change, Effect, Flash, Press, Screen, Size, World} from './screen.ts';
import {hasDraft} from './screens/form/open.ts';
import {openGuests, unmarked} from './screens/guests/state.ts';
import {hostForm} from './screens/hosts/form.ts';
import {changed, front, mapped, type Stack} from './stack.ts';
import {barRows} from './tour/bar.ts';
import {toured} from './tour/steps.ts';
import {pressesOf, type Typed} from './typed.ts';

export type Shown = {readonly stack: Stack; readonly flash: Flash | null; readonly world: World};

/**
 * The screen without its drawing: keys go in, one after the other, each on what the one before it left; what is to be
 * shown comes out. So a burst of keys in one read does what the same keys do at leisure, whatever React has drawn.
 */
export type App = {
  /** Looks at the host and for jobs that go on; the first frame does not wait for it. */
  begin(): void;
  input(input: Input): void;
  resize(size: Size): void;
  subscribe(listener: () => void): () => void;
  snapshot(): Shown;
  /** Stops its clocks while another host is in front; and starts them again. */
  rest(): void;
  wake(): void;
  /** Back to the guests, with a screen over them. */
  goHome(open: Screen | null): void;
  /** Jobs that were started from here and go on. */
  running(): readonly string[];
  close(): void;
};

/** What the screen begins with, where it is not the usual. */
export type Beginning = Partial<Pick<World, 'size' | 'preferences' | 'background' | 'fellBack' | 'tour'>> & {
  readonly fleet?: Fleet;
};

export function createApp(session: Session, outside: Outside, {fleet = noFleet, ...beginning}: Beginning = {}): App {
  const listeners = new Set<() => void>();
  const effects = createEffects({session, fleet, outside}, receive, beginning.preferences ?? usual);
  const hearing = createHearing(session, text => receive({change: {flash: {role: 'warn', text}}}));
  let isResting = false;
  let stack: Stack = [openGuests()];
  let flash: Flash | null = null;
  let early: Typed[] | null = null;
  let awaited: Effect | null = null;
  let world: World = {
    host: session.host,
    view: session.guests.snapshot(),
    size: {columns: 80, rows: 24},
    now: outside.now(),
    jobs: null,
    runs: new Map(),
    recovery: null,
    diagnosis: null,
    details: new Map(),
    fleet: fleet.hosts.snapshot(),
    aliases: [],
    tasks: [],
    form: (action, target, answers) =>
      hostForm(action, target, answers, world) ?? session.form(action, target, answers),
    plan: session.plan,
    draft: session.drafts.load,
    preferences: usual,
    background: 'dark',
    fellBack: false,
    tour: null,
    ...beginning,
  };
  world = {...world, size: roomIn(world.size)};
  let shown: Shown = {stack, flash, world};

  /** What the tour leaves of the terminal. */
  function roomIn({columns, rows}: Size): Size {
    return {columns, rows: world.tour === null ? rows : rows - barRows};
  }

  function show(): void {
    if (world.tour !== null) world = {...world, tour: toured(world.tour, front(stack), world)};
    shown = {stack, flash, world};
    if (!isResting) effects.watch(stack, world);
    for (const listener of listeners) listener();
  }

  /** News from outside: what the world is now, what that does to the stack, a line to tell. */
  function receive(news: News): void {
    world = {...world, ...news.world, ...news.learned?.(world)};
    if (news.answers === undefined) {
      const inFront = front(stack);
      const isThere = inFront.place === 'job' && inFront.id === news.job;
      if (news.change && !isThere) apply(news.change);
      if (news.job !== undefined && isThere) flash = null; // said of it while it ran, true no more
      if (news.job !== undefined && !isThere) ring(news.change?.flash?.text ?? '');
      show();
    } else if (news.answers === awaited) {
      awaited = null;
      if (news.change) apply(news.change);
      catchUp();
      show();
    }
  }

  function ring(text: string): void {
    const control = alertOf(world.preferences.alert, safe(text));
    if (control) outside.send(control);
  }

  function apply(change: Change): void {
    const before = front(stack);
    stack = changed(stack, change);
    if (change.unmark) stack = mapped(stack, unmarked);
    if (change.flash) flash = change.flash;
    const opened = front(stack);
    if (change.open && opened !== before && opened.place === 'form' && !change.flash && hasDraft(opened))
      flash = draftFlash;
    if (change.open) effects.run({do: 'load', screen: opened});
    for (const effect of change.effects ?? []) effects.run(effect);
    if (change.then) apply(pressOn(front(stack), change.then, world));
  }

  function press(input: Typed): void {
    for (const one of pressesOf(input)) {
      const press: Press = {...one, id: actionOf(one.name, groundOf(front(stack), world))};
      const change = pressOn(front(stack), press, world);
      flash = change.isEarly ? earlyFlash : null;
      if (change.isEarly) early = [input];
      else if (change.isAwaited) {
        awaited = change.effects?.[0] ?? null;
        early = [];
        apply(change);
      } else apply(change);
    }
  }

  /** What was typed ahead of the first reading, in its order. */
  function catchUp(): void {
    const inputs = early ?? [];
    early = null;
    for (const input of inputs) hear(input);
  }

  function hear(input: Input): void {
    const isLeaving = input.kind === 'key' && input.name === 'ctrl-c';
    if (input.kind === 'answer') learn(input.text);
    else if (awaited && input.kind === 'key' && input.name === 'esc') letGo();
    else if (early && !isLeaving) early.push(input);
    else press(input);
  }

  /** Nobody waits for it any more; what was typed ahead was meant for it. */
  function letGo(): void {
    awaited = null;
    early = null;
    flash = null;
  }

  function learn(answer: string): void {
    world = {...world, background: backgroundIn(answer) ?? world.background};
  }

  const stop = session.guests.subscribe(() => {
    world = {...world, view: session.guests.snapshot(), host: session.host};
    stack = mapped(stack, screen => placeOf(screen).looked?.(screen, world) ?? screen);
    if (early && !awaited && world.view.status !== 'reading') catchUp();
    show();
  });

  const stopFleet = fleet.hosts.subscribe(() => {
    world = {...world, fleet: fleet.hosts.snapshot()};
    if (!isResting) show();
  });

  return {
    begin() {
      void session.refresh().then(() => isResting || hearing.start());
      effects.run({do: 'find-running'});
    },
    input(input) {
      world = {...world, now: outside.now()};
      hear(input);
      show();
    },
    resize(terminal) {
      const next = roomIn(terminal);
      if (next.columns === world.size.columns && next.rows === world.size.rows) return;
      world = {...world, size: next};
      show();
    },
    rest() {
      isResting = true;
      hearing.stop();
      effects.rest();
    },
    wake() {
      isResting = false;
      hearing.start();
      world = {...world, fleet: fleet.hosts.snapshot(), now: outside.now()};
      show();
    },
    goHome(open) {
      flash = null;
      const follows = open?.place === 'job' ? [{do: 'follow', job: open.id} as const] : [];
      apply({back: 'home', ...(open && {open}), effects: follows});
      show();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => shown,
    running: effects.running,
    close() {
      isResting = true;
      hearing.stop();
      stop();
      stopFleet();
      effects.close();
    },
  };
}

const earlyFlash: Flash = {
  role: 'muted',
  text: 'The host is being read; what you type is kept until it was, Ctrl-C leaves',
};
const draftFlash: Flash = {role: 'warn', text: 'Your unfinished answers are back. Ctrl-R starts afresh'};
