import type {Call} from '../../call.ts';
import {columns} from '../columns.ts';
import {human} from '../human.ts';
import {media, mediaFile} from './store.ts';

export const listMedia = (call: Call): number => {
  const {bold, h1, n0, n2} = call.paint;
  const display = (call.get('display') || 'name,path,type,jname,size').split(',');
  const rows = call.world.query(mediaFile, 'SELECT name,path,type,jname,size FROM media').map(row => {
    const value = (column: string): string => {
      const text = String(row[column] ?? '');
      if (column === 'size') return human(Number(text));
      return text === '' || text.startsWith('-') ? '-' : text;
    };
    return `${n2}${n0}${display.map(value).join(' ')}${n0}`;
  });
  const header = (call.get('header') || '1') === '1' ? [`${h1}${bold}${display.join(' ').toUpperCase()}${n0}`] : [];
  call.out(columns([...header, ...rows]));
  return 0;
};

export const getMedium = (call: Call): number => {
  const {n0, n1, n2} = call.paint;
  const [name, path, guest] = [call.get('name'), call.get('path'), call.get('jname')];
  if (name === '' && path === '') call.fail(nameOrPath(call));
  if (name !== '' && path !== '')
    call.fail(`${n1}media: Please specify ${n2}name=${n1} OR ${n2}path=${n1}, not both${n0}`);
  const found =
    name === ''
      ? media(call, 'path = ? AND jname = ?', path, guest).map(each => each.name)
      : media(call, 'name = ? AND jname = ?', name, guest).map(each => each.path);
  call.say(found.join('\n'));
  return 0;
};

/** Lines of SQL; the workdir is kept out of them. */
export const dumpMedia = (call: Call): number => {
  const guest = call.get('jname');
  const rows = call.world.query(mediaFile, 'SELECT name,path,type,size,jname FROM media');
  for (const row of rows.filter(each => guest === '' || each.jname === guest)) {
    const values = [row.name, String(row.path).replaceAll('/usr/jails', '%%workdir%%'), row.type, row.size, row.jname];
    const quoted = values.map(value => `'${value}'`).join(', ');
    call.say(`INSERT INTO media ( name, path, type, size, jname ) VALUES ( ${quoted} );`);
  }
  return 0;
};

export const nameOrPath = ({paint: {n0, n1, n2}}: Call): string =>
  `${n1}media: ${n2}name=${n1} or ${n2}path=${n1} value is reguired${n0}`;
