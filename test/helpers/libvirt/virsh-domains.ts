import {renameSync, rmSync, symlinkSync} from 'node:fs';
import {all, attributeAt, readXml, textAt, type Xml, xml, xmlText} from '../../../source/text/xml.ts';
import {missingBelow} from './disks.ts';
import {contentOf, isThere, lying, type Place, put} from './place.ts';
import {change, domainFile, domainsOf, domainXml, kibibytes, liveXml, store, withChild} from './stored.ts';
import {Refused, type Verb} from './virsh.ts';

const snapshotsOf = (name: string): string => `/var/lib/libvirt/qemu/snapshot/${name}`;
const autostartLink = (name: string): string => `/etc/libvirt/qemu/autostart/${name}.xml`;
const liveFile = (name: string): string => `/run/libvirt/qemu/${name}.xml`;

const words: Readonly<Record<number, string>> = {1: 'running', 3: 'paused', 5: 'shut off'};

const runsOr = (place: Place, name: string) => {
  domainXml(place, name);
  const runs = place.running.get(name);
  if (!runs) throw new Refused('Requested operation is not valid: domain is not running');
  return runs;
};

/** What libvirt puts into settings that say nothing of it. */
function filledIn(domain: Xml): Xml {
  const memory = textAt(domain, 'memory');
  return all(domain, 'currentMemory').length > 0
    ? domain
    : {...domain, children: [...domain.children, xml('currentMemory', {unit: 'KiB'}, memory)]};
}

const tell = (place: Place, name: string, what: string): void => {
  for (const hear of place.heard) hear(`event 'lifecycle' for domain '${name}': ${what}`);
};

function switchOff(place: Place, name: string): void {
  runsOr(place, name);
  place.running.delete(name);
  tell(place, name, 'Stopped Shutdown');
  rmSync(lying(place, liveFile(name)), {force: true});
}

