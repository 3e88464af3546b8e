import {type ContraryRow, contraryBy, swapped} from '../../model/contrary.ts';

/**
 * The claim that holds where another one was taken back. `keeps`: what the check expected goes along (a path). A download
 * has none: its undo leaves the file, which the next attempt needs.
 */
const rows: Readonly<Record<string, ContraryRow>> = {
  'guest-exists': {id: 'guest-gone', says: ({target}) => `${target} is gone`},
  'clone-made': {id: 'guest-gone', says: ({target}) => `${target} is gone`},
  'guest-running': {id: 'guest-off', says: ({target}) => `the kernel does not run ${target}`},
  'clone-running': {id: 'guest-off', says: ({target}) => `the kernel does not run ${target}`},
  'guest-stopped': {id: 'guest-running', says: ({target}) => `the kernel runs ${target}`},
  'guest-paused': {id: 'guest-awake', says: ({target}) => `the process of ${target} goes on`},
  'guest-awake': {id: 'guest-paused', says: ({target}) => `the process of ${target} holds still`},
  'snapshot-there': {
    id: 'snapshot-gone',
    says: ({expect}) => `there is no ${expect.dataset}@${expect.snapshot}`,
    keeps: true,
  },
  'guest-set': {
    id: 'guest-set',
    says: ({target}) => `${target} has what it had`,
    expects: swapped,
  },
  'limits-set': {
    id: 'limits-set',
    says: ({target}) => `${target} has the limits that it had`,
    expects: swapped,
  },
  'disk-there': {id: 'disk-gone', says: ({target, expect}) => `${expect.disk} of ${target} is gone`, keeps: true},
  'nic-there': {id: 'nic-gone', says: ({target, expect}) => `card ${expect.nic} of ${target} is gone`, keeps: true},
  'nic-set': {
    id: 'nic-set',
    says: ({target}) => `${target} has the card that it had`,
    expects: check => ({...swapped(check), nic: check.expect.nic ?? ''}),
  },
  'guest-renamed': {
    id: 'guest-renamed',
    says: ({target, expect}) => `${expect.old} is in the database again, and ${target} is not`,
    target: ({expect}) => expect.old ?? '',
    expects: ({target, expect}) => ({...expect, old: target}),
  },
  'medium-there': {id: 'medium-gone', says: ({target}) => `CBSD does not know ${target}`, keeps: true},
  forwards: {id: 'forward-untouched', says: ({target}) => `that forward of ${target} is as it was`, keeps: true},
  'file-written': {id: 'file-gone', says: ({target}) => `${target} is not there`, keeps: true},
  origin: {id: 'origin-restored', says: ({target}) => `${target} hangs on what it hung on`, keeps: true},
  'file-holds': {id: 'file-restored', says: ({target}) => `${target} is as it was`, keeps: true},
};

export const contrary = contraryBy(rows);
