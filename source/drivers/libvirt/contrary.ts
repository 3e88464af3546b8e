import type {Check} from '../../model/plan.ts';

type Row = {readonly id: string; readonly says: (check: Check) => string; readonly keeps?: true};

/** The claim that holds where another one was taken back. `keeps`: what the check expected goes along. */
const rows: Readonly<Record<string, Row>> = {
  'guest-exists': {id: 'guest-gone', says: ({target}) => `libvirt has no ${target}`},
  'guest-running': {id: 'guest-off', says: ({target}) => `libvirt does not run ${target}`},
  'guest-stopped': {id: 'guest-running', says: ({target}) => `libvirt runs ${target}`},
  'guest-held': {id: 'guest-running', says: ({target}) => `libvirt runs ${target}`},
  'file-written': {id: 'file-gone', says: ({target}) => `${target} is not there`, keeps: true},
  reserved: {id: 'unreserved', says: ({target}) => `nothing is reserved for ${target}`, keeps: true},
  'snapshot-there': {id: 'snapshot-gone', says: ({target}) => `${target} has no such snapshot`, keeps: true},
  'network-defined': {id: 'network-gone', says: ({target}) => `libvirt has no network ${target}`},
  'network-started': {id: 'network-off', says: ({target}) => `network ${target} is off`},
};

export function contrary(check: Check): Check | null {
  const row = rows[check.id];
  return row ? {id: row.id, target: check.target, expect: row.keeps ? check.expect : {}, says: row.says(check)} : null;
}
