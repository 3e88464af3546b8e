import type {Choice, Get} from '../../../model/form.ts';
import {formatBytes} from '../../../text/units.ts';
import type {LibvirtContext} from '../context.ts';
import {offersOf, placeOf} from '../library/catalogue.ts';
import type {Domain} from '../look/domains.ts';
import type {Image} from '../look/images.ts';
import type {Network} from '../look/networks.ts';
import {guestsFolder, imagesFolder} from '../paths.ts';
import {newNetwork, ownNetwork} from '../plans/network.ts';

/** Images that a guest can be made of: what lies in the images' folder and is no disk of a guest; an installer in a tray is none. */
export function templates({images, domains}: LibvirtContext): readonly Image[] {
  const disks = domains.flatMap(domain => domain.disks).filter(({device}) => device === 'disk');
  const used = new Set(disks.map(({file}) => file));
  return (images ?? []).filter(
    ({path}) => !path.startsWith(`${guestsFolder}/`) && !used.has(path) && /\.(qcow2|img|raw|iso)$/.test(path),
  );
}

/** Systems that are here, installers, and what could be fetched: a plan to fetch one is shown by itself. */
export const imageChoices = (context: LibvirtContext): readonly Choice[] => [
  ...templates(context)
    .toSorted((one, other) => Number(one.format === 'iso') - Number(other.format === 'iso'))
    .map(({path, format, virtualBytes, bytes}) => ({
      value: path,
      label: path.slice(imagesFolder.length + 1),
      note: format === 'iso' ? `an installer, ${formatBytes(bytes)}` : `${format}, ${formatBytes(virtualBytes)}`,
    })),
  ...offersOf(context.offers ?? [])
    .filter(offer => templates(context).every(({path}) => path !== placeOf(offer)))
    .map(({name, title}) => ({
      value: name,
      label: title,
      disabled: `It is not here yet: construct-tui media fetch ${name}, or B and Enter.`,
    })),
];

export const imageOf = (get: Get, {images}: LibvirtContext): Image | undefined =>
  images?.find(({path}) => path === get('image'));

/** An installer leaves an empty disk to be filled; everything else is a system already. */
export const isInstaller = (get: Get): boolean => get('image').endsWith('.iso');

export const isCloud = (get: Get): boolean => !isInstaller(get) && get('cloud_init') === '1';

/** Our own network is offered before it is there: it is made with the first guest. */
export function networksFor(context: LibvirtContext): readonly Network[] {
  const {networks} = context;
  return networks.some(({name}) => name === ownNetwork) ? networks : [...networks, newNetwork(context)];
}

/** The network that a value of the field names; absent for a bridge. */
export const chosenNetwork = (get: Get, context: LibvirtContext): Network | undefined =>
  networksFor(context).find(({name}) => `network:${name}` === get('network'));

/** The network of libvirt's that a guest's first card is on. */
export const networkFor = ({nics}: Pick<Domain, 'nics'>, {networks}: LibvirtContext): Network | undefined =>
  networks.find(({name}) => name === nics[0]?.network);

export function networkChoices(context: LibvirtContext): readonly Choice[] {
  const known = new Set(context.networks.map(({name}) => name));
  const managed = new Set(context.networks.map(({bridge}) => bridge));
  const bridges = context.host.addresses
    .map(each => each.interface)
    .filter(name => /^br/.test(name) && !managed.has(name));
  return [
    ...networksFor(context).map(network => ({
      value: `network:${network.name}`,
      label: network.name,
      note: known.has(network.name)
        ? `${network.mode}${network.gateway === '' ? '' : `, ${network.gateway}`}${network.active ? '' : ', off'}`
        : `is made with it: ${network.gateway} on ${network.bridge}`,
    })),
    ...[...new Set(bridges)].map(name => ({value: `bridge:${name}`, label: name, note: 'a bridge of the host'})),
  ];
}
