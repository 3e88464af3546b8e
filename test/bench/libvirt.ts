import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {type LibvirtHost, libvirtHost} from '../helpers/libvirt.ts';
import {needs} from '../helpers/skip.ts';
import type {Looked} from './libvirt-look.ts';
import type {Bench, Figure} from './measure.ts';

const tsx = import.meta.resolve('tsx');
const program = fileURLToPath(import.meta.resolve('./libvirt-look.ts'));

export const libvirt: Bench = {
  name: 'libvirt',
  title: 'reading and understanding a whole libvirt host, beside one call of virsh for each domain (of 20)',
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
virsh -q -c qemu:///system "$(tr '\\n' ';' </run/bench/batch)" >/dev/null
{ echo '<node>'; cat /run/bench/[0-9]*.xml | sed "s/domain type='qemu'/domain type='test'/"; echo '</node>'; } >/run/bench/all.xml`;

/** Both the daemon, and libvirt's own test driver, which answers from a file within virsh: there a call costs nothing but itself. */
const connections = [
  ['test:///', 'test:///run/bench/all.xml'],
  ['its daemon', 'qemu:///system'],
] as const;

async function at(host: LibvirtHost, domains: number): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const [named, uri] of connections) {
    const told = await host.on([process.execPath, '--import', tsx, program, uri, String(domains)], 300_000);
    if (told.exit !== 0) throw new Error(`the look at ${uri} could not be measured: ${told.stderr}`);
    const {look, call}: Looked = JSON.parse(told.stdout);
    figures.push(
      {what: `a look, ${domains} domains, ${named}`, value: look, unit: 'ms'},
      {
        what: `beside a virsh for each, ${domains} domains, ${named}`,
        value: look / (call * domains),
        unit: '×',
        goal: domains === 10 ? 0.25 : 0.05,
      },
    );
  }
  return figures;
}
