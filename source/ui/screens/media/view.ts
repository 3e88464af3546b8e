import {type LibraryItem, libraryKinds} from '../../../model/library.ts';
import type {GlyphName} from '../../../terminal/glyphs.ts';
import {scrollTo} from '../../../terminal/scroll.ts';
import type {Role} from '../../../terminal/theme.ts';
import {formatBytes} from '../../../text/units.ts';
import {line, type Paint} from '../../paint.ts';
import type {Picture, World} from '../../screen.ts';
import {type Cell, tableLines} from '../../table.ts';
import {filterLines, listRows} from '../list.ts';
import {type MediaScreen, visibleMedia} from './state.ts';

type Sign = {readonly sign: GlyphName; readonly role: Role; readonly word: string};

const signs: Readonly<Record<LibraryItem['state'], Sign>> = {
  ready: {sign: 'done', role: 'good', word: 'ready'},
  partial: {sign: 'busy', role: 'warn', word: 'partial'},
  absent: {sign: 'stopped', role: 'muted', word: 'absent'},
  unusable: {sign: 'broken', role: 'bad', word: 'unusable'},
};

const cells: readonly Cell<LibraryItem>[] = [
  {
    id: 'state',
    title: 'STATE',
    least: 10,
    most: 10,
    rank: 0,
    text: ({state}, glyphs) => `${glyphs[signs[state].sign]} ${signs[state].word}`,
    role: ({state}) => signs[state].role,
  },
  {id: 'what', title: 'WHAT', least: 20, most: 60, rank: 1, text: ({title}) => title},
  {id: 'kind', title: 'KIND', least: 11, most: 11, rank: 3, text: ({kind}) => libraryKinds[kind]},
  {id: 'size', title: 'SIZE', least: 10, most: 12, rank: 2, isNumber: true, text: sizeOf},
  {id: 'used', title: 'USED BY', least: 8, most: 20, rank: 4, text: ({usedBy}) => usedBy.join(',')},
];

export function drawMedia(screen: MediaScreen, world: World, paint: Paint): Picture {
  const items = visibleMedia(screen, world);
  const height = listRows(screen, world);
  const view = scrollTo(screen.view, screen.view.cursor, items.length, height);
  const item = items[view.cursor];
  const ready = items.filter(({state}) => state === 'ready').length;
  return {
    heading: 'Bases and media',
    aside: `${ready} of ${items.length} ready${screen.filter ? ` ${paint.glyphs.dot} matching ${screen.filter}` : ''}`,
    rest: item ? about(item) : '',
    lines: [
      ...filterLines(screen, paint),
      ...tableLines({cells, rows: items, view, height}, world.size.columns, paint),
      ...(items.length === 0
        ? [line(screen.filter ? '  Nothing matches.' : '  This host tells of no bases or media.')]
        : []),
    ],
  };
}

function sizeOf({bytes, totalBytes}: LibraryItem): string {
  const size = bytes ?? totalBytes;
  return size === null ? '' : formatBytes(size);
}

/** How it comes here, and what it could be held against: that first, for a long path is cut. */
function about({source, state, checksum, path}: LibraryItem): string {
  if (state === 'ready') return `Checksum: ${checksum ?? 'not verified'}; ${path}`;
  if (source === 'hand') return `Nobody downloads it: put it at ${path}`;
  return source === 'start'
    ? 'Its first VM downloads it as it starts'
    : `Not here; checksum: ${checksum ?? 'none known'}`;
}
