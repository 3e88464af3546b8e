import {type Action, actions, actionsOf, type Place} from '../actions/table.ts';
import {keyLabel, textOf} from '../terminal/keys.ts';

/** Where a screen is, and whether letters are text there: then no key that types something is bound. */
export type Ground = {
  readonly place: Place;
  readonly isTyping: boolean;
  /** Actions that would only say why they do nothing now. */
  readonly idle?: readonly string[];
};

/** The action that a key means here, from the one table; the place's own rows win over those valid everywhere. */
export function actionOf(name: string, {place, isTyping}: Ground): string | null {
  if (isTyping && textOf(name) !== null) return null;
  return actionsOf(place).find(row => row.keys.includes(name))?.id ?? null;
}

/** The first key of a row that works here; null when all of them type text. */
export const keyOf = (row: Action, {isTyping}: Ground): string | null =>
  row.keys.find(key => !isTyping || textOf(key) === null) ?? null;

/** The first key of an action, or a later one, as it is called in sentences. */
export const firstKey = (id: string, index = 0): string =>
  keyLabel(actions.find(row => row.id === id)?.keys[index] ?? '');

/** The rows valid in a place as an operator should read them: those of its footer first, in the same order. */
export const inOrder = (place: Place): readonly Action[] =>
  actionsOf(place).toSorted((one, other) => (one.footer ?? 100) - (other.footer ?? 100));

/** Rows for the footer, the ones that matter most first. */
export const footerRows = (ground: Ground): readonly Action[] =>
  inOrder(ground.place).filter(
    row => row.footer !== undefined && keyOf(row, ground) !== null && !ground.idle?.includes(row.id),
  );
