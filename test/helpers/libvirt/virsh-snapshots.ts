import {rmSync} from 'node:fs';
import {all, attributeAt, isElement, type Xml, xml} from '../../../source/text/xml.ts';
import {diskText} from './disks.ts';
import {contentOf, isThere, lying, type Place, put} from './place.ts';
import {change, domainXml, namesIn, withDevices} from './stored.ts';
import {Refused, type Verb} from './virsh.ts';

const folderOf = (name: string): string => `/var/lib/libvirt/qemu/snapshot/${name}`;
const fileOf = (name: string, snapshot: string): string => `${folderOf(name)}/${snapshot}.xml`;
/** Beside the folder that is listed: which one the domain goes on from. */
const currentFile = (name: string): string => `/var/lib/libvirt/qemu/current/${name}`;

const mustHave = (place: Place, name: string, snapshot: string): void => {
  if (!isThere(place, fileOf(name, snapshot)))
    throw new Refused(`Domain snapshot not found: no domain snapshot with matching name '${snapshot}'`);
};

/** Snapshots inside the disks, and the one kind outside of them that a quick clone needs (facts, 2.7 and 2.8). */
export const snapshotVerbs: Readonly<Record<string, Verb>> = {
  'snapshot-list': ([name = ''], place) =>
    namesIn(place, folderOf(name))
      .map(snapshot => `${snapshot}\n`)
      .join(''),
  'snapshot-current': ([name = ''], place) => {
    const current = contentOf(place, currentFile(name));
    if (current === null) throw new Refused('domain has no current snapshot');
    return current;
  },
  'snapshot-create-as': (words, place) => {
    const [name = '', snapshot = ''] = words;
    if (words.includes('--disk-only')) return freeze(name, words, place);
    if (isThere(place, fileOf(name, snapshot)))
      throw new Refused(`operation failed: domain moment ${snapshot} already exists`);
    domainXml(place, name);
    put(place, fileOf(name, snapshot), `<domainsnapshot><name>${snapshot}</name></domainsnapshot>\n`);
    put(place, currentFile(name), snapshot);
    return `Domain snapshot ${snapshot} created\n`;
  },
  'snapshot-revert': ([name = '', snapshot = ''], place) => {
    mustHave(place, name, snapshot);
    put(place, currentFile(name), snapshot);
    return `Domain snapshot ${snapshot} reverted\n`;
  },
  'snapshot-delete': ([name = '', snapshot = ''], place) => {
    mustHave(place, name, snapshot);
    rmSync(lying(place, fileOf(name, snapshot)));
    if (contentOf(place, currentFile(name)) === snapshot) rmSync(lying(place, currentFile(name)));
    return `Domain snapshot ${snapshot} deleted\n`;
  },
};

/** Each named disk goes on as a new file upon what it was. */
function freeze(name: string, words: readonly string[], place: Place): string {
  const fresh = new Map(
    words.flatMap(word => {
      const [, target = '', file = ''] = /^(\w+),file=(.*)$/.exec(word) ?? [];
      return target === '' ? [] : [[target, file] as const];
    }),
  );
  const before = new Map(
    all(domainXml(place, name), 'devices', 'disk').map(disk => [
      attributeAt(disk, 'dev', 'target'),
      attributeAt(disk, 'file', 'source'),
    ]),
  );
  for (const [target, file] of fresh) {
    if (isThere(place, file)) throw new Refused(`external snapshot file for disk ${target} already exists: ${file}`);
    put(place, file, diskText(sizeOf(place, before.get(target) ?? ''), before.get(target) ?? ''));
  }
  const onto = (disk: Xml): Xml => {
    const file = fresh.get(attributeAt(disk, 'dev', 'target'));
    return file === undefined
      ? disk
      : {
          ...disk,
          children: disk.children.map(child =>
            isElement(child) && child.name === 'source' ? xml('source', {file}) : child,
          ),
        };
  };
  change(place, name, ['--persistent'], domain =>
    withDevices(domain, devices => ({
      ...devices,
      children: devices.children.map(child => (isElement(child) && child.name === 'disk' ? onto(child) : child)),
    })),
  );
  return 'Domain snapshot 1 created\n';
}

const sizeOf = (place: Place, file: string): number =>
  [...(contentOf(place, file) ?? '').slice(24, 32)].reduce((sum, sign) => sum * 256 + sign.charCodeAt(0), 0);
