import type {Action} from '../action.ts';

const onGuest = {target: 'guest', places: ['guests', 'guest'], danger: 'changes'} as const;

/** The daily round: what is done to guests that are there. */
export const daily: readonly Action[] = [
  {
    ...onGuest,
    id: 'restart',
    title: 'Restart',
    keys: ['R'],
    help: 'Stop the guest and start it again',
    plans: 'restart',
  },
  {
    ...onGuest,
    id: 'kill',
    title: 'Switch off',
    keys: ['K'],
    help: 'Stop a guest at once, as if its power was cut',
    plans: 'kill',
  },
  {
    ...onGuest,
    id: 'end-maintenance',
    title: 'End maintenance',
    keys: ['M'],
    help: 'Take away the mark that a broken stop or create left, once nothing works for the guest any more',
    plans: 'end-maintenance',
  },
  {
    ...onGuest,
    id: 'pause-resume',
    title: 'Pause/resume',
    keys: ['p'],
    help: 'Hold a VM still with its memory kept, or let it go on',
    plansBy: {running: 'pause', busy: 'resume'},
  },
  {
    ...onGuest,
    id: 'edit',
    title: 'Edit',
    keys: ['e'],
    help: 'Change memory, CPUs, address, host name, boot order, limits and more; what needs a restart is said',
    plans: 'set',
    form: 'several',
    footer: 33,
  },
  {
    ...onGuest,
    id: 'rename',
    title: 'Rename',
    keys: ['n'],
    help: 'Give a stopped guest another name',
    plans: 'rename',
    form: true,
  },
  {
    ...onGuest,
    id: 'protection',
    title: 'Protection',
    keys: ['L'],
    help: 'Protect a guest from being removed, or let it be removed again',
    offers: [
      {title: 'Protect from removal', plans: 'protect'},
      {title: 'Let it be removed again', plans: 'unprotect'},
    ],
  },
  {
    ...onGuest,
    id: 'snapshots',
    title: 'Snapshots',
    keys: ['t'],
    help: 'Take a snapshot, go back to one, or remove one',
    offers: [
      {title: 'Take a snapshot', plans: 'snapshot-create'},
      {title: 'Roll back to a snapshot', plans: 'snapshot-rollback', single: true, destroys: true},
      {title: 'Remove a snapshot', plans: 'snapshot-remove', single: true, destroys: true},
    ],
  },
  {
    ...onGuest,
    id: 'hardware',
    title: 'Hardware',
    keys: ['V'],
    help: 'Add or grow a disk of a VM, add a network card or change its bridge and MAC address',
    offers: [
      {title: 'Add a disk', plans: 'disk-add', single: true},
      {title: 'Grow a disk', plans: 'disk-grow', single: true},
      {title: 'Change a network card', plans: 'nic-set', single: true},
      {title: 'Add a network card', plans: 'nic-add', single: true},
    ],
  },
  {
    ...onGuest,
    id: 'export',
    title: 'Export',
    keys: ['E'],
    help: 'Write the guest into one file, which another node can import',
    plans: 'export',
  },
  {
    ...onGuest,
    id: 'elsewhere',
    title: 'Elsewhere',
    keys: ['T'],
    help: 'Move or copy the guest to another host, where the platform can; else why it cannot, and the way by hand',
    offers: [
      {title: 'Move to another host', plans: 'move', single: true},
      {title: 'Copy to another host', plans: 'copy', single: true},
    ],
  },
];
