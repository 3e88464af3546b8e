import {domainsScript, hostScript} from '../../source/drivers/libvirt/look/scripts.ts';
import {type LibvirtHost, libvirtHost} from '../helpers/libvirt.ts';
import {needs} from '../helpers/skip.ts';
import type {Bench, Figure} from './measure.ts';

export const libvirt: Bench = {
  name: 'libvirt',
  title: 'reading a whole libvirt host, beside one call of virsh for each domain (a daemon of the bench’s own)',
  async run() {
    const why = needs('libvirt');
    if (why !== false) return [];
    const cleaning: (() => unknown)[] = [];
    try {
      const host = await libvirtHost({after: (clean: () => unknown) => void cleaning.push(clean)});
      const figures: Figure[] = [];
      let defined = 0;
      for (const domains of [10, 200, 1000]) {
        await define(host, defined, domains);
        defined = domains;
        figures.push(...(await at(host, domains)));
      }
      return figures;
    } finally {
      for (const clean of cleaning.reverse()) await clean();
    }
  },
};

/** Stopped ones with a disk and a card, by one virsh. */
async function define(host: LibvirtHost, from: number, to: number): Promise<void> {
  const told = await host.on(['sh', '-c', defineScript, 'bench', String(from), String(to)], 300_000);
  if (told.exit !== 0) throw new Error(`the domains of the bench could not be defined: ${told.stderr}`);
}

const defineScript = `
mkdir -p /run/bench; i=$1
while [ "$i" -lt "$2" ]; do
  mac=$(printf '52:54:00:%02x:%02x:%02x' 0 $((i / 256)) $((i % 256)))
  printf "<domain type='qemu'><name>d%d</name><memory>65536</memory><vcpu>1</vcpu><os><type arch='x86_64' machine='pc'>hvm</type></os><devices><disk type='file' device='disk'><source file='/var/lib/libvirt/images/d%d.qcow2'/><target dev='vda' bus='virtio'/></disk><interface type='bridge'><mac address='%s'/><source bridge='br0'/></interface></devices></domain>" "$i" "$i" "$mac" >/run/bench/$i.xml
  echo "define /run/bench/$i.xml"; i=$((i + 1))
done >/run/bench/batch
virsh -q -c qemu:///system "$(tr '\\n' ';' </run/bench/batch)" >/dev/null`;

async function at(host: LibvirtHost, domains: number): Promise<readonly Figure[]> {
  const calls = Math.min(20, domains);
  const [look, one] = [
    () => Promise.all([domainsScript, hostScript].map(text => host.on(['sh', '-c', text]))),
    (name: string) => host.on(['virsh', '-q', '-c', 'qemu:///system', 'dominfo', name]),
  ];
  await look();
  const looked = await least(3, look);
  const each = await least(1, async () => {
    for (let number = 0; number < calls; number += 1) await one(`d${number}`);
  });
  const baseline = (each / calls) * domains;
  return [
    {what: `a look, ${domains} domains`, value: looked, unit: 'ms'},
    {
      what: `beside a virsh for each, ${domains} domains`,
      value: looked / baseline,
      unit: '×',
      goal: domains === 10 ? 0.25 : 0.05,
    },
  ];
}

async function least(rounds: number, action: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    await action();
    times.push(performance.now() - begun);
  }
  return Math.min(...times);
}
