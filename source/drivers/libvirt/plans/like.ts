import {refuse} from '../../../model/draft.ts';
import type {Answers} from '../../../model/form.ts';
import {differing} from '../../../model/like.ts';
import type {Refusal} from '../../../model/plan.ts';
import {sizeText} from '../../../text/units.ts';
import {all, attributeAt, textAt} from '../../../text/xml.ts';
import {hasSeed, ownDisks} from '../clone/source.ts';
import type {LibvirtContext} from '../context.ts';
import {templates} from '../forms/lookup.ts';
import {vmForm} from '../forms/vm.ts';
import {memoryOf} from '../look/domains.ts';
import {operable} from './preflight.ts';

/** Another guest of the same image and size on the same network; what is one guest's alone (name, cards, address) is its own. */
export function vmAnswersLike(guest: string, context: LibvirtContext): Answers | Refusal {
  const {domain, refusals} = operable(guest, context);
  const [first] = refusals;
  if (!domain?.xml) return first ?? refuse('no-such-guest', null, `There is no guest ${guest} on this host.`);
  const {xml, disks, nics, cpus, autostart} = domain;
  const made = textAt(xml, 'metadata', 'construct:guest', 'construct:image');
  const image = templates(context).find(({path}) => path.endsWith(`/${made}`))?.path;
  const [disk] = ownDisks(domain);
  const bytes = context.images?.find(({path}) => path === disk?.file)?.virtualBytes;
  const [nic] = nics;
  const hasScreen = all(xml, 'devices', 'graphics').length > 0;
  return differing(vmForm, context, {
    ...(image ? {image} : {}),
    ...(bytes ? {size: sizeText(bytes)} : {}),
    memory: sizeText(memoryOf(xml, 'memory') ?? 0),
    vcpus: String(cpus ?? 1),
    ...(nic ? {network: nic.network ? `network:${nic.network}` : `bridge:${nic.bridge}`, nic_model: nic.model} : {}),
    virt_type: xml.attributes.type ?? '',
    machine: /q35/.test(attributeAt(xml, 'machine', 'os', 'type')) ? 'q35' : 'pc',
    ...(disk ? {disk_bus: disk.bus} : {}),
    cloud_init: disks.some(({device}) => device === 'cdrom') || hasSeed(domain) ? '1' : '0',
    screen: hasScreen ? 'vnc' : 'none',
    autostart: autostart ? '1' : '0',
  });
}
