import {finish, refuse, valueIn, warningsOf, wrongAnswers} from '../../../model/draft.ts';
import type {Answers, Form, Get} from '../../../model/form.ts';
import type {Plan, Refusal, Step} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {run} from '../../../model/step.ts';
import {all, attributeAt, isElement, type Xml, xml, xmlText} from '../../../text/xml.ts';
import type {LibvirtContext} from '../context.ts';
import {chosenNetwork} from '../forms/lookup.ts';
import {always, basic, fieldsOf, plain} from '../forms/row.ts';
import type {Domain, Nic} from '../look/domains.ts';
import {connection} from '../paths.ts';
import {script} from '../plans/command.ts';
import {reservationsOf} from '../plans/destroy.ts';
import {freeStep, reserveCommand, reserveStep} from '../plans/network.ts';
import {addressFree, domainOf, domainStateSeen, freeAddress, operable, wrongState} from '../plans/preflight.ts';
import {addressTouch, guestTouch} from '../plans/touches.ts';
import {networksThere} from './nic-add.ts';

const field = fieldsOf('nic');

const placeOf = ({network, bridge}: Nic): string => (network === '' ? `bridge:${bridge}` : `network:${network}`);

/** Which card, where it is plugged in, and what it is. Its MAC address is what libvirt knows it by, and stays. */
export function nicSetForm(target: string, context: LibvirtContext): Form<LibvirtContext> | Refusal {
  const domain = domainOf(target, context);
  if (!domain && target !== '')
    return refuse('no-such-guest', null, `There is no guest ${target} on this host.`, target);
  const nics = domain?.nics ?? [];
  const [first] = nics;
  const chosen = (get: Get) => nics.find(({mac}) => mac === get('nic'));
  return {
    action: 'nic-set',
    title: target === '' ? 'Change a network card' : `Change a network card of ${target}`,
    groups: [{id: 'nic', title: 'Network card'}],
    fields: [
      field('nic', 'choice', 'Card', 'Which one, by its MAC address.', {
        ...basic,
        initial: always(first?.mac ?? '', 'first'),
        allowed: () => nics.map(nic => ({value: nic.mac, label: nic.mac, note: `${placeOf(nic)}, ${nic.model}`})),
      }),
      field('network', 'choice', 'Network', 'A network of libvirt, or a bridge of the host.', {
        ...basic,
        initial: get => ({value: placeOf(chosen(get) ?? {mac: '', network: '', bridge: '', model: ''}), origin: 'now'}),
        allowed: (_, now) => networksThere(now),
      }),
      field('nic_model', 'choice', 'Card’s kind', 'virtio is fast; a system without its driver needs e1000e.', {
        ...basic,
        initial: get => ({value: chosen(get)?.model ?? 'virtio', origin: 'now'}),
        allowed: get => plain([...new Set(['virtio', 'e1000e', 'rtl8139', chosen(get)?.model ?? 'virtio'])]),
      }),
    ],
  };
}

/** One device of a stopped guest in place of another, by its XML; an address goes from the old network to the new one with it. */
export function planNicSet(target: string, answers: Answers, context: LibvirtContext): Plan {
  const draft = {action: 'nic-set', target, title: `Change a network card of ${target}`};
  const {domain, refusals} = operable(target, context);
  const form = nicSetForm(target, context);
  if (!domain || 'reason' in form) return finish({...draft, refusals});
  const view = resolveForm(form, answers, context);
  const get = valueIn(view);
  const nic = domain.nics.find(({mac}) => mac === get('nic'));
  const wrong = wrongAnswers(view, '');
  if (wrong.length > 0 || !nic) return finish({...draft, refusals: wrong});
  const moves = get('network') !== placeOf(nic);
  if (!moves && get('nic_model') === nic.model)
    return finish({...draft, warnings: [`Card ${nic.mac} is so already.`], success: `card ${nic.mac} is so already`});
  const network = chosenNetwork(get, context);
  const held = moves
    ? reservationsOf(domain, context).filter(each => each.mac === nic.mac && each.network.name !== network?.name)
    : [];
  const kept = network?.reservations.find(({mac}) => mac === nic.mac)?.address;
  const address = (moves && network && !kept && freeAddress(network, context)) || '';
  return finish({
    ...draft,
    title: `Set card ${nic.mac} of ${target}: ${get('network').replace(':', ' ')}, ${get('nic_model')}`,
    steps: [
      ...(address && network
        ? [reserveStep({mac: nic.mac, name: held[0]?.name ?? target, address}, network.name)]
        : []),
      setStep(domain, nic, {network: get('network'), model: get('nic_model')}),
      ...held.map(({network: old, ...each}) => ({
        ...freeStep(each, old),
        undo: [reserveCommand(each, old.name, old.active)],
      })),
    ],
    warnings: [
      ...warningsOf(view, []),
      ...(moves && (address || kept)
        ? [`Its address becomes ${address || kept}; what is set inside the guest stays.`]
        : []),
    ],
    refusals: [...wrongState(domain, 'stopped'), ...(moves ? doorsThere(domain, held, context) : [])],
    assumptions: [domainStateSeen(domain), ...(address ? [addressFree(address, nic.mac)] : [])],
    touches: [guestTouch(target), ...addressTouch(address), ...held.flatMap(each => addressTouch(each.address))],
    success: `card ${nic.mac} of ${target} is a ${get('nic_model')} on ${get('network').replace(':', ' ')}`,
  });
}

/** A door leads to an address of the old network: it would lead nowhere. */
const doorsThere = (
  {name}: Domain,
  held: readonly {readonly address: string}[],
  {doors}: LibvirtContext,
): readonly Refusal[] =>
  doors.stored.some(({owner, guestAddress}) => owner === name && held.some(({address}) => address === guestAddress))
    ? [refuse('wrong-state', 'network', `Ports of ${name} lead to this card: withdraw them first (unexpose).`, name)]
    : [];

/** $1: the connection, $2: a domain. virsh opens what it reads by its name, which only a pipe allows: our end may be a socket. */
const updateScript = 'cat | virsh -c "$1" update-device "$2" /dev/stdin --config';

type Place = {readonly network: string; readonly model: string};

function setStep(domain: Domain, nic: Nic, place: Place): Step {
  const was: Place = {network: placeOf(nic), model: nic.model};
  const device = all(domain.xml ?? xml('domain'), 'devices', 'interface').find(
    each => attributeAt(each, 'address', 'mac').toLowerCase() === nic.mac,
  );
  const update = (to: Place) => ({
    ...script(updateScript, [connection, domain.name]),
    stdin: xmlText(placed(device ?? xml('interface'), to)),
  });
  return run(`Set card ${nic.mac} of ${domain.name}`, update(place), {
    check: {
      id: 'nic-set',
      target: domain.name,
      expect: {mac: nic.mac, ...place, 'was:mac': nic.mac, 'was:network': was.network, 'was:model': was.model},
      says: `card ${nic.mac} of ${domain.name} is a ${place.model} on ${place.network.replace(':', ' ')}`,
    },
    undo: [update(was)],
    seconds: 1,
  });
}

/** What libvirt chose for the card while it was on the other network goes; its slot stays. */
function placed(device: Xml, {network, model}: Place): Xml {
  const [kind = 'network', name = ''] = network.split(':');
  const kept = device.children.filter(
    child => isElement(child) && !['source', 'model', 'target', 'virtualport'].includes(child.name),
  );
  const [mac, ...rest] = kept;
  return {
    name: 'interface',
    attributes: {type: kind},
    children: [...(mac ? [mac] : []), xml('source', {[kind]: name}), xml('model', {type: model}), ...rest],
  };
}