/** Domains as virsh 9 treats them (facts, 2.6 and 3). */
export const domainVerbs: Readonly<Record<string, Verb>> = {
  list: (_, place) =>
    domainsOf(place)
      .map(name => `${textAt(domainXml(place, name), 'uuid')} ${name}\n`)
      .join(''),
  domstats: (_, place) =>
    domainsOf(place)
      .map(name => {
        const {state, reason} = place.running.get(name) ?? {state: 5, reason: 1};
        return `Domain: '${name}'\n  state.state=${state}\n  state.reason=${reason}\n\n`;
      })
      .join(''),
  domstate: ([name = '', option], place) => {
    domainXml(place, name);
    const {state} = place.running.get(name) ?? {state: 5};
    const reason = {1: 'booted', 3: 'user', 5: 'shutdown'}[state];
    return `${words[state]}${option === '--reason' ? ` (${reason})` : ''}\n`;
  },
  dumpxml: (given, place) => {
    const [name = ''] = given.filter(word => !word.startsWith('-'));
    return xmlText(given.includes('--inactive') ? domainXml(place, name) : liveXml(place, name));
  },
  define: ([file = ''], place) => {
    const [domain] = readXml(contentOf(place, file) ?? '');
    if (!domain) throw new Refused(`Failed to open file '${file}': No such file or directory`);
    const [name, uuid] = [textAt(domain, 'name'), textAt(domain, 'uuid')];
    const known = contentOf(place, domainFile(name));
    const other = known && textAt(domainXml(place, name), 'uuid');
    if (other && other !== uuid)
      throw new Refused(`operation failed: domain '${name}' already exists with uuid ${other}`);
    store(place, filledIn(domain));
    return `Domain '${name}' defined from ${file}\n`;
  },
  /** A running domain goes on, without settings (facts, 2.6). */
  undefine: ([name = '', ...options], place) => {
    domainXml(place, name);
    const kept = snapshotsOf(name);
    if (isThere(place, kept) && !options.includes('--snapshots-metadata'))
      throw new Refused('Requested operation is not valid: cannot delete inactive domain with 1 snapshots');
    for (const file of [domainFile(name), kept, autostartLink(name)])
      rmSync(lying(place, file), {recursive: true, force: true});
    return `Domain '${name}' has been undefined\n`;
  },
  start: ([name = ''], place) => {
    const domain = domainXml(place, name);
    if (place.running.has(name)) throw new Refused('Domain is already active');
    for (const {attributes} of all(domain, 'devices', 'interface', 'source'))
      if (attributes.network && !place.activeNetworks.has(attributes.network))
        throw new Refused(`Requested operation is not valid: network '${attributes.network}' is not active`);
    for (const {attributes} of all(domain, 'devices', 'disk', 'source')) {
      const missing = missingBelow(place, attributes.file ?? '');
      if (missing !== null)
        throw new Refused(
          `Cannot access storage file '${missing}' (as uid:64055, gid:64055): No such file or directory`,
        );
    }
    place.running.set(name, {state: 1, reason: 1, xml: xmlText(domain)});
    tell(place, name, 'Started Booted');
    put(place, liveFile(name), screenLine(place));
    return `Domain '${name}' started\n`;
  },
  shutdown: ([name = ''], place) => {
    switchOff(place, name);
    return `Domain '${name}' is being shutdown\n`;
  },
  destroy: ([name = ''], place) => {
    switchOff(place, name);
    return `Domain '${name}' destroyed\n`;
  },
  suspend: ([name = ''], place) => {
    place.running.set(name, {...runsOr(place, name), state: 3, reason: 1});
    return `Domain '${name}' suspended\n`;
  },
  resume: ([name = ''], place) => {
    place.running.set(name, {...runsOr(place, name), state: 1, reason: 5});
    return `Domain '${name}' resumed\n`;
  },
  domrename: ([name = '', fresh = ''], place) => {
    if (place.running.has(name)) throw new Refused('Requested operation is not valid: cannot rename active domain');
    const domain = domainXml(place, name);
    if (isThere(place, domainFile(fresh))) throw new Refused(`domain with name '${fresh}' already exists`);
    store(place, withChild(domain, 'name', xml('name', {}, fresh)));
    rmSync(lying(place, domainFile(name)));
    if (isThere(place, snapshotsOf(name)))
      renameSync(lying(place, snapshotsOf(name)), lying(place, snapshotsOf(fresh)));
    return 'Domain successfully renamed\n';
  },
  autostart: ([name = '', option], place) => {
    domainXml(place, name);
    rmSync(lying(place, autostartLink(name)), {force: true});
    if (option === '--disable') return `Domain '${name}' unmarked as autostarted\n`;
    put(place, '/etc/libvirt/qemu/autostart/.keep', '');
    symlinkSync(lying(place, domainFile(name)), lying(place, autostartLink(name)));
    return `Domain '${name}' marked as autostarted\n`;
  },
  setmaxmem: ([name = '', size = '', ...options], place) => {
    if (options.includes('--live'))
      throw new Refused('Requested operation is not valid: cannot resize the maximum memory on an active domain');
    change(place, name, options, domain => {
      const now = kibibytes(domain, 'currentMemory');
      const most = withChild(domain, 'memory', xml('memory', {unit: 'KiB'}, size));
      return now > Number(size) ? withChild(most, 'currentMemory', xml('currentMemory', {unit: 'KiB'}, size)) : most;
    });
    return '';
  },
  setmem: ([name = '', size = '', ...options], place) => {
    if (Number(size) > kibibytes(domainXml(place, name), 'memory'))
      throw new Refused('invalid argument: cannot set memory higher than max memory');
    change(place, name, options, domain =>
      withChild(domain, 'currentMemory', xml('currentMemory', {unit: 'KiB'}, size)),
    );
    return '';
  },
  dommemstat: ([name = ''], place) => `actual ${kibibytes(liveXml(place, name), 'currentMemory')}\n`,
  setvcpus: ([name = '', count = '', ...options], place) => {
    const [now] = all(domainXml(place, name), 'vcpu');
    const most = Number(textAt(domainXml(place, name), 'vcpu'));
    const isMost = options.includes('--maximum');
    if (!isMost && Number(count) > most)
      throw new Refused(
        `invalid argument: requested vcpus is greater than max allowable vcpus for the persistent domain: ${count} > ${most}`,
      );
    const current = isMost ? String(Math.min(Number(now?.attributes.current ?? most), Number(count))) : count;
    const all_ = isMost ? count : String(most);
    change(place, name, options, domain =>
      withChild(domain, 'vcpu', xml('vcpu', {placement: 'static', ...(current === all_ ? {} : {current})}, all_)),
    );
    return '';
  },
  desc: ([name = '', ...options], place) => {
    const text = options.find(word => word.startsWith('--new-desc='))?.slice('--new-desc='.length) ?? '';
    change(place, name, options, domain =>
      withChild(domain, 'description', ...(text === '' ? [] : [xml('description', {}, text)])),
    );
    return 'Domain description updated successfully\n';
  },
  domblklist: ([name = ''], place) =>
    ` Target   Source\n-----------\n${all(domainXml(place, name), 'devices', 'disk')
      .map(disk => ` ${attributeAt(disk, 'dev', 'target')}   ${attributeAt(disk, 'file', 'source') || '-'}\n`)
      .join('')}\n`,
};

/** The port of a screen is chosen as its guest starts. */
const screenLine = (place: Place): string =>
  `      <graphics type='vnc' port='${5899 + place.running.size}' autoport='yes' websocketGenerated='no' listen='127.0.0.1'>\n`;
