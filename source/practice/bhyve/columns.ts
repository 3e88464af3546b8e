/** What `bget` knows, in its order; all but `gid` are columns of the VM's own table `settings`. */
export const settingsColumns: readonly string[] = words(`
  created astart vm_cpus vm_ram vm_os_type vm_boot vm_os_profile bhyve_flags vm_vnc_port virtio_type bhyve_vnc_tcp_bind
  bhyve_vnc_resolution cd_vnc_wait protected hidden maintenance ip4_addr vnc_password state_time vm_hostbridge vm_iso_path
  vm_console vm_efi vm_rd_port bhyve_generate_acpi bhyve_wire_memory bhyve_rts_keeps_utc bhyve_force_msi_irq bhyve_x2apic_mode
  bhyve_mptable_gen bhyve_ignore_msr_acc bhyve_vnc_vgaconf media_auto_eject vm_cpu_topology debug_engine xhci cd_boot_firmware
  jailed vm_iso_path2 on_poweroff on_reboot on_crash vm_zfs_guid vnc_port soundhw bhyve_cmd double_acpi virtio_rnd
  hdd_boot_firmware chrooted uuid bhyverun_wrapper bhyvestop_wrapper tags fbuf tablet boot_delay cpuset efi_firmware
  bhyve_vnc_kbdlayout pid_wait tpm`);

/** The columns of the table `bhyve` in local.sqlite, in CBSD's order: the older copy of the settings. */
export const indexColumns: readonly string[] = words(`
  jname astart vm_cpus vm_ram vm_os_type vm_boot virtio_type vm_hostbridge bhyve_flags vm_os_profile vm_iso_path vm_console vm_efi
  vm_vnc_port vm_rd_port protected hidden bhyve_generate_acpi bhyve_wire_memory bhyve_rts_keeps_utc bhyve_force_msi_irq
  bhyve_x2apic_mode bhyve_mptable_gen bhyve_ignore_msr_acc cd_vnc_wait bhyve_vnc_resolution bhyve_vnc_tcp_bind maintenance
  ip4_addr vnc_password bhyve_vnc_vgaconf vm_cpu_topology debug_engine xhci cd_boot_firmware jailed vm_iso_path2 on_poweroff
  on_reboot on_crash soundhw bhyve_cmd vm_zfs_guid mnt_start mnt_stop double_acpi virtio_rnd hdd_boot_firmware chrooted uuid
  bhyverun_wrapper bhyvestop_wrapper tags fbuf tablet boot_delay cpuset efi_firmware bhyve_vnc_kbdlayout pid_wait tpm`);

/** `soundhw` comes twice, as it does for CBSD: setting it is reported twice. */
export const settableColumns: readonly string[] = [
  ...indexColumns,
  ...words('nice vm_pid soundhw soundhw_play soundhw_rec nic_ratelimit dsk_iops_limit dsk_mbps_limit gid'),
];

/** The columns of `settings` that a VM's state is read from; the others come from the table `bhyve`. */
export const liveColumns: readonly string[] = words(`
  astart vm_cpus vm_ram vm_os_type vm_boot vm_os_profile vnc_port virtio_type bhyve_vnc_tcp_bind bhyve_vnc_resolution cd_vnc_wait
  protected hidden maintenance ip4_addr vnc_password vm_hostbridge vm_iso_path vm_console vm_efi bhyve_generate_acpi
  bhyve_wire_memory bhyve_rts_keeps_utc bhyve_force_msi_irq bhyve_x2apic_mode bhyve_mptable_gen bhyve_ignore_msr_acc
  bhyve_vnc_vgaconf vm_cpu_topology debug_engine soundhw double_acpi virtio_rnd uuid boot_delay cpuset bhyve_cmd efi_firmware
  bhyve_vnc_kbdlayout pid_wait tpm`);

/** What `bcreate` takes beside `jconf`, `inter` and `removejconf`. Two names are glued together there: it knows neither. */
export const createParameters: readonly string[] = words(`
  relative_path jname path data rcconf host_hostname ip4_addr astart nic_hwaddr nic_ratelimit zfs_snapsrc runasap interface
  rctl_nice emulator imgsize imgtype vm_cpus vm_ram vm_os_type vm_efi iso_site iso_img register_iso_name register_iso_as
  vm_hostbridge bhyve_flags virtio_type vm_os_profile swapsize vm_iso_path vm_guestfs vm_vnc_port bhyve_generate_acpi
  bhyve_wire_memory bhyve_rts_keeps_utc bhyve_force_msi_irq bhyve_x2apic_mode bhyve_mptable_gen bhyve_ignore_msr_acc cd_vnc_wait
  bhyve_vnc_resolution bhyve_vnc_tcp_bind bhyve_vnc_vgaconf nic_driver vnc_password media_auto_eject vm_cpu_topology debug_engine
  xhci cd_boot_firmware jailed chrooted on_poweroff on_reboot on_crash is_cloud ci_jname ci_fqdn ci_template ci_interface
  ci_ip4_addr ci_gw4 ci_nameserver_address ci_nameserver_searchci_adjust_inteface_helper ci_user_add ci_user_pw_user
  ci_user_pw_root ci_user_pubkey ci_user_pubkey2 uuid ci_interface_mtu ci_ip4_addr2 ci_gw42 ci_interface_mtu2 interface2
  ci_interface2 nic_flags nic2_flags bhyve_vnc_kbdlayout progress_state_file extra_profile_dir flavor vars_img tpm`);

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
