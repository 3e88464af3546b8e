import type {Form} from '../../../model/form.ts';
import {type PortSet, withOwnSets} from '../../../text/port-sets.ts';
import {parsePorts} from '../../../text/port-specs.ts';
import {parseSources} from '../../../text/sources.ts';
import type {CbsdContext} from '../context.ts';
import {addressRefusal, hostAddresses, keeping, vanishing} from './preflight.ts';

/** Words of `ports` that name forwards by what is the matter with them. */
export const repairWords = {stored: 'stored', leftOver: 'left-over'} as const;

/** The fields of `expose` and, without the sets, of `unexpose`. `words` are taken in place of ports. */
const formOf = (action: string, title: string, words: readonly string[]): Form<CbsdContext> => ({
  action,
  title,
  groups: [{id: 'ports', title: 'Ports'}],
  fields: [
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
      initial: () => ({value: 'any', origin: 'CBSD'}),
      refuse: value => {
        const parsed = parseSources(value);
        return 'reason' in parsed ? parsed.reason : null;
      },
    },
    {
      id: 'address',
      label: 'Host address',
      help: 'The address of the host at which the ports are',
      kind: 'ip',
      group: 'ports',
      speed: 'all',
      free: true,
      initial: (_, context) => ({value: context.node.address, origin: 'node'}),
      allowed: (_, context) => hostAddresses(context).map(value => ({value, label: value})),
      refuse: (value, _, context) => addressRefusal(value, context),
    },
    {
      id: 'replace_rules',
      label: 'Let other rules go',
      help: 'CBSD loads its own firewall rules in place of all others',
      kind: 'bool',
      group: 'ports',
      speed: 'basic',
      initial: () => ({value: '0', origin: 'safe'}),
      visible: (_, context) => context.ports.firewall.foreign.length > 0,
      warn: (value, _, context) =>
        value === '1' ? `${vanishing(context).says}. They go with this.` : keeping(context.node.workdir),
    },
  ],
});

export const exposeForm = formOf('expose', 'Expose ports', [repairWords.stored]);
export const unexposeForm = formOf('unexpose', 'Withdraw ports', [repairWords.leftOver, 'all']);

function portsProblem(value: string, words: readonly string[], context: CbsdContext): string | null {
  if (words.includes(value.trim())) return null;
  const wish = parsePorts(value, setsOf(context));
  return 'reason' in wish ? wish.reason : null;
}

/** Named port sets that this operator can use. */
export const setsOf = ({operator}: CbsdContext): readonly PortSet[] => withOwnSets(operator.portSets ?? []);
