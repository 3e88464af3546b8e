import {readdirSync} from 'node:fs';
import {all, isElement, readXml, textAt, type Xml, xml, xmlText} from '../../../source/text/xml.ts';
import {contentOf, isThere, lying, type Place, put} from './place.ts';
import {Refused} from './virsh.ts';

export const domainsFolder = '/etc/libvirt/qemu';
export const domainFile = (name: string): string => `${domainsFolder}/${name}.xml`;

export const namesIn = (place: Place, folder: string): readonly string[] =>
  isThere(place, folder)
    ? readdirSync(lying(place, folder))
        .filter(name => name.endsWith('.xml'))
        .map(name => name.slice(0, -'.xml'.length))
        .sort()
    : [];

/** Every domain: those that are stored, and those that only run. */
export const domainsOf = (place: Place): readonly string[] => [
  ...new Set([...namesIn(place, domainsFolder), ...place.running.keys()]),
];

/** What is stored of a domain, or of one that only runs what it runs with. */
export function domainXml(place: Place, name: string): Xml {
  const text = contentOf(place, domainFile(name)) ?? place.running.get(name)?.xml ?? '';
  const [found] = readXml(text);
  if (!found) throw new Refused(`failed to get domain '${name}'`);
  return found;
}

export const liveXml = (place: Place, name: string): Xml => {
  const [found] = readXml(place.running.get(name)?.xml ?? '');
  return found ?? domainXml(place, name);
};

/** As libvirt keeps it, with the words that it puts before each of its files. */
export const store = (place: Place, domain: Xml): void =>
  put(
    place,
    domainFile(textAt(domain, 'name')),
    `<!--\nWARNING: THIS IS AN AUTO-GENERATED FILE.\n-->\n\n${xmlText(domain)}`,
  );

/** A change of what is stored, of what runs, or of both. */
export function change(place: Place, name: string, words: readonly string[], edit: (domain: Xml) => Xml): void {
  const runs = place.running.get(name);
  const isBoth = words.includes('--persistent') && runs !== undefined;
  if (words.includes('--config') || words.includes('--persistent')) store(place, edit(domainXml(place, name)));
  if (runs && (words.includes('--live') || isBoth))
    place.running.set(name, {...runs, xml: xmlText(edit(liveXml(place, name)))});
}

/** The children of that name taken out; `put` in their place. */
export const withChild = (node: Xml, name: string, ...instead: readonly Xml[]): Xml => ({
  ...node,
  children: [...node.children.filter(child => !isElement(child) || child.name !== name), ...instead],
});

export const withDevices = (domain: Xml, edit: (devices: Xml) => Xml): Xml => {
  const [devices = xml('devices')] = all(domain, 'devices');
  return withChild(domain, 'devices', edit(devices));
};

export const kibibytes = (domain: Xml, element: string): number => Number(textAt(domain, element));
