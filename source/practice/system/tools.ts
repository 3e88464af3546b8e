import {blankTools} from '../blank/tools.ts';
import type {Call, Table} from '../call.ts';
import {du} from './du.ts';
import {grep, ls, mkdir, mv, rm, rmdir, stat} from './file-tools.ts';
import {jexec} from './jexec.ts';
import {arp, bhyvectl, kernelJls, nc, ping, rctl, sockstat} from './kernel-tools.ts';
import {pfctl} from './pfctl.ts';
import {sqlite3} from './sqlite3.ts';
import {zfs, zpool} from './zfs.ts';

const loads = (call: Call): boolean =>
  call.argv.some(word => /^-[A-Za-z]*[fFed]/.test(word)) && !call.argv.some(word => /^-[A-Za-z]*n/.test(word));

/** FreeBSD's own tools, as far as a driver or an operator reaches for them beside cbsd. Anything else is not found. */
export const systemTools: Table = {
  ...blankTools,
  arp: {run: arp},
  bhyvectl: {run: bhyvectl},
  du: {run: du},
  grep: {run: grep},
  jexec: {run: jexec, changes: true},
  jls: {run: kernelJls},
  ls: {run: ls},
  mkdir: {run: mkdir, changes: true},
  mv: {run: mv, changes: true},
  nc: {run: nc},
  pfctl: {run: pfctl, changes: loads},
  ping: {run: ping},
  rctl: {run: rctl, changes: call => call.argv.includes('-r')},
  rm: {run: rm, changes: true},
  rmdir: {run: rmdir, changes: true},
  sockstat: {run: sockstat},
  sqlite3: {
    run: sqlite3,
    changes: call => call.argv.some(word => /^\s*(insert|update|delete|create|drop|\.read)\b/i.test(word)),
  },
  stat: {run: stat},
  zfs: {run: zfs, changes: call => ['create', 'destroy', 'promote', 'set'].includes(call.argv[0] ?? '')},
  zpool: {run: zpool},
};
