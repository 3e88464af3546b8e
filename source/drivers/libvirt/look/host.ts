import type {Listener} from '../../../model/ports.ts';

export type HostFacts = {
  readonly name: string;
  readonly cpus: number | null;
  readonly memoryBytes: number | null;
  readonly memoryFreeBytes: number | null;
  readonly diskFreeBytes: number | null;
  readonly load: number | null;
  /** Each with its prefix and its interface. */
  readonly addresses: readonly {readonly interface: string; readonly address: string}[];
  /** Addresses that answered on a net of this host. */
  readonly neighbours: readonly string[];
  /** null: nobody could tell. */
  readonly listeners: readonly Listener[] | null;
  /** The processor and the qemu user can have it; else guests are emulated (libvirt, 0.1). */
  readonly kvm: boolean;
  readonly systemd: boolean;
  /** Programs that plans count with and that are here. */
  readonly tools: ReadonlySet<string>;
};

export function readHost(text: (section: string) => string): HostFacts {
  const [cpus, ...memory] = text('figures').split('\n');
  const kibibytes = (key: string) =>
    Number(memory.find(line => line.startsWith(`${key}:`))?.replace(/\D/g, '') ?? '') * 1024 || null;
  const tools = new Set(text('tools').split('\n'));
  return {
    name: text('name').trim(),
    cpus: Number(cpus) || null,
    memoryBytes: kibibytes('MemTotal'),
    memoryFreeBytes: kibibytes('MemAvailable'),
    diskFreeBytes: Number(text('disk').split('\n')[1]?.trim() ?? '') || null,
    load: loadIn(memory),
    addresses: text('addresses')
      .split('\n')
      .flatMap(line => {
        const [, name = '', address = ''] = /^\d+: (\S+)\s+inet (\S+)/.exec(line) ?? [];
        return address === '' ? [] : [{interface: name, address}];
      }),
    neighbours: text('neighbours')
      .split('\n')
      .flatMap(line => (/lladdr/.test(line) && !/FAILED/.test(line) ? [line.split(' ', 1)[0] ?? ''] : [])),
    listeners: tools.has('ss') ? readListeners(text('listeners')) : null,
    kvm: text('kvm').split('\n').includes('usable'),
    systemd: text('init').trim() === 'systemd',
    tools,
  };
}

/** `/proc/loadavg` behind a word of ours: the first figure is that of the last minute. */
function loadIn(lines: readonly string[]): number | null {
  const [, load] = /^Load:(\d+\.\d+) /m.exec(lines.join('\n')) ?? [];
  return load === undefined ? null : Number(load);
}

/** `tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=1,fd=3))`; IPv6 listeners that take IPv4 too say `*`. */
export const readListeners = (text: string): readonly Listener[] =>
  text.split('\n').flatMap(line => {
    const [protocol, , , , local = ''] = line.trim().split(/\s+/);
    const [, address = '', port = ''] = /^(.*):(\d+)$/.exec(local) ?? [];
    if ((protocol !== 'tcp' && protocol !== 'udp') || port === '') return [];
    const bare = address.replace(/%.*$/, '').replace(/^\[(.*)\]$/, '$1');
    if (bare.includes(':') && bare !== '::') return [];
    return [
      {
        protocol,
        address: ['0.0.0.0', '*', '::'].includes(bare) ? '*' : bare,
        port: Number(port),
        program: /\(\("([^"]+)"/.exec(line)?.[1] ?? 'a program',
      },
    ];
  });
