import type {Form} from '../../../model/form.ts';
import {portFields, portsOfGuest, repairWords} from '../../../model/port-fields.ts';
import {everyAddress} from '../../../model/ports.ts';
import {bareAddress} from '../../../text/address.ts';
import type {LibvirtContext} from '../context.ts';

const formOf = (action: string, title: string, words: readonly string[]): Form<LibvirtContext> => ({
  action,
  title,
  groups: [{id: 'ports', title: 'Ports'}],
  fields: [
    ...portFields<LibvirtContext>(action, words),
    {
      id: 'address',
      label: 'Host address',
      help: `The address of the host at which the ports are; ${everyAddress}: every one`,
      kind: 'ip',
      group: 'ports',
      speed: 'all',
      free: true,
      initial: () => ({value: everyAddress, origin: 'every address'}),
      allowed: (_, context) => [
        {value: everyAddress, label: 'every address'},
        ...hostAddresses(context).map(value => ({value, label: value})),
      ],
      refuse: (value, _, context) =>
        value === everyAddress || hostAddresses(context).includes(value)
          ? null
          : `The host has no address ${value}: it has ${hostAddresses(context).join(', ')}.`,
    },
  ],
});

export const exposeForm = formOf('expose', 'Expose ports', [repairWords.stored]);
export const unexposeForm = formOf('unexpose', 'Withdraw ports', ['all']);

export const ofGuest = (form: Form<LibvirtContext>, guest: string): Form<LibvirtContext> =>
  portsOfGuest(form, guest, ({doors}) => doors.map);

const hostAddresses = ({host}: LibvirtContext): readonly string[] =>
  host.addresses.flatMap(({address}) => (address.startsWith('127.') ? [] : (bareAddress(address) ?? [])));
