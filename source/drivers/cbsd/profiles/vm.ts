import {cannotCarry} from '../../../text/carry.ts';
import {firstProblem, type Layer, merged} from './layers.ts';
import type {ProfileHost, ProfileValue, VmProfile} from './profile.ts';

/** One VM profile, merged as bcreate does: shipped defaults, shipped profile, the node's defaults, the node's profile. */
export function vmProfile(
  fileName: string,
  layers: readonly Layer[],
  base: readonly Layer[],
  host: ProfileHost,
): VmProfile {
  const row = (layer: Layer, inProfile: boolean) => ({
    layer,
    origin: inProfile ? ('profile' as const) : layer.own ? ('node' as const) : ('CBSD' as const),
  });
  const values = merged(
    [false, true].flatMap(own => [
      ...base.filter(layer => layer.own === own).map(layer => row(layer, false)),
      ...layers.filter(layer => layer.own === own).map(layer => row(layer, true)),
    ]),
  );
  const [, osType = '', filed = ''] = /^vm-([a-z0-9]+)-(.+)\.conf$/.exec(fileName) ?? [];
  const name = values.get('vm_profile')?.value || filed;
  return {
    name,
    osType,
    cloud: values.get('is_cloud')?.value === '1',
    title: values.get('long_description')?.value || name,
    file: layers.at(-1)?.file.path ?? '',
    values,
    broken: firstProblem([...base, ...layers]) ?? unusable(`${osType}-${filed}`, name, osType, layers, values, host),
  };
}

/** The mistakes that ship with CBSD (cbsd-create 3.8) and what else would fail only after the create. */
function unusable(
  filed: string,
  name: string,
  osType: string,
  layers: readonly Layer[],
  values: ReadonlyMap<string, ProfileValue>,
  host: ProfileHost,
): string | null {
  const text = (key: string): string => values.get(key)?.value ?? '';
  const computed = ['vm_profile', 'vm_os_type', 'register_iso_name', 'iso_img'].find(key =>
    layers.some(layer => layer.content.computed.has(key)),
  );
  const arch = sameArch(text('vm_arch') || 'amd64');
  if (computed) return `Its ${computed} comes from a command, which is not run to find out.`;
  if (!/^[A-Za-z0-9._+/-]+$/.test(layers.at(-1)?.file.path ?? '') || !/^[A-Za-z0-9._+-]+$/.test(name))
    return 'Its name holds characters that no command can carry.';
  if (`${text('vm_os_type') || osType}-${name}` !== filed)
    return `Its file is vm-${filed}.conf and calls itself ${text('vm_os_type') || osType}-${name}, so bcreate would not find it.`;
  if (text('bhyve_active') !== '1') return 'It is not made for bhyve (bhyve_active=0).';
  if (text('from_jail') === '1') return 'It makes a VM out of a jail, which is not offered here.';
  if (arch !== sameArch(host.arch)) return `It is for ${arch}, and this node is ${host.arch}.`;
  const odd = ['register_iso_name', 'iso_img_dist', 'register_iso_as'].find(
    key => !/^[A-Za-z0-9._+-]*$/.test(text(key)),
  );
  if (odd) return `Its ${odd} is no plain file name.`;
  const wild = ['ci_template', 'ci_interface_name', 'ci_user_add', 'default_jailname'].find(key =>
    cannotCarry(text(key)),
  );
  return wild ? `Its ${wild} ${cannotCarry(text(wild))}.` : null;
}

const sameArch = (arch: string): string => (arch === 'arm64' ? 'aarch64' : arch);
