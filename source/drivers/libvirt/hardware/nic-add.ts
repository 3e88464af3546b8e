import {finish, valueIn, warningsOf, wrongAnswers} from '../../../model/draft.ts';
import type {Answers, Form} from '../../../model/form.ts';
import type {Plan} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {run} from '../../../model/step.ts';
import type {LibvirtContext} from '../context.ts';
import {chosenNetwork, networkChoices} from '../forms/lookup.ts';
import {vmForm} from '../forms/vm.ts';
import {virsh} from '../plans/command.ts';
import {macFor} from '../plans/identity.ts';
import {networksOff} from '../plans/lifecycle.ts';
import {reserveStep} from '../plans/network.ts';
import {addressFree, addressRefusals, freeAddress, operable, stateSeen} from '../plans/preflight.ts';
import {addressTouch, guestTouch} from '../plans/touches.ts';
import {slotRefusals} from './slots.ts';

const speeds = {network: 'basic', ip4_addr: 'basic', nic_model: 'all', mac: 'all'} as const;

/** Networks and bridges that are there already. */
export const networksThere = (context: LibvirtContext) =>
  networkChoices(context).filter(({value}) => {
    const name = /^network:(.*)$/.exec(value)?.[1];
    return name === undefined || context.networks.some(each => each.name === name);
  });

const firstThere = (_: unknown, context: LibvirtContext) => ({
  value: networksThere(context)[0]?.value ?? '',
  origin: 'this host',
});

/** The create form's rows for a card, of networks that are there. */
export const nicAddForm = (target: string): Form<LibvirtContext> => ({
  action: 'nic-add',
  title: target === '' ? 'Add a network card' : `Add a network card to ${target}`,
  groups: [{id: 'nic', title: 'Network card'}],
  fields: Object.entries(speeds).flatMap(([id, speed]) => {
    const row = vmForm.fields.find(each => each.id === id);
    if (!row) return [];
    const own = {...row, group: 'nic', speed};
    return id === 'network'
      ? [{...own, allowed: (_: unknown, context: LibvirtContext) => networksThere(context), initial: firstThere}]
      : [own];
  }),
});

/** Its address is reserved before it is plugged in; its name beside it is the card's own, for libvirt takes a name once. */
export function planNicAdd(target: string, answers: Answers, context: LibvirtContext): Plan {
  const draft = {action: 'nic-add', target, title: `Add a network card to ${target}`};
  const {domain, refusals} = operable(target, context);
  if (!domain) return finish({...draft, refusals});
  const mac = macFor(`${target} ${domain.nics.length + 1}`, context);
  const view = resolveForm(nicAddForm(target), {mac, ...answers}, context);
  const wrong = wrongAnswers(view, '');
  if (wrong.length > 0) return finish({...draft, refusals: wrong});
  const get = valueIn(view);
  const network = chosenNetwork(get, context);
  const wish = get('ip4_addr');
  const address = wish === '0' ? '' : wish === 'DHCP' && network ? (freeAddress(network, context) ?? '') : wish;
  const [kind = 'network', source = ''] = get('network').split(':');
  const own = get('mac').toLowerCase();
  const scope = domain.state === 'stopped' ? '--config' : '--persistent';
  const card = `${target}-${domain.nics.length + 1}`;
  return finish({
    ...draft,
    title: `Add a card of ${source} to ${target}${address ? ` at ${address}` : ''}`,
    steps: [
      ...(address && network ? [reserveStep({mac: own, name: card, address}, network.name)] : []),
      run(
        `Plug a card of ${source} into ${target}`,
        virsh(['attach-interface', target, kind, source, '--mac', own, '--model', get('nic_model'), scope]),
        {
          check: {id: 'nic-there', target, expect: {mac: own}, says: `${target} has the card ${own}`},
          undo: [virsh(['detach-interface', target, kind, '--mac', own, scope])],
          residue: [`the card ${own} of ${target}: virsh detach-interface ${target} ${kind} --mac ${own} --persistent`],
          seconds: 1,
        },
      ),
    ],
    warnings: [...warningsOf(view, ['ip4_addr']), `The system of ${target} has to be told to use it.`],
    refusals: [
      ...slotRefusals(domain),
      ...(address ? addressRefusals('ip4_addr', address, context) : []),
      ...networksOff({nics: [{mac: '', network: network?.name ?? '', bridge: '', model: ''}]}, context),
    ],
    assumptions: [stateSeen(domain), ...(address ? [addressFree(address, own)] : [])],
    touches: [guestTouch(target), ...addressTouch(address)],
    success: `${target} has a card of ${source}${address ? `, for which ${address} is reserved` : ''}`,
  });
}
