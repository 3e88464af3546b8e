import type {Call} from '../call.ts';
import {limitDatabase, systemFolder} from './guest.ts';
import {limitParameters} from './parameters.ts';
import type {Settings} from './settings.ts';

const schema = `CREATE TABLE forms (
  idx INTEGER PRIMARY KEY AUTOINCREMENT, mytable VARCHAR(255) DEFAULT '', group_id INTEGER DEFAULT 1,
  order_id INTEGER DEFAULT 1, param TEXT DEFAULT NULL, desc TEXT DEFAULT NULL, def TEXT DEFAULT NULL, cur TEXT DEFAULT NULL,
  new TEXT DEFAULT NULL, mandatory INTEGER DEFAULT 0, attr TEXT DEFAULT NULL, xattr TEXT DEFAULT NULL,
  type VARCHAR(255) DEFAULT 'inputbox', link VARCHAR(255) DEFAULT '', groupname VARCHAR(128) DEFAULT ''
);`;

/** Limits go into the jail's own form, by their bare names; one that is not set is not stored. */
export const storeLimits = (call: Call, jname: string, settings: Settings): void => {
  const set = limitParameters.filter(name => (settings[name] ?? '') !== '');
  if (set.length === 0) return;
  const database = limitDatabase(jname);
  if (!call.world.exists(database)) {
    call.world.makeFolder(`${systemFolder(jname)}/helpers`);
    call.world.script(database, schema);
  }
  for (const name of set) {
    call.world.change(database, 'DELETE FROM forms WHERE param = ?', name);
    call.world.change(
      database,
      'INSERT INTO forms (param, def, cur) VALUES (?, ?, ?)',
      name,
      '0',
      settings[name] ?? '',
    );
  }
};

export const storedLimit = (call: Call, jname: string, name: string): string =>
  String(call.world.query(limitDatabase(jname), 'SELECT cur FROM forms WHERE param = ?', name)[0]?.cur ?? '');
