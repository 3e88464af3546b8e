import {refuse} from '../../../model/draft.ts';
import type {Refusal} from '../../../model/plan.ts';
import {all, type Xml} from '../../../text/xml.ts';
import type {Domain} from '../look/domains.ts';

/** PCI Express takes something new while it runs only where a port is free, and libvirt leaves one (measured). */
export function slotRefusals({name, state, xml}: Domain): readonly Refusal[] {
  if (state !== 'running' || xml === null || freePorts(xml) !== 0) return [];
  return [
    refuse(
      'wrong-state',
      null,
      `${name} has no PCI slot left to plug something in while it runs: stop it first, and start it afterwards.`,
      name,
    ),
  ];
}

/** null: its board has no ports of PCI Express; an older one has slots enough. */
function freePorts(domain: Xml): number | null {
  const ports = all(domain, 'devices', 'controller').filter(({attributes}) => attributes.model === 'pcie-root-port');
  if (ports.length === 0) return null;
  const [devices] = all(domain, 'devices');
  const used = new Set(
    (devices?.children ?? []).flatMap(child =>
      typeof child === 'string'
        ? []
        : all(child, 'address').flatMap(({attributes: {type, bus = ''}}) => (type === 'pci' ? [Number(bus)] : [])),
    ),
  );
  return ports.filter(({attributes}) => !used.has(Number(attributes.index))).length;
}
