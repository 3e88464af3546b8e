import type {SQLInputValue} from 'node:sqlite';
import type {Call} from '../../call.ts';
import {paths} from '../../host.ts';

export const mediaFile = `${paths.db}/storage_media.sqlite`;

export type Medium = {readonly name: string; readonly path: string; readonly type: string; readonly jname: string};

export const media = ({world}: Call, where: string, ...values: SQLInputValue[]): Medium[] =>
  world
    .query(mediaFile, `SELECT name, path, type, jname FROM media ${where === '' ? '' : `WHERE ${where}`}`, ...values)
    .map(row => ({name: String(row.name), path: String(row.path), type: String(row.type), jname: String(row.jname)}));

export const changeMedia = ({world}: Call, sql: string, ...values: SQLInputValue[]): void => {
  world.change(mediaFile, sql, ...values);
};

/** CBSD prints its statement, then runs it: the printed text is what operators know. Values hold no quotes by then. */
export const changeAloud = (call: Call, sql: string): void => {
  if (call.get('quiet') !== '1') call.say(sql);
  call.world.change(mediaFile, sql);
};

/** The VM's own list of disks. */
export const changeDisks = ({world}: Call, guest: string, sql: string, ...values: SQLInputValue[]): void => {
  world.change(`${paths.system}/${guest}/local.sqlite`, sql, ...values);
};

/** A relative path lies in the guest's data folder. */
export const fullPath = (call: Call, path: string, guest: string): string => {
  if (path.startsWith('/')) return path;
  if (guest === '') call.fail(`media: normalize_full_path: jname is empty for init ${path} full path`);
  return `${paths.data}/${guest}-data/${path}`;
};
