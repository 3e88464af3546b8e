import {type ContraryRow, contraryBy, swapped} from '../../model/contrary.ts';

/** The claim that holds where another one was taken back. */
const rows: Readonly<Record<string, ContraryRow>> = {
  'guest-exists': {id: 'guest-gone', says: ({target}) => `libvirt has no ${target}`},
  'guest-running': {id: 'guest-off', says: ({target}) => `libvirt does not run ${target}`},
  'guest-stopped': {id: 'guest-running', says: ({target}) => `libvirt runs ${target}`},
  'guest-off': {id: 'guest-running', says: ({target}) => `libvirt runs ${target}`},
  'guest-held': {id: 'guest-running', says: ({target}) => `libvirt runs ${target}`},
  'file-written': {id: 'file-gone', says: ({target}) => `${target} is not there`, keeps: true},
  reserved: {id: 'unreserved', says: ({target}) => `nothing is reserved for ${target}`, keeps: true},
  'snapshot-there': {id: 'snapshot-gone', says: ({target}) => `${target} has no such snapshot`, keeps: true},
  'guest-set': {id: 'guest-set', says: ({target}) => `${target} has what it had`, expects: swapped},
  'guest-renamed': {
    id: 'guest-renamed',
    says: ({target, expect}) => `libvirt has ${expect.old} again, and no ${target}`,
    target: ({expect}) => expect.old ?? '',
    expects: ({target, expect}) => ({...expect, old: target}),
  },
  autostart: {
    id: 'autostart',
    says: ({target}) => `${target} starts with the host as it did`,
    expects: ({expect}) => ({autostart: expect.autostart === '1' ? '0' : '1'}),
  },
  'doors-stored': {
    id: 'doors-stored',
    says: ({target}) => `its forwards are stored as before ${target}`,
    expects: ({expect}) => ({there: expect.gone ?? '', gone: expect.there ?? ''}),
  },
  'reserved-as': {
    id: 'reserved-as',
    says: ({expect}) => `${expect.address} is reserved for ${expect.was}`,
    expects: ({expect}) => ({...expect, name: expect.was ?? '', was: expect.name ?? ''}),
  },
  'disk-there': {id: 'disk-gone', says: ({target, expect}) => `${target} has no ${expect.file}`, keeps: true},
  'nic-there': {id: 'nic-gone', says: ({target, expect}) => `${target} has no card ${expect.mac}`, keeps: true},
  'nic-set': {id: 'nic-set', says: ({expect}) => `card ${expect.mac} is as it was`, expects: swapped},
  unreserved: {id: 'reserved', says: ({expect}) => `${expect.address} is reserved again`, keeps: true},
  passes: {id: 'kept-out', says: ({target}) => `the firewall of ${target} is as it was`, keeps: true},
  zoned: {id: 'unzoned', says: ({target}) => `${target} is in no zone of libvirt’s`, keeps: true},
  'network-defined': {id: 'network-gone', says: ({target}) => `libvirt has no network ${target}`},
  'network-started': {id: 'network-off', says: ({target}) => `network ${target} is off`},
};

export const contrary = contraryBy(rows);
