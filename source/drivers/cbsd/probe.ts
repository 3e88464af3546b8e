import type {Probe} from '../../model/driver.ts';
import type {Transport} from '../../model/transport.ts';
import {probeScript} from './look/scripts.ts';
import {readSections} from './look/sections.ts';
import {defaultWorkdir, shell} from './paths.ts';
import {readAssignments} from './profiles/shell.ts';

/** Whether CBSD is here, its workdir and what we may do. null: there is no `cbsd` and no workdir. One command. */
export async function probe(transport: Transport): Promise<Probe | null> {
  const {stdout, exitCode} = await transport.read({argv: shell(probeScript)});
  const sections = readSections(stdout);
  const text = (name: string) => sections.get(name)?.trim() ?? '';
  if (exitCode === null || (text('cbsd') === '' && text('workdir') === '')) return null;
  const rights = rightsOf(text('uid'), text('user'), text('sudo'), text('doas'));
  return {
    platform: 'CBSD',
    version: text('version'),
    rights,
    features: {
      workdir: text('workdir') || defaultWorkdir,
      release: text('release'),
      ...abilities(readAssignments(text('inventory'), {}).values, text('vmm')),
    },
    missing: [
      ...(text('workdir') === '' ? ['CBSD is installed and not set up: /etc/rc.conf has no cbsd_workdir'] : []),
      ...(rights === 'none' ? ['Neither root, nor the user cbsd, nor sudo or doas without a password'] : []),
    ],
  };
}

function rightsOf(uid: string, user: string, sudo: string, doas: string): Probe['rights'] {
  if (uid === '0') return 'root';
  if (user === 'cbsd') return 'platform-user';
  return sudo === 'yes' ? 'sudo' : doas === 'yes' ? 'doas' : 'none';
}

/** What the node says of itself in nc.inventory (cbsd-create 6.3), in words. */
function abilities(inventory: ReadonlyMap<string, string>, vmm: string): Readonly<Record<string, string>> {
  if (inventory.size === 0) return {};
  const yes = (key: string) => (inventory.get(key) === '1' ? 'yes' : 'no');
  const nat = inventory.get('nat_enable') ?? '';
  return {
    zfs: yes('zfsfeat'),
    vnet: yes('vimage_feature'),
    vmm: vmm === 'loaded' ? 'yes' : 'not loaded',
    nat: ['', '0', 'disable'].includes(nat) ? 'off' : nat,
  };
}
