import type {Action, JobVerb, Offer} from '../../actions/table.ts';
import type {Answers} from '../../model/form.ts';
import type {Guest} from '../../model/guest.ts';
import type {NextAction} from '../../model/plan.ts';
import type {Change, Effect, Flash, World} from '../screen.ts';
import {openForm} from './form/open.ts';
import {asked} from './job/ways.ts';
import {openMenu} from './menu/state.ts';
import {openPlan} from './plan/state.ts';

/** What a row of a menu leads to. */
export type Intent =
  | {readonly kind: 'open'; readonly action: string; readonly target: string}
  /** A form that needs nothing of the host in front; without answers with its draft. */
  | {readonly kind: 'fill-in'; readonly action: string; readonly answers?: Answers}
  | {readonly kind: 'copy'; readonly text: string}
  | {readonly kind: 'job'; readonly verb: JobVerb; readonly job: string}
  | {readonly kind: 'do'; readonly effect: Effect}
  | {readonly kind: 'back'}
  | {readonly kind: 'home'};

export function follow(intent: Intent, world: World): Change {
  if (intent.kind === 'copy') return {back: 1, effects: [{do: 'copy', text: intent.text}]};
  if (intent.kind === 'back') return {back: 1};
  if (intent.kind === 'do') return {back: 1, effects: [intent.effect]};
  if (intent.kind === 'job') return {...asked(intent.verb, intent.job), back: 1};
  if (intent.kind === 'fill-in') return {...formOver(intent.action, '', world, intent.answers), back: 1};
  if (intent.kind === 'home') return {back: 'home'};
  if (world.view.status === 'reading' && world.view.readAt === null) return {isEarly: true};
  if (intent.action.startsWith('create-') && intent.target !== '') {
    return {back: 1, effects: [{do: 'open-like', action: intent.action, guest: intent.target}], isAwaited: true};
  }
  return {...formOver(intent.action, intent.target, world), back: 1};
}

function formOver(action: string, target: string, world: World, answers?: Answers): Change {
  const opened = openForm(action, target, world, answers);
  return 'reason' in opened ? {flash: {role: 'bad', text: opened.reason}} : {open: opened};
}

export const intentOf = (next: NextAction): Intent =>
  next.kind === 'copy' ? {kind: 'copy', text: next.text} : {kind: 'open', action: next.action, target: next.target};

/**
 * What a row of the action table does to a guest: its form opens, or its plan where there is nothing to ask. A state that the
 * row has nothing for gets its reason told instead of a guess.
 */
export function actOn(
  row: Pick<Action, 'title' | 'plans' | 'plansBy' | 'offers' | 'enters' | 'shows'>,
  guest: Guest,
  world: World,
): Change {
  const action = row.plans ?? row.plansBy?.[guest.state];
  if (!guest.managed) return refuse(`${guest.name}: its name cannot travel in every command; it is listed only`);
  if (row.enters) return {effects: [{do: 'login', guest: guest.name}]};
  if (row.shows) return {effects: [{do: 'login', guest: guest.name, shows: row.shows}]};
  if (row.offers) return offered(row.title, row.offers, [guest.name]);
  if (action === undefined) return refuse(guestInWords(guest));
  const opened = openForm(action, guest.name, world);
  return 'reason' in opened ? {flash: {role: 'bad', text: opened.reason}} : {open: opened};
}

/** The same to every marked guest: one plan, or a question where their states ask for different ones. */
export function actOnAll(row: Action, guests: readonly Guest[], world: World): Change {
  const [first] = guests;
  if (first && guests.length === 1) return actOn(row, first, world);
  if (row.enters ?? row.shows ?? row.form === true)
    return refuse(`${row.title} is for one guest; ${guests.length} are marked, Esc takes the marks off`);
  const listed = guests.find(({managed}) => !managed);
  if (listed) return actOn(row, listed, world);
  if (row.offers)
    return offered(
      row.title,
      row.offers.filter(({single}) => single === undefined),
      guests.map(({name}) => name),
    );
  if (row.form && row.plans !== undefined) {
    const opened = openForm(row.plans, guests.map(({name}) => name).join(','), world);
    return 'reason' in opened ? {flash: {role: 'bad', text: opened.reason}} : {open: opened};
  }
  const names = (action: string): readonly string[] =>
    guests.filter(({state}) => (row.plans ?? row.plansBy?.[state]) === action).map(({name}) => name);
  const wanted = [row.plans, ...Object.values(row.plansBy ?? {})].filter(action => action !== undefined);
  const found = wanted.map(action => ({action, names: names(action)})).filter(({names}) => names.length > 0);
  const left = guests.filter(({name}) => !found.some(({names}) => names.includes(name)));
  const flash = left.length > 0 ? {flash: warn(`Left out: ${left.map(guestInWords).join('; ')}`)} : {};
  const [one, other] = found;
  if (!one) return flash;
  if (!other) return {...planned(one.action, one.names.join(','), world), ...flash};
  const rows = found.map(({action, names}) => ({
    label: `${capital(action)} ${names.length}`,
    note: names.join(', '),
    leadsTo: {kind: 'open', action, target: names.join(',')} as const,
  }));
  return {open: openMenu(`${row.title}: the marked guests are in different states`, rows), ...flash};
}

/** What a row offers, as a menu. */
const offered = (title: string, offers: readonly Offer[], names: readonly string[]): Change => ({
  open: openMenu(
    `${title}: ${names.join(', ')}`,
    offers.map(offer => ({
      label: offer.title,
      leadsTo: {kind: 'open', action: offer.plans, target: names.join(',')} as const,
    })),
  ),
});

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const guestInWords = ({name, state, stateReason}: Guest): string =>
  `${name} is ${state}${stateReason ? `: ${stateReason}` : ''}`;

export const planned = (action: string, target: string, world: World): Change => ({
  open: openPlan(world.plan(action, target, {}), {}, {}),
});

const warn = (text: string): Flash => ({role: 'warn', text});

const refuse = (text: string): Change => ({flash: warn(text)});
