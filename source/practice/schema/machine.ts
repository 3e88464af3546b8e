/** A virtual machine’s own database. */
export const machineSchema = `
  CREATE TABLE bhyvedsk (
    jname text default 0, dsk_controller text default "virtio-blk", dsk_path text default 0,
    dsk_slot integer default 0, dsk_type text default vhd, dsk_size integer default 0, dsk_gzip integer default 0,
    dsk_conf text default 0, dsk_ro boolean default 0, dsk_sectorsize integer default 512,
    dsk_nocache boolean default 0, dsk_direct boolean default 0, dsk_comment text default '',
    dsk_lun integer default 0, dsk_readbps integer default 0, dsk_readiops integer default 0,
    dsk_writebps integer default 0, dsk_writeiops integer default 0, crypto_key text default 0,
    controller_id integer default 0, controller_name text default 0, bootable BOOLEAN DEFAULT 'false' NULL,
    dsk_zfs_guid text default "0", dsk_iops_limit text default "0", dsk_mbps_limit text default "0",
    dsk_serial text default "0", FOREIGN KEY(jname) REFERENCES jails(jname)
  );
  CREATE TABLE bhyve_dskcontroller (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name text UNIQUE default 0, type text default 0, count integer default 8,
    cache text default 0, order_id integer default 0
  );
  CREATE TABLE bhyve_nvme (
    id INTEGER PRIMARY KEY AUTOINCREMENT, devpath text UNIQUE default 0, ram integer default 0,
    maxq integer default 0, qsz, ioslots integer default 0, sectsz integer default 0,
    ser text default "bhyve-CBSD-NVMe"
  );
  CREATE TABLE bhyvenic (
    id INTEGER PRIMARY KEY AUTOINCREMENT, jname text default 0, nic_order integer default 0,
    nic_driver text default "vtnet", nic_slot text default 0, nic_type text default 0,
    nic_parent text default "auto", nic_hwaddr text default 0, nic_address text default 0,
    nic_mtu integer default 0, nic_persistent integer default 0, nic_ratelimit text default 0,
    nic_flags text default "0", FOREIGN KEY(jname) REFERENCES jails(jname)
  );
  CREATE TABLE p9shares (
    p9path TEXT NOT NULL, p9device VARCHAR(64) UNIQUE NOT NULL, ro BOOLEAN DEFAULT 'false' NULL,
    options TEXT DEFAULT 0
  );
  CREATE TABLE pcibus (
    idx INTEGER PRIMARY KEY AUTOINCREMENT, pcislot_name TEXT, pcislot_bus integer default 0,
    pcislot_pcislot integer default 0, pcislot_function integer default 0, pcislot_desc text default "none",
    modified BOOLEAN DEFAULT 'false' NULL
  );
  CREATE TABLE pcibus_run (
    idx INTEGER PRIMARY KEY AUTOINCREMENT, pcislot_name TEXT, pcislot_bus integer default 0,
    pcislot_pcislot integer default 0, pcislot_function integer default 0, pcislot_desc text default "none",
    modified BOOLEAN DEFAULT 'false' NULL
  );
  CREATE TABLE cpu_topology (
    sockets INTEGER DEFAULT 1, cores INTEGER DEFAULT 1, threads INTEGER DEFAULT 1
  );
  CREATE TABLE settings (
    created TIMESTAMP DATE DEFAULT (datetime('now','localtime')), astart integer default 0,
    vm_cpus integer default 1, vm_ram integer default 536870912, vm_os_type text default freebsd,
    vm_boot text default hdd, vm_os_profile text default 0, bhyve_flags text default 0,
    vm_vnc_port integer default 0, virtio_type text default "ahci-hd", bhyve_vnc_tcp_bind text default "127.0.0.1",
    bhyve_vnc_resolution text default "1024x768", cd_vnc_wait integer default 0, protected integer default 0,
    hidden integer default 0, maintenance text default 0, ip4_addr text default 'DHCP',
    vnc_password text default '', state_time TIMESTAMP DATE DEFAULT (datetime('now','localtime')),
    vm_hostbridge text default "hostbridge", vm_iso_path text default 0, vm_console text default "tmux",
    vm_efi text default "none", vm_rd_port integer default 0, bhyve_generate_acpi integer default 1,
    bhyve_wire_memory integer default 0, bhyve_rts_keeps_utc integer default 0,
    bhyve_force_msi_irq integer default 0, bhyve_x2apic_mode integer default 0,
    bhyve_mptable_gen integer default 1, bhyve_ignore_msr_acc integer default 0,
    bhyve_vnc_vgaconf text default 'io', media_auto_eject integer default 0, vm_cpu_topology text default 0,
    debug_engine text default "none", xhci integer default 1, cd_boot_firmware text default "bhyve",
    jailed text default "0", vm_iso_path2 text default 0, on_poweroff text default "destroy",
    on_reboot text default "restart", on_crash text default "destroy", vm_zfs_guid text default "0",
    vnc_port integer default 0, soundhw text default "none", bhyve_cmd text default "/usr/sbin/bhyve", double_acpi,
    virtio_rnd, hdd_boot_firmware text default "0", chrooted text default "0", uuid text default "0",
    bhyverun_wrapper text default "/usr/local/cbsd/share/bhyverun.sh", bhyvestop_wrapper text default "0",
    tags text default "0", fbuf integer default 1, tablet integer default 1, boot_delay integer default 0,
    cpuset text default "0", efi_firmware text default "/usr/local/cbsd/upgrade/patch/efi.fd",
    bhyve_vnc_kbdlayout text default '0', pid_wait integer default 1, tpm text default '0'
  );
  CREATE TABLE bhyve_soundhw (
    soundhw_play text default "/dev/dsp", soundhw_rec text default "/dev/dsp"
  );
`;
