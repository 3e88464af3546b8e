import {isElement, type Xml, xml} from '../../../text/xml.ts';

export type Identity = {
  readonly name: string;
  readonly uuid: string;
  /** The MAC of each card of the source, and the clone's own. */
  readonly macs: ReadonlyMap<string, string>;
  /** The file of each disk of the source, and the clone's own; null: the disk is left out. */
  readonly files: ReadonlyMap<string, string | null>;
};

/**
 * The source's settings with everything that must differ: name, numbers, cards, disks. A log of its serial line, a fixed
 * port or password of its screen, and what libvirt chose for it alone go (libvirt, 2.7).
 */
export function cloneXml(source: Xml, identity: Identity): Xml {
  const children = source.children.flatMap((child): readonly (Xml | string)[] =>
    isElement(child) ? keep(changed(child, identity)) : [child],
  );
  return {...source, children};
}

const keep = (node: Xml | null): readonly Xml[] => (node === null ? [] : [node]);

function changed(node: Xml, identity: Identity): Xml | null {
  if (node.name === 'name') return xml('name', {}, identity.name);
  if (node.name === 'uuid') return xml('uuid', {}, identity.uuid);
  if (node.name === 'devices')
    return {
      ...node,
      children: node.children.flatMap(child => (isElement(child) ? keep(device(child, identity)) : [])),
    };
  if (node.name === 'os')
    return {...node, children: node.children.filter(child => !isElement(child) || child.name !== 'nvram')};
  return node;
}

function device(node: Xml, {macs, files}: Identity): Xml | null {
  if (node.name === 'disk') return diskOf(node, files);
  if (node.name === 'interface')
    return within(
      node,
      'mac',
      each => ({...each, attributes: {address: macs.get((each.attributes.address ?? '').toLowerCase()) ?? ''}}),
      ['target'],
    );
  if (node.name === 'serial' || node.name === 'console') return within(node, '', each => each, ['log', 'source']);
  if (node.name === 'graphics') {
    const {passwd: _, passwdValidTo: __, websocket: ___, ...rest} = node.attributes;
    return {...node, attributes: {...rest, port: '-1', autoport: 'yes'}};
  }
  if (node.name === 'channel') return within(node, '', each => each, ['source']);
  return node;
}

function diskOf(node: Xml, files: ReadonlyMap<string, string | null>): Xml | null {
  const source = node.children.filter(isElement).find(each => each.name === 'source');
  const file = source?.attributes.file ?? '';
  if (!files.has(file)) return node;
  const own = files.get(file) ?? null;
  return own === null ? null : within(node, 'source', () => xml('source', {file: own}), ['backingStore']);
}

/** The element of that name changed, those without place in a clone left out. */
const within = (node: Xml, name: string, change: (found: Xml) => Xml, without: readonly string[]): Xml => ({
  ...node,
  children: node.children.flatMap((child): readonly (Xml | string)[] => {
    if (!isElement(child)) return [child];
    if (without.includes(child.name)) return [];
    return child.name === name ? [change(child)] : [child];
  }),
});
