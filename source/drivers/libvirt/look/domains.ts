import type {GuestState} from '../../../model/guest.ts';
import {all, attributeAt, readXml, textAt, type Xml} from '../../../text/xml.ts';

export type Disk = {
  /** `vda` */
  readonly target: string;
  readonly bus: string;
  /** `disk`, `cdrom`, `floppy` */
  readonly device: string;
  /** Empty: no file (a volume, a block device, an empty tray). */
  readonly file: string;
  readonly format: string;
  readonly readonly: boolean;
  /** The guest starts without it where it is not there (`startupPolicy`). */
  readonly optional: boolean;
};

export type Nic = {
  readonly mac: string;
  readonly network: string;
  readonly bridge: string;
  readonly model: string;
};

/** A domain as the daemon tells it, with what is stored of it. */
export type Domain = {
  readonly name: string;
  readonly uuid: string;
  readonly state: GuestState;
  /** Why it is neither running nor stopped; empty otherwise. */
  readonly reason: string;
  /** null: it has no stored settings (transient), or they are not ours to read. */
  readonly xml: Xml | null;
  readonly autostart: boolean;
  readonly cpus: number | null;
  readonly memoryBytes: number | null;
  readonly disks: readonly Disk[];
  readonly nics: readonly Nic[];
  readonly snapshots: readonly string[];
  /** Stopped with its memory kept: its next start goes on where it was. */
  readonly saved: boolean;
};

type State = {readonly state: GuestState; readonly reason: string; readonly saved?: true};

/** Numbers of virDomainState and of its reasons for a pause (libvirt, 4). */
const pauses: Readonly<Record<number, State>> = {
  0: {state: 'broken', reason: 'paused and libvirt does not know why: KVM may not work here'},
  1: {state: 'busy', reason: 'paused'},
  2: {state: 'busy', reason: 'paused while it migrates'},
  3: {state: 'busy', reason: 'paused while it is saved'},
  5: {state: 'broken', reason: 'paused by an I/O error: is the disk of the host full?'},
  6: {state: 'broken', reason: 'paused by its watchdog'},
  10: {state: 'broken', reason: 'paused since its system crashed'},
};

export function stateOf(state: number, reason: number): State {
  if (state === 1) return {state: 'running', reason: ''};
  if (state === 5) return {state: 'stopped', reason: '', ...(reason === 5 ? {saved: true} : {})};
  if (state === 3) return pauses[reason] ?? {state: 'busy', reason: 'paused'};
  if (state === 4) return {state: 'busy', reason: 'shutting down'};
  if (state === 6) return {state: 'broken', reason: 'crashed'};
  if (state === 7) return {state: 'busy', reason: 'asleep (its system suspended it)'};
  return {state: 'unknown', reason: 'libvirt told no state'};
}

/** From the sections of a look: names with states, then everything that is stored, by name. */
export function readDomains(text: (section: string) => string): readonly Domain[] {
  const states = readStates(text('states'));
  const stored = new Map(readXml(text('config')).map(domain => [textAt(domain, 'name'), domain] as const));
  const autostart = new Set(text('autostart').split('\n'));
  const snapshots = readSnapshots(text('snapshots'));
  return text('domains')
    .split('\n')
    .flatMap(line => {
      const [, uuid = '', name = ''] = /^([0-9a-f-]{36}) +(.+)$/.exec(line) ?? [];
      if (name === '') return [];
      const config = stored.get(name) ?? null;
      return [
        {
          name,
          uuid,
          saved: false,
          ...(states.get(name) ?? stateOf(0, 0)),
          xml: config,
          autostart: autostart.has(`${name}.xml`),
          snapshots: snapshots.get(name) ?? [],
          ...settingsOf(config),
        },
      ];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What a domain's XML says of its size, disks and cards. */
export function settingsOf(domain: Xml | null): Pick<Domain, 'cpus' | 'memoryBytes' | 'disks' | 'nics'> {
  if (domain === null) return {cpus: null, memoryBytes: null, disks: [], nics: []};
  const [vcpu] = all(domain, 'vcpu');
  const cpus = Number(vcpu?.attributes.current ?? textAt(domain, 'vcpu'));
  return {
    cpus: Number.isInteger(cpus) && cpus > 0 ? cpus : null,
    memoryBytes: memoryOf(domain, 'currentMemory') ?? memoryOf(domain, 'memory'),
    disks: all(domain, 'devices', 'disk').map(disk => ({
      target: attributeAt(disk, 'dev', 'target'),
      bus: attributeAt(disk, 'bus', 'target'),
      device: disk.attributes.device ?? 'disk',
      file: attributeAt(disk, 'file', 'source'),
      format: attributeAt(disk, 'type', 'driver'),
      readonly: all(disk, 'readonly').length > 0,
      optional: /^(optional|requisite)$/.test(attributeAt(disk, 'startupPolicy', 'source')),
    })),
    nics: all(domain, 'devices', 'interface').map(nic => ({
      mac: attributeAt(nic, 'address', 'mac').toLowerCase(),
      network: attributeAt(nic, 'network', 'source'),
      bridge: attributeAt(nic, 'bridge', 'source'),
      model: attributeAt(nic, 'type', 'model'),
    })),
  };
}

const units: Readonly<Record<string, number>> = {
  b: 1,
  bytes: 1,
  KB: 1000,
  k: 1024,
  KiB: 1024,
  MiB: 1024 ** 2,
  M: 1024 ** 2,
  GiB: 1024 ** 3,
  G: 1024 ** 3,
};

/** Bytes; libvirt stores KiB whatever it was given. */
export function memoryOf(domain: Xml, element: string): number | null {
  const value = Number(textAt(domain, element));
  const unit = units[attributeAt(domain, 'unit', element) || 'KiB'];
  return value > 0 && unit !== undefined ? value * unit : null;
}

/** `Domain: 'web1'`, then `  state.state=1` and `  state.reason=1`. */
function readStates(text: string): ReadonlyMap<string, State> {
  const states = new Map<string, State>();
  for (const piece of text.split(/^Domain: /m).slice(1)) {
    const [, name = ''] = /^'(.*)'$/m.exec(piece) ?? [];
    const number = (key: string) => Number(new RegExp(`^  state\\.${key}=(\\d+)$`, 'm').exec(piece)?.[1] ?? 0);
    states.set(name, stateOf(number('state'), number('reason')));
  }
  return states;
}

/** `/var/lib/libvirt/qemu/snapshot/web1/before.xml` */
function readSnapshots(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [, guest = '', name = ''] = /\/snapshot\/([^/]+)\/([^/]+)\.xml$/.exec(line) ?? [];
    if (guest !== '') found.set(guest, [...(found.get(guest) ?? []), name]);
  }
  return found;
}
