import type {FormView} from '../../../model/form.ts';
import {bareAddress, firstHost, parseAddress} from '../../../text/address.ts';
import {cannotCarry} from '../../../text/carry.ts';
import {parseSize} from '../../../text/units.ts';
import {profileValue, type VmProfile} from '../profiles/profile.ts';
import {effective, given, valueIn} from './finish.ts';
import {formSettings, type Setting} from './settings.ts';

/** Ids of ours, and those that stand in the file in another form. */
const own = new Set(
  (
    'jname vm_os_type vm_os_profile start vm_package ip4_addr ci_ip4_addr ci_gw4 ci_ip4_addr2 ci_user_add ci_user_pubkey ' +
    'ci_user_pubkey2 ci_user_gecos ci_user_home ci_user_shell ci_user_member_groups ci_user_pw_user ci_user_pw_root vnc_password'
  ).split(' '),
);

/** What a profile says and no field shows; bcreate reads the profile too, so what no file can carry is left to it. */
const profileKeys =
  'iso_site iso_img iso_img_type register_iso_name register_iso_as ci_template ci_interface_name ci_adjust_inteface_helper is_cloud sectorsize'.split(
    ' ',
  );

/** The addresses of a cloud image with their prefixes, as they were settled. */
export type CloudNet = {readonly address: string; readonly address2: string};

export function vmSettings(view: FormView, net: CloudNet, profile: VmProfile): readonly Setting[] {
  const get = valueIn(view);
  const medium = get('vm_iso_path');
  return [
    ['jname', get('jname')],
    ['emulator', 'bhyve'],
    ['vm_os_type', get('vm_os_type')],
    ['vm_os_profile', get('vm_os_profile')],
    ['ip4_addr', profile.cloud ? bareList(net.address) : get('ip4_addr')],
    ...formSettings(view, own),
    ...profileKeys.flatMap((key): readonly Setting[] => {
      const value = profileValue(profile, key);
      if (medium !== '' && /^(iso_|register_iso_)/.test(key)) return [[key, key === 'register_iso_as' ? medium : '']];
      return value === '' || cannotCarry(value) ? [] : [[key, value]];
    }),
    ...screenPassword(view),
    ...(profile.cloud ? cloud(view, net) : []),
  ];
}

/** Without a password of one's own CBSD would take the one that everybody knows. */
function screenPassword(view: FormView): readonly Setting[] {
  return [['vnc_password', {secret: given(view, 'vnc_password') ? 'vnc_password' : 'vnc_password:random'}]];
}

function cloud(view: FormView, net: CloudNet): readonly Setting[] {
  const get = valueIn(view);
  const password = (id: string): Setting => [id, given(view, id) ? {secret: `${id}:crypt`} : '*'];
  const gateway = gatewayOf(get('ci_gw4'), net.address);
  return [
    ['ci_ip4_addr', net.address],
    ...(gateway ? [['ci_gw4', gateway] as const] : []),
    ...(net.address2 ? [['ci_ip4_addr2', net.address2] as const] : []),
    ['ci_interface', get('interface')],
    ...(get('interface2') ? [['ci_interface2', get('interface2')] as const] : []),
    ['ci_user_add', get('ci_user_add')],
    password('ci_user_pw_user'),
    password('ci_user_pw_root'),
    ...keys(get('ci_user_pubkey'), get('ci_user_pubkey2')),
    ...get('ci_user_add')
      .split(' ')
      .flatMap((login): readonly Setting[] => [
        [`ci_user_gecos_${login}`, get('ci_user_gecos') || login],
        [`ci_user_home_${login}`, get('ci_user_home') || `/home/${login}`],
        [`ci_user_shell_${login}`, get('ci_user_shell')],
        [`ci_user_member_groups_${login}`, get('ci_user_member_groups')],
        ...(get('ci_user_pubkey') ? [[`ci_user_pubkey_${login}`, get('ci_user_pubkey')] as const] : []),
      ]),
  ];
}

const keys = (first: string, second: string): readonly Setting[] => [
  ...(first ? [['ci_user_pubkey', first] as const] : []),
  ...(second ? [['ci_user_pubkey2', second] as const] : []),
];

/** bcreate does not resolve `auto` (cbsd-create 4.3.6); empty: none. */
export function gatewayOf(wish: string, addresses: string): string {
  if (wish !== 'auto') return wish === '0' ? '' : wish;
  for (const member of addresses.split(',')) {
    const parsed = parseAddress(member);
    const first = parsed?.version === 4 ? firstHost(parsed.text, parsed.prefix ?? 24) : null;
    if (first && first !== parsed?.text) return first;
  }
  return '';
}

const bareList = (list: string): string =>
  list
    .split(',')
    .map(member => bareAddress(member) ?? member)
    .join(',');

/** What the VM's own table must say afterwards; CBSD stores memory in bytes. */
export function expectedVm(view: FormView, net: CloudNet, profile: VmProfile): Readonly<Record<string, string>> {
  const get = valueIn(view);
  const both = [net.address, net.address2].filter(Boolean).join(',');
  const answered = view.fields.filter(
    field => field.visible && field.answered && columns.has(field.id) && field.value !== '',
  );
  return {
    vm_os_type: get('vm_os_type'),
    vm_os_profile: get('vm_os_profile'),
    vm_cpus: get('vm_cpus'),
    astart: get('astart'),
    ...Object.fromEntries(
      answered
        .filter(field => !(field.id === 'uuid' && field.value === '0'))
        .map(field => [field.id, effective(field)]),
    ),
    vm_ram: String(parseSize(get('vm_ram')) ?? ''),
    ...(given(view, 'host_hostname') ? {host_hostname: get('host_hostname')} : {}),
    ...(profile.cloud && bareAddress(net.address.split(',')[0] ?? '') ? {ip4_addr: bareList(both)} : {}),
  };
}

/** Fields that are columns of a VM's table `settings` and are stored as they are (cbsd-ops 4.5). */
const columns: ReadonlySet<string> = new Set(
  (
    'astart vm_cpus vm_boot bhyve_flags vm_vnc_port virtio_type bhyve_vnc_tcp_bind bhyve_vnc_resolution cd_vnc_wait protected hidden ' +
    'vm_hostbridge vm_efi bhyve_generate_acpi bhyve_wire_memory bhyve_rts_keeps_utc bhyve_force_msi_irq bhyve_x2apic_mode ' +
    'bhyve_mptable_gen bhyve_ignore_msr_acc bhyve_vnc_vgaconf media_auto_eject vm_cpu_topology debug_engine xhci cd_boot_firmware ' +
    'jailed on_poweroff on_reboot on_crash soundhw bhyve_cmd double_acpi virtio_rnd hdd_boot_firmware chrooted uuid ' +
    'bhyverun_wrapper tags fbuf tablet boot_delay cpuset efi_firmware bhyve_vnc_kbdlayout tpm'
  ).split(' '),
);
