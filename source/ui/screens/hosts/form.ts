import type {FleetHost} from '../../../actions/fleet/host.ts';
import type {Answers, Field, Form, FormView} from '../../../model/form.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {
  defaultSettings,
  type HostSettings,
  hostColours,
  hostNameProblem,
  settingFrom,
} from '../../../settings/hosts.ts';
import {destinationOf} from '../../../transport/ssh/settings.ts';
import type {World} from '../../screen.ts';

/** The action that its drafts and answers go by. */
export const hostAction = 'host';

/** `host`: the one that is settled anew; null: a new one. */
type Context = {
  readonly host: FleetHost | null;
  readonly names: readonly string[];
  readonly aliases: readonly string[];
};

type Row = Omit<Field<Context>, 'group' | 'initial'> & {readonly group?: string};

const kept = ({host}: Context, id: keyof HostSettings): {readonly value: string; readonly origin: string} => {
  const value = (host?.settings ?? defaultSettings)[id];
  const text = Array.isArray(value)
    ? value.join(',')
    : typeof value === 'boolean'
      ? `${Number(value)}`
      : `${value ?? ''}`;
  return {value: text, origin: host ? 'as it is' : 'usual'};
};

const rows: readonly Row[] = [
  {
    id: 'group',
    label: 'Group',
    help: 'Hosts that belong together: --hosts group:NAME means them all',
    kind: 'text',
    speed: 'basic',
  },
  {
    id: 'tags',
    label: 'Tags',
    help: 'Words to find it by, commas between them: --hosts tag:NAME',
    kind: 'tags',
    speed: 'basic',
  },
  {
    id: 'colour',
    label: 'Colour',
    help: 'Its name stands in this colour on every screen, so that it is not taken for another',
    kind: 'choice',
    speed: 'basic',
    allowed: () => hostColours.map(value => ({value, label: value || 'none'})),
  },
  {
    id: 'readOnly',
    label: 'Read-only',
    help: 'It is looked at, and nothing on it is changed from here',
    kind: 'bool',
    speed: 'basic',
  },
  {
    id: 'parallel',
    label: 'Jobs at once',
    help: 'How many jobs may run on it side by side',
    kind: 'integer',
    speed: 'all',
    group: 'more',
  },
  {
    id: 'sshConfig',
    label: 'ssh configuration',
    help: 'Another file than ~/.ssh/config',
    kind: 'path',
    speed: 'all',
    group: 'more',
  },
  {
    id: 'practice',
    label: 'Practice folder',
    help: 'The folder of a practice host on that machine',
    kind: 'path',
    speed: 'all',
    group: 'more',
  },
];

const form: Form<Context> = {
  action: hostAction,
  title: 'A host',
  keeps: 'Keep it, and look at it',
  groups: [
    {id: 'host', title: 'The host'},
    {id: 'more', title: 'More'},
  ],
  fields: [
    {
      id: 'name',
      label: 'Name',
      help: 'What it is called here: --host NAME',
      kind: 'text',
      group: 'host',
      speed: 'basic',
      required: true,
      visible: (_, {host}) => host === null,
      initial: () => ({value: '', origin: 'to be given'}),
      refuse: (value, _, {names}) =>
        hostNameProblem(value) ?? (names.includes(value) ? `There is a host called ${value} already.` : null),
    },
    {
      id: 'ssh',
      label: 'Leads to',
      help: 'USER@HOST:PORT, or a name of the ssh configuration, which knows port, user, key and jumps',
      kind: 'text',
      group: 'host',
      speed: 'basic',
      required: true,
      free: true,
      visible: (_, {host}) => host?.isHere !== true,
      allowed: (_, {aliases}) => aliases.map(value => ({value, label: value, note: 'ssh configuration'})),
      initial: (get, {host}) =>
        host ? {value: host.settings.ssh ?? host.name, origin: 'as it is'} : {value: get('name'), origin: 'its name'},
      refuse: value => (destinationOf(value) ? null : `${value} is no host: write it as USER@HOST:PORT.`),
    },
    ...rows.map(row => ({
      group: 'host',
      ...row,
      initial: (_: unknown, context: Context) => kept(context, row.id as keyof HostSettings),
    })),
  ],
};

/** The form of a host, where that is the action; null: it is the platform's affair. */
export function hostForm(
  action: string,
  target: string,
  answers: Answers,
  {fleet, aliases}: Pick<World, 'fleet' | 'aliases'>,
): FormView | null {
  if (action !== hostAction) return null;
  const host = fleet.find(({name}) => name === target) ?? null;
  const view = resolveForm(form, answers, {host, aliases, names: fleet.map(({name}) => name)});
  return {...view, title: host ? `Host ${host.name}` : 'Add a host'};
}

/** What is settled by these answers. */
export function settingsIn(answers: Answers, view: FormView): Partial<HostSettings> {
  const given = view.fields.filter(
    ({id, visible}) =>
      visible && id !== 'name' && (answers[id] !== undefined || (id === 'ssh' && answers.name !== undefined)),
  );
  return Object.fromEntries(
    given.map(({id, value}) => [
      id,
      value === '' && defaultSettings[id as keyof HostSettings] === null ? null : settingFrom(id, value),
    ]),
  );
}
