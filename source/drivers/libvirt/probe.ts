import type {Probe} from '../../model/driver.ts';
import type {Transport} from '../../model/transport.ts';
import {readSections, shell} from '../../text/sections.ts';
import {probeScript} from './look/scripts.ts';

/** Whether libvirt is here and what we may do. null: there is no `virsh`. One command. */
export async function probe(transport: Transport): Promise<Probe | null> {
  const {stdout, exitCode} = await transport.read({argv: shell(probeScript)});
  const sections = readSections(stdout);
  const text = (name: string) => sections.get(name)?.trim() ?? '';
  if (exitCode === null || text('virsh') === '') return null;
  const rights =
    text('uid') === '0' ? 'root' : text('sudo') === 'yes' ? 'sudo' : text('doas') === 'yes' ? 'doas' : 'none';
  const version = (of: string) => new RegExp(`^${of}: .*?([\\d.]+)$`, 'm').exec(text('version'))?.[1] ?? '';
  const tools = text('tools').split('\n');
  return {
    platform: 'libvirt',
    version: version('Using library'),
    rights,
    features: {
      release: text('release').split('\n').reverse().join(', kernel '),
      qemu: version('Running hypervisor'),
      ...Object.fromEntries(
        ['qemu-img', 'cloud-localds', 'nft', 'ss', 'ip'].map(tool => [tool, tools.includes(tool) ? 'yes' : 'no']),
      ),
    },
    missing: [
      ...(version('Running hypervisor') === ''
        ? [`The daemon of libvirt does not answer: ${text('version').split('\n').at(-1) ?? ''}`]
        : []),
      ...(rights === 'none' ? ['Neither root, nor sudo or doas without a password'] : []),
    ],
  };
}
