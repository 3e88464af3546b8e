import type {Command} from '../../../model/command.ts';
import type {Step} from '../../../model/plan.ts';
import type {CbsdContext, CbsdGuest} from '../context.ts';
import {jailLimits} from '../forms/jail/storage.ts';
import {always, type Row} from '../forms/row.ts';
import {shell} from '../paths.ts';
import {cbsd, patience, run} from '../plans/command.ts';

type Values = Readonly<Record<string, string>>;

/** What jrctl does by other means than rctl(8), so that no rule of the kernel tells of it; and what it cannot take back. */
const notHere: Values = {
  bw: 'CBSD keeps it and slows nothing down by it.',
  fsquota: '`cbsd jrctl` sets the quota of a dataset and takes none off: zfs set quota=SIZE DATASET does both.',
  cpu: '`cbsd jrctl` chooses the CPUs by itself and frees them never: `cpuset` names them.',
};

/** Why some limits of a jail are not in the form of `set`, by the field's id. */
export const limitsAbsent = notHere;

/** The limits of a jail that is there, each as it is stored now; 0 is no limit. */
export const limitRows = (guests: readonly CbsdGuest[]): readonly Row[] =>
  jailLimits.flatMap(row => {
    if (row.id in notHere) return [];
    const values = new Set(guests.map(guest => limitNow(row.id, guest)));
    const [now = '0'] = values;
    const isShared = values.size <= 1;
    return [
      {
        ...row,
        ...{group: 'limits', speed: 'all', required: isShared},
        help: `${row.help} 0: no limit.`,
        initial: isShared ? always(now, 'now') : always('', `differs: ${[...values].join(', ')}`),
      } as const,
    ];
  });

export const isLimit = (id: string): boolean => jailLimits.some(row => row.id === id);

export const limitNow = (id: string, guest: CbsdGuest | null): string => guest?.row?.[id] || '0';

/** Takes the rules of a jail's limits out of the kernel, where jrctl puts them for a jail that is off too, and jremove leaves them. */
export const clearRules = (name: string): Step =>
  run(
    `Take the rules of ${name}’s limits out of the kernel`,
    cbsd(['jrctl', `jname=${name}`, 'mode=unset'], patience.quick),
    {check: null, undo: [], seconds: 1},
  );

/**
 * $1: `jname=NAME`, $2…: limits. jrctl keeps the limits and adds their rules to the kernel's, where an older, lower one would still
 * count (rctl(8); jailctl/jrctl, set_limit): so all of the jail's rules go first.
 */
const setScript = 'j=$1; shift; cbsd jrctl "$j" mode=unset && cbsd jrctl "$j" mode=set "$@"';

/** The same of a jail that does not run: its start adds the rules. */
const keepScript = 'j=$1; shift; cbsd jrctl "$j" mode=set "$@" && cbsd jrctl "$j" mode=unset';

export function limitStep(guest: CbsdGuest, wish: Values, runs: boolean): Step {
  const {name} = guest;
  const before = Object.fromEntries(Object.keys(wish).map(id => [id, limitNow(id, guest)]));
  const set = (values: Values): Command => {
    const {argv: words, ...rest} = cbsd([`jname=${name}`, ...inWords(values)], patience.quick);
    return {...rest, argv: shell(runs ? setScript : keepScript, ...words.slice(1))};
  };
  return run(`Limit ${Object.keys(wish).join(', ')} of ${name}`, set(wish), {
    check: {
      id: 'limits-set',
      target: name,
      expect: {...wish, ...Object.fromEntries(Object.entries(before).map(([id, value]) => [`was:${id}`, value]))},
      says: `CBSD keeps ${inWords(wish).join(' ')} for ${name}${runs ? ', and the kernel has the rules' : ''}`,
    },
    undo: [set(before)],
    residue: [`the limits that ${name} had: cbsd jrctl jname=${name} mode=set ${inWords(before).join(' ')}`],
    seconds: 3,
  });
}

const inWords = (values: Values): readonly string[] => Object.entries(values).map(([id, value]) => `${id}=${value}`);

/** The limits that a jail has. */
export const limitsOf = (guest: CbsdGuest): readonly string[] =>
  jailLimits.flatMap(({id}) => (limitNow(id, guest) === '0' ? [] : [id]));

/** Without accounting the limits are kept, and nobody enforces them. */
export const limitWarnings = (context: CbsdContext): readonly string[] =>
  context.node.limits
    ? []
    : [
        'Limits take effect after kern.racct.enable=1 in /boot/loader.conf and a reboot: until then they are only kept.',
      ];
