import type {Call} from '../../call.ts';
import {type Base, baseFolder, baseOf, isStable} from './base-folder.ts';

const same = 'platform=? AND name=? AND arch=? AND targetarch=? AND ver=? AND stable=?';

const keysOf = (base: Base): [string, string, string, string, string, number] => [
  ...([base.platform, 'base', base.arch, base.target, base.ver] as const),
  isStable(base),
];

/** `cbsd register_base`: a base that lies there gets its row; 1 and a line when it does not. */
export const registerBase = (call: Call): number => register(call, baseOf(call), call.get('source') || 'unknown');

export const register = (call: Call, base: Base, source: string): number => {
  const {n0, n1, n2} = call.paint;
  const {world} = call;
  const folder = baseFolder(base);
  if (!world.exists(`${folder}/bin/sh`)) {
    call.say(`${n1}register_base: no such bases here: ${n2}${folder}${n0}`);
    return 1;
  }
  const elf = `${base.ver.replace(/^(\d+)\.(\d+).*$/, '$1.$2')}`;
  const keys = keysOf(base);
  const known = world.query('local', `SELECT idx FROM bsdbase WHERE ${same}`, ...keys)[0];
  if (known === undefined) {
    const columns = 'platform,name,arch,targetarch,ver,stable,elf,source,basename';
    const sql = `INSERT INTO bsdbase ( ${columns} ) VALUES ( ?,?,?,?,?,?,?,?,? )`;
    world.change('local', sql, ...keys, elf, source, base.name || '0');
  } else {
    const sql = "UPDATE bsdbase SET elf=?, date=datetime('now','localtime'), source=? WHERE idx=?";
    world.change('local', sql, elf, source, known.idx ?? null);
  }
  call.say(`${n1}Bases ${known === undefined ? 'registered' : 'updated'}: ${n2}${folder}${n0}`);
  if (isStable(base) === 0) {
    call.say(`${n1}register_base: auto_baseupdate=0${n1} via ${base.platform}-bases.conf, updates disabled${n0}`);
    call.say(`${n1}register_base: you might want to do ${n2}cbsd baseupdate${n1} by hand to fetch latest patches${n0}`);
  }
  return 0;
};

/** 0 ready, 1 being updated but usable, 2 not usable. */
export const setBaseStatus = (call: Call, base: Base, status: 0 | 1 | 2): void => {
  call.world.change('local', `UPDATE bsdbase SET status=? WHERE ${same}`, status, ...keysOf(base));
};
