import type {Call} from '../../call.ts';
import {paths} from '../../host.ts';
import {columns} from '../columns.ts';

const database = `${paths.db}/cbsdtaskd.sqlite`;
const states = ['Pending', 'In Progress', 'Complete'];

/** The queue that cbsdd works through; nobody works through it here. */
export const taskls = (call: Call): number => {
  const {bold, h1, n0, n2} = call.paint;
  const rows = call.world.query(database, 'SELECT id,status,owner,cmd,logfile,errcode FROM taskd').map(row => {
    const state = states[Number(row.status)] ?? 'Unknown';
    return `${n2}${n0}${[row.id, state, row.owner, row.cmd, row.logfile, row.errcode].join('|')}${n0}`;
  });
  const header = call.get('header') === '0' ? [] : [`${h1}${bold}ID|STATUS|OWNER|CMD|LOGFILE|ERRCODE${n0}`];
  call.out(columns([...header, ...rows], '|'));
  return 0;
};

const own = ['logfile', 'notify', 'autoflush', 'owner', 'after', 'client_id'];

/** `task mode=new …`: stores the command and tells its number. Its own parameters are taken away from the front. */
export const task = (call: Call): number => {
  switch (call.get('mode')) {
    case 'new':
      return add(call);
    case 'cancelall':
      call.world.change(database, 'UPDATE taskd SET status = 2');
      return 0;
    case 'flushall':
      call.world.change(database, 'DELETE FROM taskd WHERE status = 2');
      return 0;
    default:
      return 0;
  }
};

const add = (call: Call): number => {
  const {n0, n1, n2} = call.paint;
  const words = call.argv.slice(own.filter(name => call.get(name) !== '').length + 1);
  if (words.length === 0) call.fail(`${n1}Command required${n0}`);
  // Quoted again, so it can hold a blank; every word of the form key=value leaves one blank behind it.
  const command = words.map(word => `${word.replace(/^([^=]+)=(.*)$/s, "$1='$2'")} `).join('');
  const value = (name: string, otherwise: string): string => call.get(name) || otherwise;
  const owner = value('owner', 'root');
  if (call.get('exclusive') === '1') {
    const sql =
      'SELECT id FROM taskd WHERE cmd = ? AND status != 2 AND owner = ? AND jname = ? ORDER BY id DESC LIMIT 1';
    const waiting = call.world.query(database, sql, command, owner, call.get('jname'))[0];
    if (waiting !== undefined) call.fail(`${n1}This job is exclusive, waiting to complete: ${n2}${waiting.id}${n0}`);
  }
  call.world.change(
    database,
    `INSERT INTO taskd ( cmd,status,logfile,notify,autoflush,owner,after,client_id,jname )
      VALUES ( ?, 0, ?, ?, ?, ?, ?, ?, ? )`,
    ...[command, value('logfile', '0'), value('notify', '1'), call.get('autoflush'), owner],
    ...[value('after', '0'), value('client_id', '0'), call.get('jname')],
  );
  const made = call.world.query(database, 'SELECT id FROM taskd WHERE cmd = ? ORDER BY id DESC LIMIT 1', command)[0];
  call.say(String(made?.id ?? ''));
  return 0;
};
