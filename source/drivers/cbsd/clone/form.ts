import type {Choice, Form} from '../../../model/form.ts';
import {jname} from '../../../model/kinds/value.ts';
import type {Refusal} from '../../../model/plan.ts';
import {namesIn, namesProblem} from '../../../text/names.ts';
import type {CbsdContext} from '../context.ts';
import {always, type Row, tableOf} from '../forms/row.ts';
import {addressNote, addressTaken, nameTaken, nicUnknown, noPool, vncPassword} from '../forms/shared.ts';
import {refuse} from '../plans/finish.ts';
import {firstName, hostnamesFor, hostnamesProblem} from './copies.ts';
import {type Choices, traits} from './identity.ts';
import {type Source, sourceOf} from './source.ts';

const {field} = tableOf('clone', () => undefined);
const identity = tableOf('identity', () => undefined).field;
const basic = {speed: 'basic', required: true} as const;

/** What a clone of this guest can be asked for; without a guest the fields of a jail's clone, for those who only look. */
export function cloneForm(target: string, context: CbsdContext): Form<CbsdContext> | Refusal {
  const guest = context.guests.find(each => each.name === target);
  if (!guest && target !== '')
    return refuse('no-such-guest', null, `There is no guest ${target} on this node.`, target);
  const source = sourceOf(guest ?? {name: '', emulator: 'jail', state: 'stopped', addresses: []}, context);
  return {
    action: 'clone',
    title: target === '' ? 'Clone a guest' : `Clone ${target}`,
    groups: [
      {id: 'clone', title: 'Clone'},
      {id: 'identity', title: 'Identity'},
    ],
    fields: [...wishes(source), ...identityRows(source)],
  };
}

const count = (value: string): number => namesIn(value)?.length ?? 1;

const wishes = (source: Source): readonly Row[] => [
  field('new', 'text', 'New names', '', 'One name or several, with blanks between them, or a range: web2..web5.', {
    ...basic,
    initial: (_, context) => ({value: firstName(source.name, context), origin: 'next free'}),
    refuse: value => namesProblem(value, jname),
    warn: (value, _, context) =>
      (namesIn(value) ?? []).map(name => nameTaken(name, context)).find(taken => taken !== null) ?? null,
    note: value => (count(value) > 1 ? `${count(value)} clones` : null),
  }),
  field('ip4_addr', 'ip-list', 'Address', '', 'DHCP for the next free one of the node’s pool, or one a clone.', {
    ...basic,
    free: true,
    initial: always(addressDefault(source), source.addresses === '0' ? 'as the source' : 'next free'),
    allowed: (_, context) => addressChoices(source, context),
    refuse: (value, _, context) => noPool(value, context) ?? nicUnknown(value, context) ?? fixed(value, source),
    warn: (value, _, context) => addressTaken(value, context),
    note: (value, get, context) => (count(get('new')) > 1 ? null : addressNote(value, context)),
  }),
  field('start', 'bool', 'Start it', '', 'Start the clone once it is settled.', {
    ...basic,
    initial: always('1', 'construct-tui'),
  }),
  field('host_hostname', 'text', 'Host name', '', 'The full name that each clone calls itself, with commas between.', {
    required: true,
    initial: get => ({value: hostnamesFor(namesIn(get('new')) ?? [], source), origin: 'as the source'}),
    refuse: (value, get) => hostnamesProblem(value, count(get('new'))),
  }),
  field('running', 'choice', 'While it runs', '', `What to do about ${source.name}, which runs.`, {
    ...basic,
    visible: () => source.running,
    initial: always(source.dataset ? 'snapshot' : 'refuse', source.dataset ? 'ZFS' : 'no ZFS'),
    allowed: () => runningChoices(source),
  }),
  field(
    'snapshot',
    'choice',
    'Of when',
    'now',
    'CBSD clones a guest as it is; an earlier snapshot cannot be named to it.',
    {
      free: true,
      allowed: () => [{value: 'now', label: 'as it is now'}],
    },
  ),
  field('inside', 'choice', 'Inside', '', 'Host name, SSH host keys and machine-id, where they live in the guest.', {
    ...basic,
    initial: always(insideDefault(source), 'construct-tui'),
    allowed: () => insideChoices(source),
    warn: value => (value === 'keep' ? keptInWords(source) : null),
  }),
  field('forwards', 'choice', 'Forwards', 'none', 'Ports of the host that lead to the source.', {
    visible: () => source.forwards.length > 0,
    allowed: () => [
      {value: 'none', label: 'none', note: `${source.name} keeps ${inWords(source)}`},
      {value: 'remap', label: 'on other ports', note: 'the next free ones of the host for each'},
      {value: 'move', label: 'moved', note: `${inWords(source)} leads to the clone, and no longer to ${source.name}`},
    ],
  }),
  field('astart', 'bool', 'Autostart', '0', 'Start the clone when the node starts.', {
    initial: always('0', 'construct-tui'),
  }),
  field(
    'vnc_password',
    'password',
    'VNC password',
    '',
    'Up to 8 letters and digits; without one a random one is made.',
    {
      visible: () => source.vm,
      ...vncPassword,
    },
  ),
];

