import type {Form} from '../../../model/form.ts';
import type {Refusal} from '../../../model/plan.ts';
import {parseSize} from '../../../text/units.ts';
import type {CbsdContext, CbsdGuest} from '../context.ts';
import {jailForm} from '../forms/jail.ts';
import {always, type Row} from '../forms/row.ts';
import {vmForm} from '../forms/vm.ts';
import {operable} from '../plans/start.ts';
import {absentOf} from './absent.ts';
import {isLimit, limitNow, limitRows} from './limits.ts';

/** What jset and bset can change of a guest that is there; the rows are those of the create forms. The first are basic. */
const editable = {
  jail: [
    'host_hostname',
    'ip4_addr',
    'astart',
    'b_order',
    'boot_delay',
    'cpuset',
    'stop_timeout',
    'allow_raw_sockets',
    'hidden',
    'tags',
  ],
  vm: ['vm_ram', 'vm_cpus', 'ip4_addr', 'astart', 'boot_delay', 'vm_vnc_port', 'cpuset', 'hidden', 'tags'],
} as const;

/** What is one guest's alone: of several marked ones it cannot be asked. */
const ownAlone: readonly string[] = ['host_hostname', 'ip4_addr', 'vm_vnc_port'];

/**
 * The form of `set`: each field begins with what the guest has now; with no guest the fields of a jail. Of several guests (their
 * names with commas between) it asks what all of them have; what is left as it is differs on.
 */
export function editForm(target: string, context: CbsdContext): Form<CbsdContext> | Refusal {
  const found = target.split(',').map(name => operable(name, context));
  const refusal = found.flatMap(({refusals}) => refusals)[0];
  if (target !== '' && found.some(({guest, family}) => !guest || !family)) return refusal ?? noGuest;
  const guests = found.flatMap(({guest}) => guest ?? []);
  const kinds = new Set(found.map(({family}) => family ?? 'jail'));
  const [kind = 'jail', ...more] = kinds;
  const rows = (kind === 'vm' ? vmForm : jailForm).fields;
  const ids = editable[kind].filter(id => more.every(other => asText(editable[other]).includes(id)));
  const isJails = kind === 'jail' && more.length === 0;
  const asked = guests.length > 1 ? ids.filter(id => !ownAlone.includes(id)) : ids;
  const fields = asked.flatMap((id, index) => {
    const row = rows.find(each => each.id === id);
    return row ? [asItIs(row, index < 4, guests)] : [];
  });
  return {
    action: 'set',
    title: target === '' ? 'Change a guest' : `Change ${guests.map(({name}) => name).join(', ')}`,
    groups: [{id: 'edit', title: 'Settings'}, ...(isJails ? [{id: 'limits', title: 'Limits'}] : [])],
    fields: [...fields, restartRow(guests), ...(isJails ? limitRows(guests) : [])],
    absent: absentOf(kind),
  };
}

const asText = (ids: readonly string[]): readonly string[] => ids;

const noGuest: Refusal = {field: null, code: 'no-such-guest', reason: 'There is no such guest.', owner: null};

/** What a guest has now, as its field writes it. */
export function valueNow(id: string, guest: CbsdGuest | null): string {
  if (isLimit(id)) return limitNow(id, guest);
  const stored = guest?.row?.[id] ?? '';
  if (id !== 'vm_ram' || !/^\d+$/.test(stored)) return stored;
  const mebibytes = Number(stored) / 1024 ** 2;
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}g` : `${mebibytes}m`;
}

/** The same as the database has it afterwards: memory in bytes. */
export const asStored = (id: string, value: string): string =>
  id === 'vm_ram' ? String(parseSize(value) ?? value) : value;

/** The create form's row, asked of guests that have their names and profiles already. */
function asItIs({visible: _, warn: _warn, ...row}: Row, basic: boolean, guests: readonly CbsdGuest[]): Row {
  const values = new Set(guests.length === 0 ? [valueNow(row.id, null)] : guests.map(guest => valueNow(row.id, guest)));
  const [now = ''] = values;
  const isShared = values.size === 1;
  return {
    ...row,
    ...{group: 'edit', speed: basic ? 'basic' : 'all', required: isShared, free: true},
    initial: isShared ? always(now, 'now') : always('', `differs: ${[...values].join(', ')}`),
    refuse: (value, get, context) =>
      value === (isShared ? now : '')
        ? null
        : (carried(value) ??
          row.refuse?.(value, get, {...context, guests: context.guests.filter(each => !guests.includes(each))}) ??
          null),
  };
}

/** CBSD evaluates its arguments as root, and bset makes a blank of `%` (cbsd-ops 5.3; cbsd-observed, trap 1). */
const carried = (value: string): string | null =>
  /^[A-Za-z0-9_=.,:@/+#-]+$/.test(value)
    ? null
    : 'CBSD evaluates what it is told as root: letters, digits and _ = . , : @ / + # - alone can be set.';

const restartRow = (guests: readonly CbsdGuest[]): Row => ({
  ...{id: 'restart', kind: 'bool', label: 'Restart it', group: 'edit', speed: 'basic'},
  help: 'Stop it for the change and start it again; without that what cannot change while it runs is refused or waits',
  initial: always('0', 'construct-tui'),
  visible: () => guests.some(({state}) => state === 'running'),
});
