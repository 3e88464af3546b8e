import type {Default, Get} from '../../../../model/form.ts';
import {inNetwork} from '../../../../text/address.ts';
import {nextFreeName} from '../../../../text/names.ts';
import {sshKeyLabel} from '../../../../text/sshkey.ts';
import {formatBytes, parseSize, sizeText} from '../../../../text/units.ts';
import {domainInWords, type LibvirtContext} from '../../context.ts';
import {ownNetwork} from '../../plans/network.ts';
import {addressOwners, domainOf, freeAddress, outsideOf} from '../../plans/preflight.ts';
import {chosenNetwork, imageChoices, imageOf, isCloud, isInstaller, networkChoices, networksFor} from '../lookup.ts';
import {always, basic, fieldsOf, type Row} from '../row.ts';

const field = fieldsOf('vm');

/** What a VM is, in the order it is asked. */
export const vmBasics: readonly Row[] = [
  field('image', 'path', 'System', 'A cloud image or another disk image, or the .iso of an installer.', {
    ...basic,
    free: true,
    initial: (_, context) => {
      const first = imageChoices(context).find(({disabled}) => disabled === undefined);
      return first ? {value: first.value, origin: 'first here'} : {value: '', origin: ''};
    },
    allowed: (_, context) => imageChoices(context),
    refuse: (value, _, context) =>
      context.images?.some(({path}) => path === value) === false
        ? `There is no image ${value} in the images’ folder: construct-tui media list shows what is here and what can be fetched.`
        : null,
  }),
  field('jname', 'jname', 'Name', 'Short and unique on this host.', {
    ...basic,
    initial: (_, {domains}) => ({
      value: nextFreeName('vm', new Set(domains.map(({name}) => name))),
      origin: 'next free',
    }),
    warn: (value, _, context) => {
      const owner = domainOf(value, context);
      return owner ? `The name is taken by ${domainInWords(owner)}.` : null;
    },
  }),
  field('memory', 'size', 'Memory', 'As much as it may have.', {
    ...basic,
    initial: always('1g'),
    refuse: value => ((parseSize(value) ?? 0) < 32 * 1024 ** 2 ? 'No system starts with less than 32m.' : null),
    warn: (value, _, {host}) =>
      (parseSize(value) ?? 0) > (host.memoryBytes ?? Number.POSITIVE_INFINITY)
        ? `This host has ${formatBytes(host.memoryBytes ?? 0)} in all.`
        : null,
    note: (_value, _get, {host}) =>
      host.memoryFreeBytes === null ? null : `${formatBytes(host.memoryFreeBytes)} free on this host`,
  }),
  field('vcpus', 'integer', 'CPUs', 'Virtual processors.', {
    ...basic,
    initial: always('1'),
    refuse: value => (Number(value) >= 1 && Number(value) <= 255 ? null : 'Write a number from 1 to 255.'),
    warn: (value, _, {host}) =>
      host.cpus !== null && Number(value) > host.cpus ? `This host has ${host.cpus}.` : null,
  }),
  field('size', 'size', 'Disk', 'Of its own disk; as large as the image, or larger.', {
    ...basic,
    initial: diskSize,
    refuse: (value, get, context) => {
      const least = imageOf(get, context)?.virtualBytes ?? 0;
      return !isInstaller(get) && (parseSize(value) ?? 0) < least
        ? `The image is ${formatBytes(least)} large: a smaller disk would cut it.`
        : null;
    },
    note: (_value, _get, {host}) =>
      host.diskFreeBytes === null ? null : `${formatBytes(host.diskFreeBytes)} free on this host`,
  }),
  field('network', 'choice', 'Network', 'A network of libvirt, or a bridge of the host.', {
    ...basic,
    initial: (_, context) => ({value: `network:${usualNetwork(context)}`, origin: 'this host'}),
    allowed: (_, context) => networkChoices(context),
  }),
  field(
    'ip4_addr',
    'ip-list',
    'Address',
    'DHCP: the next free one, reserved before it starts; 0: nothing is reserved.',
    {
      ...basic,
      free: true,
      initial: (get, context) => {
        const gateway = chosenNetwork(get, context)?.gateway ?? '';
        const inside = get('ci_ip4_addr').split('/')[0] ?? '';
        if (gateway === '') return {value: '0', origin: 'no DHCP there'};
        if (inside === '' || inside === 'DHCP') return {value: 'DHCP', origin: 'next free'};
        return inNetwork(inside, gateway) ? {value: inside, origin: 'inside'} : {value: '0', origin: 'another net'};
      },
      allowed: () => [
        {value: 'DHCP', label: 'DHCP', note: 'the next free one, reserved for it'},
        {value: '0', label: 'none', note: 'nothing is reserved'},
      ],
      refuse: addressProblem,
      warn: (value, _, context) => {
        const owner = addressOwners(context).get(value);
        return owner ? `${value} is taken by ${owner.says}.` : null;
      },
      note: (value, get, context) => {
        const network = chosenNetwork(get, context);
        return value === 'DHCP' && network ? (freeAddress(network, context) ?? 'none is free') : null;
      },
    },
  ),
  field('ssh_key', 'any-ssh-key', 'SSH key', 'The public key that may log in.', {
    speed: 'basic',
    free: true,
    visible: isCloud,
    initial: (_, {operator}): Default => {
      const [first] = operator.publicKeys;
      return first ? {value: first.key, origin: 'your key'} : {value: '', origin: ''};
    },
    allowed: (_, {operator}) => [
      {value: '', label: 'none'},
      ...operator.publicKeys.map(({label, key}) => ({value: key, label: sshKeyLabel(key), note: label})),
    ],
    warn: (value, get) =>
      value === '' && get('password') === '' ? 'Without a key or a password nobody can log in.' : null,
  }),
  field('start', 'bool', 'Start it', 'Start the VM once it is made.', {...basic, initial: always('1')}),
];

function diskSize(get: Get, context: LibvirtContext): Default {
  const image = imageOf(get, context);
  return image && !isInstaller(get)
    ? {value: sizeText(image.virtualBytes), origin: 'image'}
    : {value: '10g', origin: 'construct-tui'};
}

/** Ours where it is or can be made; a network of libvirt's own closes its guests to everybody else (libvirt, 0.3). */
const usualNetwork = (context: LibvirtContext): string =>
  networksFor(context).find(({mode, name}) => mode === 'open' || name === ownNetwork)?.name ?? ownNetwork;

function addressProblem(value: string, get: Get, context: LibvirtContext): string | null {
  if (value === '0') return null;
  const network = chosenNetwork(get, context);
  if (!network || network.gateway === '')
    return 'libvirt hands out no addresses there: write 0, and give the guest its address inside.';
  if (value === 'DHCP') return null;
  if (/^(DHCPv6|REALDHCP)$/.test(value) || value.includes(',') || value.includes('/'))
    return 'Write one IPv4 address without a prefix, DHCP or 0.';
  return outsideOf(value, network);
}
