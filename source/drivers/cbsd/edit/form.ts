import type {Form} from '../../../model/form.ts';
import type {Refusal} from '../../../model/plan.ts';
import {parseSize} from '../../../text/units.ts';
import type {CbsdContext, CbsdGuest} from '../context.ts';
import {jailForm} from '../forms/jail.ts';
import {always, type Row} from '../forms/row.ts';
import {vmForm} from '../forms/vm.ts';
import {operable} from '../plans/start.ts';

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

/** The form of `set`: each field begins with what the guest has now; with no guest the fields of a jail. */
export function editForm(target: string, context: CbsdContext): Form<CbsdContext> | Refusal {
  const {guest, family, refusals} = operable(target, context);
  if (target !== '' && (!guest || !family)) return refusals[0] ?? noGuest;
  const kind = family ?? 'jail';
  const rows = (kind === 'vm' ? vmForm : jailForm).fields;
  const fields = editable[kind].flatMap((id, index) => {
    const row = rows.find(each => each.id === id);
    return row ? [asItIs(row, index < 4, guest)] : [];
  });
  return {
    action: 'set',
    title: target === '' ? 'Change a guest' : `Change ${target}`,
    groups: [{id: 'edit', title: 'Settings'}],
    fields: [...fields, restartRow(guest)],
  };
}

const noGuest: Refusal = {field: null, code: 'no-such-guest', reason: 'There is no such guest.', owner: null};

/** What a guest has now, as its field writes it. */
export function valueNow(id: string, guest: CbsdGuest | null): string {
  const stored = guest?.row?.[id] ?? '';
  if (id !== 'vm_ram' || !/^\d+$/.test(stored)) return stored;
  const mebibytes = Number(stored) / 1024 ** 2;
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}g` : `${mebibytes}m`;
}

/** The same as the database has it afterwards: memory in bytes. */
export const asStored = (id: string, value: string): string =>
  id === 'vm_ram' ? String(parseSize(value) ?? value) : value;

/** The create form's row, asked of a guest that has its name and its profile already. */
function asItIs({visible: _, warn: _warn, ...row}: Row, basic: boolean, guest: CbsdGuest | null): Row {
  return {
    ...row,
    ...{group: 'edit', speed: basic ? 'basic' : 'all', required: true, free: true},
    initial: always(valueNow(row.id, guest), 'now'),
    refuse: (value, get, context) =>
      value === valueNow(row.id, guest)
        ? null
        : (carried(value) ??
          row.refuse?.(value, get, {...context, guests: context.guests.filter(each => each !== guest)}) ??
          null),
  };
}

/** CBSD evaluates its arguments as root, and bset makes a blank of `%` (cbsd-ops 5.3; cbsd-observed, trap 1). */
const carried = (value: string): string | null =>
  /^[A-Za-z0-9_=.,:@/+#-]+$/.test(value)
    ? null
    : 'CBSD evaluates what it is told as root: letters, digits and _ = . , : @ / + # - alone can be set.';

const restartRow = (guest: CbsdGuest | null): Row => ({
  ...{id: 'restart', kind: 'bool', label: 'Restart it', group: 'edit', speed: 'basic'},
  help: 'Stop it for the change and start it again; without that what cannot change while it runs is refused or waits',
  initial: always('0', 'construct-tui'),
  visible: () => guest?.state === 'running',
});
