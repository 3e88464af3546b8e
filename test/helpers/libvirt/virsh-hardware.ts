import {all, attributeAt, isElement, type Xml, xml} from '../../../source/text/xml.ts';
import {growDisk} from './disks.ts';
import {isThere} from './place.ts';
import {change, domainXml, withDevices} from './stored.ts';
import {Refused, type Verb} from './virsh.ts';

const given = (words: readonly string[], flag: string): string => words[words.indexOf(flag) + 1] ?? '';

const without = (devices: Xml, name: string, isMeant: (device: Xml) => boolean): Xml => ({
  ...devices,
  children: devices.children.filter(child => !isElement(child) || child.name !== name || !isMeant(child)),
});

const hasTarget = (target: string) => (disk: Xml) => attributeAt(disk, 'dev', 'target') === target;
const hasMac = (mac: string) => (nic: Xml) => attributeAt(nic, 'address', 'mac') === mac;

/** Disks and cards that come and go; of a running domain both what it has and what is stored. */
export const hardwareVerbs: Readonly<Record<string, Verb>> = {
  'attach-disk': ([name = '', file = '', target = '', ...options], place) => {
    if (!isThere(place, file)) throw new Refused(`Cannot access storage file '${file}': No such file or directory`);
    if (all(domainXml(place, name), 'devices', 'disk').some(hasTarget(target)))
      throw new Refused(`operation failed: target ${target} already exists`);
    const disk = xml(
      'disk',
      {type: 'file', device: 'disk'},
      xml('driver', {name: 'qemu', type: given(options, '--subdriver')}),
      xml('source', {file}),
      xml('target', {dev: target, bus: given(options, '--targetbus')}),
    );
    change(place, name, options, domain =>
      withDevices(domain, devices => ({...devices, children: [...devices.children, disk]})),
    );
    return 'Disk attached successfully\n\n';
  },
  'detach-disk': ([name = '', target = '', ...options], place) => {
    if (!all(domainXml(place, name), 'devices', 'disk').some(hasTarget(target)))
      throw new Refused(`No disk found whose source path or target is ${target}`);
    change(place, name, options, domain => withDevices(domain, devices => without(devices, 'disk', hasTarget(target))));
    return 'Disk detached successfully\n\n';
  },
  'attach-interface': ([name = '', kind = '', source = '', ...options], place) => {
    const card = xml(
      'interface',
      {type: kind},
      xml('mac', {address: given(options, '--mac')}),
      xml('source', {[kind]: source}),
      xml('model', {type: given(options, '--model')}),
    );
    change(place, name, options, domain =>
      withDevices(domain, devices => ({...devices, children: [...devices.children, card]})),
    );
    return 'Interface attached successfully\n\n';
  },
  'detach-interface': ([name = '', , ...options], place) => {
    const mac = given(options, '--mac');
    if (!all(domainXml(place, name), 'devices', 'interface').some(hasMac(mac)))
      throw new Refused(`No interface with MAC address ${mac} was found`);
    change(place, name, options, domain => withDevices(domain, devices => without(devices, 'interface', hasMac(mac))));
    return 'Interface detached successfully\n\n';
  },
  blockresize: ([name = '', target = '', size = ''], place) => {
    const disk = all(domainXml(place, name), 'devices', 'disk').find(hasTarget(target));
    if (!disk || !place.running.has(name)) throw new Refused('Requested operation is not valid: domain is not running');
    growDisk(place, attributeAt(disk, 'file', 'source'), Number.parseInt(size, 10));
    return `Block device '${target}' is resized\n`;
  },
};
