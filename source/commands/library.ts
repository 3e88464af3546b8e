import type {Session} from '../actions/session.ts';
import {byReadiness, type LibraryItem} from '../model/library.ts';
import {formatBytes} from '../text/units.ts';
import type {Face} from './face.ts';
import {wrongUse} from './failure.ts';
import {runPlan} from './run-plan.ts';
import {table} from './tables.ts';

/** `bases` and `media`: what guests are made of, listed, fetched before it is needed, verified, removed. */
export const library =
  (word: 'bases' | 'media') =>
  async ([verb = 'list', ...names]: readonly string[], session: Session, face: Face): Promise<number> => {
    if (verb === 'list') return list(word, names, session, face);
    if (!['fetch', 'verify', 'remove'].includes(verb))
      throw wrongUse(`${word} takes list, fetch, verify or remove, not ${verb}`);
    if (names.length === 0) throw wrongUse(`${word} ${verb} needs a name: construct-tui ${word} list shows them`);
    const action = `${word === 'bases' ? 'base' : 'media'}-${verb}`;
    return runPlan(session.plan(action, names.join(','), {}), {}, session, face);
  };

function list(word: 'bases' | 'media', names: readonly string[], session: Session, face: Face): number {
  const items = session.guests
    .snapshot()
    .library.filter(({kind}) => (kind === 'base') === (word === 'bases'))
    .filter(({name}) => names.length === 0 || names.includes(name))
    .toSorted(byReadiness);
  const unknown = names.find(name => !items.some(item => item.name === name));
  if (unknown !== undefined)
    throw wrongUse(`There is no ${unknown} among the ${word}`, `construct-tui ${word} list`, 'name');
  if (face.json) face.document({[word]: items});
  else face.print(items.length === 0 ? `No ${word}` : table(headings, items.map(cells)));
  return 0;
}

const headings = ['STATE', 'NAME', 'SIZE', 'CHECKSUM', 'USED BY', 'WHAT'];

const cells = (item: LibraryItem): readonly string[] => [
  item.state === 'absent' && item.source !== 'fetch' ? `absent (by ${item.source})` : item.state,
  item.name,
  sizeInWords(item),
  item.checksum ?? (item.state === 'ready' ? 'not verified' : '-'),
  item.usedBy.join(',') || '-',
  item.title,
];

export const sizeInWords = ({bytes, totalBytes, state}: LibraryItem): string => {
  if (state === 'ready') return bytes === null ? '-' : formatBytes(bytes);
  return totalBytes === null ? '-' : `${formatBytes(totalBytes)} to fetch`;
};
