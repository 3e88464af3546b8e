import {refuse} from '../../../model/draft.ts';
import type {Form} from '../../../model/form.ts';
import {jname} from '../../../model/kinds/value.ts';
import type {Refusal} from '../../../model/plan.ts';
import {nameSeries, namesIn, namesProblem} from '../../../text/names.ts';
import type {LibvirtContext} from '../context.ts';
import {always, basic, fieldsOf, type Row} from '../forms/row.ts';
import type {Domain} from '../look/domains.ts';
import {addressOwners, domainOf} from '../plans/preflight.ts';
import {hasSeed} from './source.ts';

const field = fieldsOf('clone');

/** What a clone of this guest can be asked for; without a guest the fields as they are for one that is stopped. */
export function cloneForm(target: string, context: LibvirtContext): Form<LibvirtContext> | Refusal {
  const source = domainOf(target, context);
  if (!source && target !== '')
    return refuse('no-such-guest', null, `There is no guest ${target} on this host.`, target);
  return {
    action: 'clone',
    title: target === '' ? 'Clone a guest' : `Clone ${target}`,
    groups: [{id: 'clone', title: 'Clone'}],
    fields: fieldsFor(source),
  };
}

const fieldsFor = (source: Domain | undefined): readonly Row[] => [
  field('new', 'text', 'New names', 'One name or several, with blanks between them, or a range: web2..web5.', {
    ...basic,
    initial: (_, {domains}) => ({
      value: source ? (nameSeries(source.name, 1, new Set(domains.map(({name}) => name)))[0] ?? '') : '',
      origin: 'next free',
    }),
    refuse: value => namesProblem(value, jname),
    note: value => ((namesIn(value)?.length ?? 1) > 1 ? `${namesIn(value)?.length} clones` : null),
  }),
  field(
    'ip4_addr',
    'ip-list',
    'Address',
    'DHCP: the next free ones, reserved before they start; or one a clone, commas between.',
    {
      ...basic,
      free: true,
      initial: always('DHCP', 'next free'),
      allowed: () => [{value: 'DHCP', label: 'DHCP', note: 'the next free ones, reserved'}],
      refuse: value =>
        /^(DHCPv6|REALDHCP|0)$|\/|#/.test(value) ? 'Write DHCP, or IPv4 addresses without a prefix.' : null,
      warn: (value, _, context) => {
        const owner = addressOwners(context).get(value);
        return owner ? `${value} is taken by ${owner.says}.` : null;
      },
    },
  ),
  field('start', 'bool', 'Start it', 'Start the clone once it is made.', {...basic, initial: always('1')}),
  field('copy', 'choice', 'Its disks', 'Whether they lie upon those of the source or are copies.', {
    ...basic,
    initial: always('overlay', 'quick'),
    allowed: () => [
      {
        value: 'overlay',
        label: 'upon the source’s',
        note: 'made at once; both go on upon what is there now, as after a power cut',
      },
      {
        value: 'full',
        label: 'copies',
        note: 'take as long as the disks are large',
        ...(source && source.state !== 'stopped'
          ? {disabled: `${source.name} is not stopped: a copy of a disk in use is no disk.`}
          : {}),
      },
    ],
  }),
  field('inside', 'choice', 'Inside', 'Host name, SSH host keys and machine-id, where they live in the guest.', {
    ...basic,
    initial: always(source && !hasSeed(source) ? 'keep' : 'new'),
    allowed: () => [
      {
        value: 'new',
        label: 'its own',
        note: 'by cloud-init, at its first start',
        ...(source && !hasSeed(source)
          ? {disabled: `${source.name} was not made with cloud-init: nothing outside can change what is on its disk.`}
          : {}),
      },
      {value: 'keep', label: 'left as in the source'},
    ],
    warn: value => (value === 'keep' ? 'Host name, SSH host keys and machine-id stay the same in both.' : null),
  }),
  field('autostart', 'bool', 'Autostart', 'Start the clone when the host starts.', {initial: always('0')}),
];
