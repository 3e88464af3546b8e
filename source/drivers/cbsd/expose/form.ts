import type {Form, Get} from '../../../model/form.ts';
import {portFields, portsOfGuest, repairWords, setsOf} from '../../../model/port-fields.ts';
import {parsePorts} from '../../../text/port-specs.ts';
import type {CbsdContext} from '../context.ts';
import {chooseRows} from './choose.ts';
import {addressRefusal, hostAddresses, keeping, takenBy, vanishing} from './preflight.ts';

/** The fields of `expose` and, without the sets, of `unexpose`. `words` are taken in place of ports. */
const formOf = (action: string, title: string, words: readonly string[]): Form<CbsdContext> => ({
  action,
  title,
  groups: [{id: 'ports', title: 'Ports'}],
  fields: [
    ...portFields<CbsdContext>(action, words),
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

/** The form for one guest; who has a port is said as it is typed. */
export function ofGuest(form: Form<CbsdContext>, guest: string): Form<CbsdContext> {
  const titled = portsOfGuest(form, guest, ({ports}) => ports.map);
  if (guest === '' || form.action === 'unexpose') return titled;
  return {
    ...titled,
    fields: titled.fields.map(field =>
      field.id === 'ports' ? {...field, warn: (value, get, context) => takenDoors(guest, value, get, context)} : field,
    ),
  };
}

/** Who has a port that is being typed; the plan refuses it in the same words. */
function takenDoors(guest: string, value: string, get: Get, context: CbsdContext): string | null {
  const ports = parsePorts(value, setsOf(context));
  if (!('specs' in ports)) return null;
  const inaddr = get('address') === context.node.address ? '0' : get('address');
  const own = context.ports.stored.filter(row => row.guest === guest);
  const {rows, refusals} = chooseRows({guest, specs: ports.specs, from: [get('from')], inaddr}, own, context);
  return [...refusals, ...rows.flatMap(row => takenBy(row, context))].map(({reason}) => reason).join(' ') || null;
}