/** The checklist as it will be: rows to read, each with the one value that it can have. */
const identityRows = (source: Source): readonly Row[] =>
  traits.flatMap(({id, label, says}) => {
    const told = (choices: Choices) => says(source, choices);
    if (told({inside: 'new', forwards: 'none', autostart: '0'}) === null) return [];
    return [
      identity(`is_${id}`, 'choice', label, '', 'Looked at before the clone starts.', {
        initial: get => ({
          value: told({inside: get('inside'), forwards: get('forwards'), autostart: get('astart')}) ?? '',
          origin: 'construct-tui',
        }),
        allowed: get => {
          const value = told({inside: get('inside'), forwards: get('forwards'), autostart: get('astart')}) ?? '';
          return [{value, label: value}];
        },
      }),
    ];
  });

const addressDefault = (source: Source): string =>
  ['0', 'REALDHCP'].includes(source.addresses) ? source.addresses : 'DHCP';

const addressChoices = (source: Source, context: CbsdContext): readonly Choice[] =>
  [...new Set([addressDefault(source), 'DHCP', ...(source.vm ? [] : ['0'])])]
    .filter(word => noPool(word, context) === null)
    .map(word => ({value: word, label: word, note: addressNote(word, context) ?? ''}));

/** A seed with a fixed address cannot be made into one that asks, or the other way round, by changing addresses. */
const fixed = (value: string, source: Source): string | null =>
  source.vm && ['0', 'REALDHCP'].includes(value) && value !== source.addresses
    ? `${source.name} has a fixed address, which cloud-init gives it: write one for the clone, or DHCP.`
    : null;

const runningChoices = (source: Source): readonly Choice[] => [
  {
    value: 'snapshot',
    label: 'clone a snapshot',
    note: source.vm ? 'its disks as after a power cut' : 'its files as after a power cut',
    ...(source.dataset ? {} : {disabled: `${source.name} is not on ZFS: set running=stop, or stop it first.`}),
  },
  {value: 'stop', label: 'stop, clone, start', note: `${source.name} is away for as long as the copy takes`},
  {
    value: 'refuse',
    label: 'do not clone it',
    note: source.dataset ? 'or: snapshot, stop' : 'or: stop',
  },
];

const insideDefault = (source: Source): string => (source.inside !== 'nobody' ? 'new' : source.vm ? '' : 'keep');

function insideChoices(source: Source): readonly Choice[] {
  const keep: Choice = {value: 'keep', label: 'left as in the source', note: keptInWords(source)};
  if (source.inside === 'jail')
    return [{value: 'new', label: 'its own', note: 'changed inside it, at its first start'}, keep];
  if (source.inside === 'cloud-init')
    return [{value: 'new', label: 'its own', note: 'by cloud-init, at its first start'}];
  return [keep];
}

const keptInWords = (source: Source): string =>
  source.vm
    ? `Nothing outside can change what ${source.name} has on its disk: host name, SSH host keys, machine-id and a fixed address stay the same in both.`
    : 'SSH host keys and machine-id stay the same in both, if it has any.';

const inWords = (source: Source): string =>
  source.forwards.map(({protocol, hostPort}) => `${protocol}/${hostPort}`).join(', ');
