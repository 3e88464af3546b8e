import {type Action, actions, actsOnGuest} from '../../../actions/table.ts';
import type {Guest} from '../../../model/guest.ts';
import {keyLabel} from '../../../terminal/keys.ts';
import {kept} from '../../kept.ts';
import {type Ground, inOrder, keyOf} from '../../keymap.ts';
import type {Change, World} from '../../screen.ts';
import {creatable} from '../create-menu.ts';
import {openGuest} from '../guest/state.ts';
import {actOn, follow} from '../intent.ts';
import {matcherOf} from '../matcher.ts';
import type {PaletteScreen} from './state.ts';

export type PaletteRow = {
  readonly label: string;
  readonly note: string;
  /** The direct key, so that the palette teaches it. */
  readonly key: string;
  leads(world: World): Change;
};

/** Of a host of thousands no more are worth a look; more letters find the others. */
const most = 200;

/** What can be done where the palette was asked for, what can be done anywhere, every guest; the nearest names first. */
export const paletteRows = ({about, guest, filter}: PaletteScreen, {host, view}: World): readonly PaletteRow[] =>
  rowsOf(about, guest, filter, host, view.guests);

type From = Pick<PaletteScreen, 'about' | 'guest'>;

const rowsOf = kept(
  (
    about: Ground,
    guest: string | null,
    filter: string,
    host: World['host'],
    all: readonly Guest[],
  ): readonly PaletteRow[] => {
    const matches = matcherOf(filter);
    const rows = [...here({about, guest}), ...anywhere(about, host)].filter(({label, note}) =>
      matches(`${label} ${note}`),
    );
    const guests = all.filter(guest => matches(`${guest.name} ${guest.kind} ${guest.state}`));
    const others = verbs(filter, all).filter(({label}) => !rows.some(row => row.label === label));
    const found = [...rows, ...others, ...guests.slice(0, most).map(guestRow)];
    const typed = filter.trim().toLowerCase();
    const isNear = ({label}: PaletteRow): boolean => label.toLowerCase().startsWith(typed);
    return typed === '' ? found : [...found.filter(isNear), ...found.filter(row => !isNear(row))];
  },
);

/** Cursor moves have no place in a list that is read. */
const isMove = ({keys}: Action): boolean => keys.some(key => /^(up|down|page|home|end)/.test(key));

function here({about, guest}: From): readonly PaletteRow[] {
  return inOrder(about.place).flatMap(row => {
    const name = keyOf(row, about);
    const isLeftOut = row.id === 'palette' || isMove(row) || about.idle?.includes(row.id);
    if (name === null || isLeftOut) return [];
    const label = row.target === 'guest' && guest !== null ? `${row.title} ${guest}` : row.title;
    const then = {id: row.id, name, text: null};
    return [{label, note: row.help, key: keyLabel(name), leads: () => ({back: 1, then})}];
  });
}

function anywhere(about: Ground, host: World['host']): readonly PaletteRow[] {
  const makes = creatable({host}).map(({action, title, note}) => ({
    label: title,
    note,
    key: '',
    leads: (now: World) => follow({kind: 'open', action, target: ''}, now),
  }));
  const home = {label: 'Guests', note: 'The list of guests', key: '', leads: (): Change => ({back: 'home'})};
  return about.place === 'guests' ? makes : [...makes, home];
}

/** `clone web`, `log in web`: an action by its title or one word of it, then the guest. */
function verbs(filter: string, all: readonly Guest[]): readonly PaletteRow[] {
  const typed = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return actions.filter(actsOnGuest).flatMap(row => {
    const rest = behindVerb(row, typed);
    if (rest === null) return [];
    const matches = matcherOf(rest.join(' '));
    const guests = all.filter(({name}) => matches(name)).slice(0, most);
    return guests.map(guest => ({
      label: `${row.title} ${guest.name}`,
      note: row.help,
      key: '',
      leads: (world: World) => ({...actOn(row, guest, world), back: 1}),
    }));
  });
}

/** What is typed behind the words that mean this action; null: it is not meant, or nothing is behind them. */
function behindVerb({id, title, words = []}: Action, typed: readonly string[]): readonly string[] | null {
  const whole = title.toLowerCase();
  for (const name of [whole, id, ...words, ...whole.split(/\W+/)]) {
    const count = name.split(' ').length;
    if (typed.length > count && name.startsWith(typed.slice(0, count).join(' '))) return typed.slice(count);
  }
  return null;
}

const guestRow = ({name, kind, state}: Guest): PaletteRow => ({
  label: name,
  note: `${kind}, ${state}`,
  key: '',
  leads: () => ({back: 1, open: openGuest(name)}),
});
