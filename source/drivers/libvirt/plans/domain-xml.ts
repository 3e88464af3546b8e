import {type Xml, xml} from '../../../text/xml.ts';

/** Everything that a new domain is told; the rest libvirt fills in. */
export type NewDomain = {
  readonly name: string;
  readonly uuid: string;
  readonly memoryBytes: number;
  readonly cpus: number;
  /** `kvm`, or `qemu` where the processor is emulated. */
  readonly type: string;
  readonly machine: string;
  readonly arch: string;
  readonly disks: readonly NewDisk[];
  readonly mac: string;
  readonly model: string;
  /** `network:NAME` or `bridge:NAME`. */
  readonly network: string;
  readonly screen: string;
  /** What it is made of, in words: kept with it and shown as its system. */
  readonly image: string;
};

export type NewDisk = {
  readonly file: string;
  readonly format: string;
  readonly device: 'disk' | 'cdrom';
  readonly target: string;
  readonly bus: string;
  readonly readonly: boolean;
};

/** The name of our own notes in a domain's settings. */
const ours = 'urn:construct-tui:guest:1';

/** The hard disk first: an empty one does not boot, so an installer's medium has its turn once and never again. */
export const domainXml = (given: NewDomain): Xml =>
  xml(
    'domain',
    {type: given.type},
    xml('name', {}, given.name),
    xml('uuid', {}, given.uuid),
    xml('metadata', {}, xml('construct:guest', {'xmlns:construct': ours}, xml('construct:image', {}, given.image))),
    xml('memory', {unit: 'KiB'}, String(Math.floor(given.memoryBytes / 1024))),
    xml('vcpu', {placement: 'static'}, String(given.cpus)),
    xml(
      'os',
      {},
      xml('type', {arch: given.arch, machine: given.machine}, 'hvm'),
      xml('boot', {dev: 'hd'}),
      ...(given.disks.some(({device}) => device === 'cdrom') ? [xml('boot', {dev: 'cdrom'})] : []),
    ),
    xml('features', {}, xml('acpi'), xml('apic')),
    xml('cpu', given.type === 'kvm' ? {mode: 'host-passthrough'} : {mode: 'maximum'}),
    xml('clock', {offset: 'utc'}),
    xml('on_poweroff', {}, 'destroy'),
    xml('on_reboot', {}, 'restart'),
    xml('on_crash', {}, 'destroy'),
    xml(
      'devices',
      {},
      ...given.disks.map(diskXml),
      nicXml(given.network, given.mac, given.model),
      ...(given.machine === 'q35' ? ports : []),
      ...others(given.screen),
    ),
  );

export const diskXml = (disk: NewDisk): Xml =>
  xml(
    'disk',
    {type: 'file', device: disk.device},
    xml('driver', {name: 'qemu', type: disk.format, ...(disk.readonly ? {} : {discard: 'unmap'})}),
    xml('source', {file: disk.file}),
    xml('target', {dev: disk.target, bus: disk.bus}),
    ...(disk.readonly ? [xml('readonly')] : []),
  );

export function nicXml(network: string, mac: string, model: string): Xml {
  const [kind = 'network', name = ''] = network.split(':');
  return xml(
    'interface',
    {type: kind},
    xml('mac', {address: mac}),
    xml('source', {[kind]: name}),
    xml('model', {type: model}),
  );
}

/** Ports of PCI Express: about half of them stay free, so that something can be plugged in while it runs. */
const ports: readonly Xml[] = Array.from({length: 15}, (_, index) =>
  xml('controller', {type: 'pci', index: String(index), model: index === 0 ? 'pcie-root' : 'pcie-root-port'}),
);

/** A serial console, the guest agent's channel, a screen that only this host can see, a balloon and random numbers. */
const others = (screen: string): readonly Xml[] => [
  xml('serial', {type: 'pty'}),
  xml('console', {type: 'pty'}),
  xml('channel', {type: 'unix'}, xml('target', {type: 'virtio', name: 'org.qemu.guest_agent.0'})),
  ...(screen === 'none'
    ? []
    : [
        xml('input', {type: 'tablet', bus: 'usb'}),
        xml('graphics', {type: 'vnc', port: '-1', autoport: 'yes', listen: '127.0.0.1'}),
        xml('video', {}, xml('model', {type: 'vga'})),
      ]),
  xml('memballoon', {model: 'virtio'}),
  xml('rng', {model: 'virtio'}, xml('backend', {model: 'random'}, '/dev/urandom')),
];
