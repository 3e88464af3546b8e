/** Settings files of a fresh node: `key=value`, divided by ` | ` and lines; `%{` stands for the shell's `${`. */
export const defaultFiles: Readonly<Record<string, string>> = {
  'jail-freebsd-default.conf': `
jail_profile=default | default_profile=default | emulator=jail | jail_active=1
long_description=New empty jail | freejname_script=freejname | default_jailname=jail
default_domain=my.domain | user_pw_root= | jailskeldir=%{workdir}/share/%{platform}-jail-skel
systemskeldir=%{workdir}/share/jail-system-default | removejconf=1 | delpkglist=1 | devfs=YES
devfs_ruleset=4 | allow_mount=1 | allow_nullfs=1 | allow_fdescfs=1 | allow_devfs=1 | exec_timeout=180
exec_fib=0 | stop_timeout=900 | mount_fdescfs=1 | mount_procfs=0 | mount_linprocfs=0 | mount_linsysfs=0
allow_dying=1 | allow_procfs=1 | allow_tmpfs=1 | sysvsem=new | sysvshm=new | sysvmsg=new
allow_reserved_ports=1 | childrenmax=0 | persist=1 | enforce_statfs=1 | baserw=0 | mdsize=0 | mount_src=0
mount_ports=1 | mount_obj=0 | astart=1 | interface=auto | vimage=0 | applytpl=1 | floatresolv=1
mount_devfs=1 | mkhostsfile=1 | basename= | mount_kernel=0 | exec_start=/bin/sh /etc/rc
exec_stop=/bin/sh /etc/rc.shutdown | exec_poststart=0 | exec_poststop=0 | exec_prestart=0 | exec_prestop=0
exec_master_poststart=0 | exec_master_poststop=0 | exec_master_prestart=0 | exec_master_prestop=0
host_hostname=%{jname}.%{default_domain} | path=%{jaildir}/%{jname}
data=%{jaildatadir}/%{jname}-%{jaildatapref} | mount_fstab_old=%{jailfstabdir}/%{jailfstabpref}%{jname}
mount_fstab=%{jailfstabdir}/%{jname}/fstab | rcconf=%{jailrcconfdir}/rc.conf_%{jname} | vnet=0 | ip4_addr=DHCP
pkg_bootstrap=1 | b_order=10 | runasap=0 | allow_raw_sockets=0 | allow_fusefs=0 | allow_linprocfs=0
allow_linsysfs=0 | allow_read_msgbuf=0 | allow_vmm=0 | allow_unprivileged_proc_debug=1 | rctl_nice=1
relative_path=1 | arch=native | ver=native | mnt_start=0 | mnt_stop=0 | allow_mlock=0 | allow_nfsd=0
etcupdate_init=1 | tui_user_root_pw_enable=1 | tui_add_user_enable=1 | tui_services_enable=1
tui_pkg_bootstrap_enable=1 | tui_baserw_enable=1 | tui_ver_enable=1 | tui_arch_enable=1 | tui_pkglist_enable=1
default_ci_ip4_addr=DHCP | default_ci_gw4=0 | jnameserver=0`,
  'bhyve-default-default.conf': `
jail_profile=default | default_profile=default | extra_profile_dir= | emulator=bhyve | default_jailname=bhyve
default_domain=my.domain | systemskeldir=%{workdir}/share/%{emulator}-system-default | removejconf=1
delpkglist=1 | bhyverun_wrapper=/usr/local/cbsd/share/bhyverun.sh | bhyvestop_wrapper=0
bhyve_cmd=/usr/sbin/bhyve | astart=1 | interface=auto | host_hostname=%{jname}.%{default_domain}
path=%{jaildir}/%{jname} | data=%{jaildatadir}/%{jname}-%{jaildatapref} | vm_package=small1 | vm_cpus_min=1
vm_cpus_max=16 | imgsize_min=1g | imtsize_max=native | vm_ram_min=256m | vm_ram_max=native
default_sectorsize=512/4096 | vm_os_type=freebsd | vm_hostbridge=hostbridge | vm_boot=hdd | vm_guestfs=ufs
vm_efi=uefi | vm_console=tmux | dist_site= | iso_site= | iso_img= | iso_site2= | iso_img2=
register_iso_name= | register_iso_as= | vm_vnc_port=0 | bhyve_generate_acpi=1 | bhyve_wire_memory=0
bhyve_rts_keeps_utc=0 | bhyve_force_msi_irq=0 | bhyve_x2apic_mode=0 | bhyve_mptable_gen=1
bhyve_ignore_msr_acc=0 | cd_vnc_wait=1 | default_bhyve_vnc_vgaconf=io | default_bhyve_vnc_kbdlayout=0
default_tpm=0 | efi_firmware=/usr/local/cbsd/upgrade/patch/efi.fd
efi_firmware_csm=/usr/local/cbsd/upgrade/patch/efi_csm.fd | user_pw_root= | pkg_bootstrap=1 | b_order=10
skip_bhyve_check_env=0 | skip_bhyve_init_warning=0 | skip_bhyve_init_virtual_warning=0 | imgtype=zvol
media_auto_eject=1 | sha256sum=0 | CBSD_ISO_SKIP_CHECKSUM=no | vm_cpu_topology=default | debug_engine=none
xhci=1 | tablet=1 | fbuf=1 | cd_boot_firmware=bhyve | hdd_boot_firmware=bhyve | jailed=0 | chrooted=0
on_poweroff=destroy | on_reboot=restart | on_crash=destroy | rctl_nice=1 | create_cbsdsystem_tap=1
relative_path=1 | ip4_addr=DHCP | runasap=0 | is_cloud=0 | default_soundhw=none
default_soundhw_play=/dev/dsp | default_soundhw_rec=/dev/dsp | bhyve_have_net_ratelimit=0
bhyve_have_dsk_ratelimit=0 | mnt_start=0 | mnt_stop=0 | double_acpi=1 | virtio_rnd=0 | uuid=0 | vm_arch=amd64
max_dsk_count=48`,
  'vnc.conf': `
default_vnc_tcp_bind=127.0.0.1 | default_vnc_width=1024 | default_vnc_height=768 | default_vnc_wait=auto
default_vnc_password=cbsd | vnc_default=1 | default_vnc_port=0`,
  'cloud-init.conf': `
default_ci_user_pw_root=* | default_ci_user_add=myuser | default_ci_user_gecos_myuser=myuser user
default_ci_user_home_myuser=/home/myuser | default_ci_user_shell_myuser=/bin/sh
default_ci_user_member_groups_myuser=wheel | default_ci_user_pubkey_myuser=.ssh/id_rsa.pub
default_ci_interface_name=eth | default_ci_interface_mtu=1500 | default_ci_ip4_addr=DHCP | default_ci_gw4=auto
default_ci_nameserver_address=8.8.8.8 | default_ci_nameserver_search=my.domain
default_ci_adjust_inteface_helper=0 | default_ci_user_pw_user=* | default_ci_user_pw_user_lock=1
default_ci_user_pw_root_lock=1`,
};
