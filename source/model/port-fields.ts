import {type PortSet, withOwnSets} from '../text/port-sets.ts';
import {parsePorts} from '../text/port-specs.ts';
import {parseSources} from '../text/sources.ts';
import type {Operator} from './driver.ts';
import type {Field} from './form.ts';

/** Words of `ports` that name forwards by what is the matter with them. */
export const repairWords = {stored: 'stored', leftOver: 'left-over'} as const;

/** The fields by which ports are asked for on every platform; `words` are taken in place of ports. */
export const portFields = <C extends {readonly operator: Operator}>(
  action: string,
  words: readonly string[],
): readonly Field<C>[] => [
  {
    id: 'set',
    label: 'Set',
    help: 'Ports that go together; they fill the next field',
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
    id: 'ports',
    label: 'Ports',
    help: 'Host before guest: 8080:80, 8300, 53:8600/tcp+udp, 8300-8302, or the name of a set; blanks between',
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
    id: 'from',
    label: 'Open to',
    help: 'Addresses and networks that may come in, commas between; any: everybody',
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

function portsProblem(value: string, words: readonly string[], context: {readonly operator: Operator}): string | null {
  if (words.includes(value.trim())) return null;
  const wish = parsePorts(value, setsOf(context));
  return 'reason' in wish ? wish.reason : null;
}

/** Named port sets that this operator can use. */
export const setsOf = ({operator}: {readonly operator: Operator}): readonly PortSet[] =>
  withOwnSets(operator.portSets ?? []);
