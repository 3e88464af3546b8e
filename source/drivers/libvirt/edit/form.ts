import {refuse} from '../../../model/draft.ts';
import type {Form, Get} from '../../../model/form.ts';
import type {Refusal} from '../../../model/plan.ts';
import {parseSize, sizeText} from '../../../text/units.ts';
import {textAt} from '../../../text/xml.ts';
import type {LibvirtContext} from '../context.ts';
import {fieldsOf, type Row} from '../forms/row.ts';
import {vmForm} from '../forms/vm.ts';
import {type Domain, memoryOf} from '../look/domains.ts';
import {domainOf} from '../plans/preflight.ts';

const field = fieldsOf('edit');
type Values = Readonly<Record<string, string>>;

/** The form of `set`: each field begins with what the guest has now; of several guests with what all of them have. */
export function editForm(target: string, context: LibvirtContext): Form<LibvirtContext> | Refusal {
  const names = target === '' ? [] : target.split(',');
  const missing = names.find(name => !domainOf(name, context));
  if (missing !== undefined)
    return refuse('no-such-guest', null, `There is no guest ${missing} on this host.`, missing);
  const domains = names.flatMap(name => domainOf(name, context) ?? []);
  return {
    action: 'set',
    title: target === '' ? 'Change a guest' : `Change ${names.join(', ')}`,
    groups: [{id: 'edit', title: 'Settings'}],
    fields: fieldsFor(
      sharedBy(domains),
      domains.some(({state}) => state === 'running'),
    ),
  };
}

/** What they have in common; where they differ nothing, and it stays as it is. null: nobody was asked for. */
function sharedBy([first, ...others]: readonly Domain[]): Values | null {
  if (!first) return null;
  const all = others.map(valuesNow);
  return Object.fromEntries(
    Object.entries(valuesNow(first)).map(([id, value]) => [id, all.every(each => each[id] === value) ? value : '']),
  );
}

/** What a guest has now, as the fields write it. */
export function valuesNow({xml, cpus, autostart}: Domain): Values {
  const size = (element: string) => sizeText((xml && memoryOf(xml, element)) ?? 0);
  return {
    memory: size('memory'),
    current_memory: size('currentMemory'),
    vcpus: String(cpus ?? ''),
    vcpus_max: xml ? textAt(xml, 'vcpu') : '',
    autostart: autostart ? '1' : '0',
    description: xml ? textAt(xml, 'description') : '',
  };
}

const fieldsFor = (now: Values | null, runs: boolean): readonly Row[] => [
  asItIs('memory', now),
  field(
    'current_memory',
    'size',
    'Memory now',
    'What it has of it; a guest with a balloon takes and gives while it runs.',
    {
      ...{speed: 'basic', required: true},
      initial: get => ({value: currentOf(get, now), origin: now?.memory === get('memory') ? 'now' : 'memory'}),
      refuse: (value, get) =>
        (parseSize(value) ?? 0) > (parseSize(get('memory')) ?? 0)
          ? `It may have ${get('memory')}: write no more than that, or raise memory too.`
          : null,
    },
  ),
  asItIs('vcpus', now),
  asItIs('autostart', now),
  field('description', 'line', 'Description', 'What it is for, in a line.', {
    initial: () => ({value: now?.description ?? '', origin: 'now'}),
  }),
  field('restart', 'bool', 'Restart it', 'Stop it for the change and start it again; else some of it holds later.', {
    speed: 'basic',
    initial: () => ({value: '0', origin: 'construct-tui'}),
    visible: () => runs,
  }),
];

/** A guest that had all of its memory has all of it afterwards too. */
function currentOf(get: Get, now: Values | null): string {
  const [wish, had] = [get('memory'), now?.current_memory ?? ''];
  if (now === null || had === now.memory) return wish;
  return (parseSize(had) ?? 0) > (parseSize(wish) ?? 0) ? wish : had;
}

/** The create form's row, asked of a guest that is there. */
function asItIs(id: string, now: Values | null): Row {
  const row = vmForm.fields.find(each => each.id === id);
  if (!row) throw new Error(`the form of a new VM has no ${id}`);
  const {note: _, ...rest} = row;
  return {
    ...rest,
    ...{group: 'edit', speed: 'basic', required: now?.[id] !== ''},
    initial: () => ({value: now?.[id] ?? '', origin: now?.[id] === '' ? 'they differ' : 'now'}),
    refuse: (value, get, context) => (value === now?.[id] ? null : (row.refuse?.(value, get, context) ?? null)),
  };
}
