import {type PortSet, withOwnSets} from '../text/port-sets.ts';
import {parsePorts, specText} from '../text/port-specs.ts';
import {parseSources} from '../text/sources.ts';
import type {Operator} from './driver.ts';
import type {Choice, Field, Form} from './form.ts';
import type {Forward} from './guest.ts';

/** Words of `ports` that name forwards by what is the matter with them. */
export const repairWords = {stored: 'stored', leftOver: 'left-over'} as const;

/** The fields by which ports are asked for on every platform; `words` are taken in place of ports. */
export const portFields = <C extends {readonly operator: Operator}>(
  action: string,
  words: readonly string[],
): readonly Field<C>[] => [
  {
    id: 'ports',
    label: 'Ports',
    help: 'Host before guest: 8080:80, 8300, 53:8600/tcp+udp, 8300-8302, or the name of a set; blanks between.',
    kind: 'text',
    group: 'ports',
    speed: 'basic',
    required: true,
    initial: (get, context) => {
      const value = setsOf(context).find(({name}) => name === get('set'))?.ports ?? '';
      return {value, origin: value === '' ? '' : get('set')};
    },
    refuse: (value, _, context) => portsProblem(value, words, context),
    note: (value, _, context) => {
      const wish = parsePorts(value, setsOf(context));
      return 'hints' in wish ? wish.hints.join(' ') || null : null;
    },
  },
  {
    id: 'set',
    label: 'Port set',
    help: 'Ports that go together, in place of typing them: they fill the field above.',
    kind: 'choice',
    group: 'ports',
    speed: 'basic',
    initial: () => ({value: '', origin: ''}),
    allowed: (_, context) => [
      {value: '', label: 'none'},
      ...setsOf(context).map(({name, title: says, ports}) => ({value: name, label: name, note: `${says}: ${ports}`})),
    ],
    visible: () => action === 'expose',
  },
  {
    id: 'from',
    label: 'Open to',
    help: 'Addresses and networks that may come in, commas between; any: everybody.',
    kind: 'text',
    group: 'ports',
    speed: 'basic',
    initial: () => ({value: 'any', origin: 'everybody'}),
    refuse: value => {
      const parsed = parseSources(value);
      return 'reason' in parsed ? parsed.reason : null;
    },
  },
];

/** The form for one guest: whose ports they are stands over them; those that can be withdrawn are there to pick from. */
export function portsOfGuest<C>(form: Form<C>, guest: string, doorsOf: (context: C) => readonly Forward[]): Form<C> {
  if (guest === '') return form;
  const titled = {...form, title: `${form.title} of ${guest}`};
  return form.action === 'unexpose'
    ? withDoors(titled, context => doorsOf(context).filter(each => each.guest === guest))
    : titled;
}

const withDoors = <C>(form: Form<C>, doorsOf: (context: C) => readonly Forward[]): Form<C> => ({
  ...form,
  fields: form.fields.map(field =>
    field.id === 'ports' ? {...field, free: true, allowed: (_, context) => doorChoices(doorsOf(context))} : field,
  ),
});

const doorChoices = (doors: readonly Forward[]): readonly Choice[] => [
  {value: 'all', label: 'all', note: doors.length === 1 ? 'it is the only one' : `${doors.length} ports`},
  ...doors
    .filter(({hostPort}) => hostPort !== 0)
    .map(door => ({
      value: specText(door),
      label: specText(door),
      note: `${door.hostAddress} to ${door.guestAddress}:${door.guestPort}`,
    })),
];

function portsProblem(value: string, words: readonly string[], context: {readonly operator: Operator}): string | null {
  if (words.includes(value.trim())) return null;
  const wish = parsePorts(value, setsOf(context));
  return 'reason' in wish ? wish.reason : null;
}

/** Named port sets that this operator can use. */
export const setsOf = ({operator}: {readonly operator: Operator}): readonly PortSet[] =>
  withOwnSets(operator.portSets ?? []);
