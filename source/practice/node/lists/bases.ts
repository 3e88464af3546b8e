import type {Call} from '../../call.ts';
import {columns} from '../columns.ts';

const known = [
  'platform',
  'name',
  'basename',
  'arch',
  'targetarch',
  'ver',
  'stable',
  'elf',
  'status',
  'date',
  'source',
];
const shown = 'platform,name,basename,arch,targetarch,ver,stable,elf,status,date';

/** `cbsd bases`: the registered bases. A date has a blank in it, so its time stands in a column of its own. */
export const bases = (call: Call): number => {
  const {bold, h1, n0, n2} = call.paint;
  const display = (call.get('display') || shown).split(',');
  const rows = call.world.query('local', `SELECT ${known.join(',')} FROM bsdbase`).map(row => {
    const value = (column: string): string => {
      const text = known.includes(column) ? String(row[column] ?? '') : '';
      return text === '' || (column === 'basename' && text === '0') ? '-' : text;
    };
    return `${n2}${n0}${display.map(value).join(' ')}${n0}`;
  });
  const header = call.get('header') === '0' ? [] : [`${h1}${bold}${display.join('  ').toUpperCase()}${n0}`];
  call.out(columns([...header, ...rows]));
  return 0;
};
