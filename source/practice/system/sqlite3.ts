import type {DatabaseSync} from 'node:sqlite';
import type {Call} from '../call.ts';
import {hostPath} from './paths.ts';

type Mode = 'list' | 'json' | 'csv' | 'column' | 'line';

type Session = {
  readonly call: Call;
  database: DatabaseSync | null;
  mode: Mode;
  header: boolean;
  separator: string;
  bail: boolean;
  failed: boolean;
};

type Value = null | number | bigint | string | Uint8Array;

const shown = (value: Value): string => {
  if (value === null) return '';
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value);
};

/** sqlite3 prints REAL columns with a point; JavaScript cannot tell 1.0 from 1, which no schema here has. */
const asJson = (rows: readonly Record<string, Value>[]): string =>
  `[${rows.map(row => JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? Number(value) : value))).join(',\n')}]\n`;

const asLines = (rows: readonly Record<string, Value>[]): string =>
  rows
    .map(row => {
      const width = Math.max(...Object.keys(row).map(name => name.length), 5);
      return Object.entries(row)
        .map(([name, value]) => `${name.padStart(width)} = ${shown(value)}\n`)
        .join('');
    })
    .join('\n');

const print = (session: Session, rows: readonly Record<string, Value>[]): void => {
  if (rows.length === 0) return;
  const {call, mode} = session;
  if (mode === 'json' || mode === 'line') {
    call.out(mode === 'json' ? asJson(rows) : asLines(rows));
    return;
  }
  const separator = mode === 'csv' ? ',' : session.separator;
  const cell = (value: Value): string =>
    mode === 'csv' && /[",\n]/.test(shown(value)) ? `"${shown(value).replaceAll('"', '""')}"` : shown(value);
  if (session.header) call.out(`${Object.keys(rows[0] ?? {}).join(separator)}\n`);
  for (const row of rows) call.out(`${Object.values(row).map(cell).join(separator)}\n`);
};

const complain = (session: Session, error: unknown, where: string): void => {
  session.failed = true;
  const text = error instanceof Error ? error.message : String(error);
  session.call.err(`${where}${text}\n`);
};

const open = (session: Session, path: string, readOnly: boolean): void => {
  session.database?.close();
  session.database = null;
  const {call} = session;
  try {
    const real = path === ':memory:' ? path : call.world.path(hostPath(call, path));
    session.database = call.world.open(real, readOnly);
    session.database.exec('PRAGMA busy_timeout=5000');
  } catch {
    session.failed = true;
    call.err(`Error: unable to open database "${path}": unable to open database file\n`);
  }
};

const runSql = (session: Session, sql: string): void => {
  if (session.database === null) {
    open(session, ':memory:', false);
    if (session.database === null) return;
  }
  const {database} = session;
  try {
    const statement = database.prepare(sql);
    const rows = statement.all();
    print(session, rows);
  } catch (error) {
    complain(session, error, 'Parse error: ');
  }
};

const modes: readonly Mode[] = ['list', 'json', 'csv', 'column', 'line'];

const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? '');

/** A dot command; true ends the session. */
const command = (session: Session, line: string): boolean => {
  const [name = '', ...rest] = words(line);
  switch (name) {
    case '.quit':
    case '.exit':
      return true;
    case '.mode':
      session.mode = modes.find(mode => mode === rest[0]) ?? session.mode;
      return false;
    case '.open':
      open(session, rest.at(-1) ?? '', rest.includes('--readonly'));
      return false;
    case '.print':
      session.call.say(line.slice('.print'.length).trimStart());
      return false;
    case '.bail':
      session.bail = rest[0] === 'on';
      return false;
    case '.headers':
    case '.header':
      session.header = rest[0] === 'on';
      return false;
    case '.separator':
      session.separator = rest[0] ?? '|';
      return false;
    case '.read': {
      const text = session.call.world.read(hostPath(session.call, rest[0] ?? ''));
      if (text === null) complain(session, `cannot open "${rest[0] ?? ''}"`, 'Error: ');
      else feed(session, text.split('\n'));
      return false;
    }
    case '.timeout':
    case '.echo':
    case '.width':
    case '.nullvalue':
      return false;
    case '.tables':
      runSql(session, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
      return false;
    case '.schema':
      runSql(session, "SELECT sql || ';' AS sql FROM sqlite_master WHERE sql IS NOT NULL");
      return false;
    default:
      complain(session, `unknown command or invalid arguments:  "${name.slice(1)}". Enter ".help" for help`, 'Error: ');
      return false;
  }
};

/** True when the text ends a statement: a `;` outside quotes and comments closes it. */
const complete = (text: string): boolean =>
  /;\s*$/.test(text.replace(/'(?:[^']|'')*'|"[^"]*"|--[^\n]*/g, match => (match.startsWith('--') ? '' : 'x')));

const statements = (text: string): string[] => {
  const parts = text.match(/(?:'(?:[^']|'')*'|"[^"]*"|--[^\n]*|[^;])+;?/g) ?? [];
  return parts.map(part => part.trim()).filter(part => part !== '' && part !== ';');
};

const feed = (session: Session, lines: Iterable<string>): void => {
  let pending = '';
  for (const line of lines) {
    if (pending === '' && line.startsWith('.')) {
      if (command(session, line)) return;
    } else pending += `${line}\n`;
    if (complete(pending)) {
      for (const sql of statements(pending)) runSql(session, sql);
      pending = '';
    }
    if (session.bail && session.failed) return;
  }
  for (const sql of statements(pending)) runSql(session, sql);
};

function* fromStdin(call: Call): Generator<string> {
  for (let line = call.line(); line !== null; line = call.line()) yield line;
}

/** The sqlite3 shell as a driver uses it: options, a file and a statement, or dot commands and statements on stdin. */
export const sqlite3 = (call: Call): number => {
  const session: Session = {
    call,
    database: null,
    mode: 'list',
    header: false,
    separator: '|',
    bail: false,
    failed: false,
  };
  const rest: string[] = [];
  let readOnly = false;
  for (let at = 0; at < call.argv.length; at += 1) {
    const word = call.argv[at] ?? '';
    const option = word.replace(/^--?/, '');
    if (rest.length > 0 || !word.startsWith('-')) rest.push(word);
    else if (option === 'readonly') readOnly = true;
    else if (option === 'header') session.header = true;
    else if (option === 'noheader') session.header = false;
    else if (option === 'bail') session.bail = true;
    else if (option === 'separator' || option === 'cmd') {
      at += 1;
      const value = call.argv[at] ?? '';
      if (option === 'separator') session.separator = value;
      else command(session, value);
    } else if (option === 'version') {
      call.say('3.46.0 practice');
      return 0;
    } else if (option !== 'batch') session.mode = modes.find(mode => mode === option) ?? session.mode;
  }
  const [file, ...sql] = rest;
  if (file !== undefined && file !== '') open(session, file, readOnly);
  if (session.failed) return 1;
  for (const text of sql) {
    if (text.startsWith('.')) command(session, text);
    else for (const one of statements(text)) runSql(session, one);
  }
  if (sql.length === 0) feed(session, fromStdin(call));
  session.database?.close();
  return session.failed ? 1 : 0;
};
