/** The node database as CBSD 14.1.3a makes it: guests, bases, the node itself. */
export const nodeSchema = `
  CREATE TABLE unconfigured (
    items text default null
  );
  CREATE TABLE local (
    nodename text default null unique PRIMARY KEY, hostname text default null, nodeip text default null,
    nodedescr text default null, jnameserver text default null, nodeippool text default null,
    natip text default null, nat_enable text default null, fbsdrepo boolean default 1, mdtmp integer default 0,
    repo text default null, workdir text default null, ipfw_enable boolean default 0, fs text default null,
    zfsfeat boolean default 0, jail_interface text default null, ncpu integer default 0, physmem integer default 0,
    memtype text default null, disks text default null, cpumodel text default null, cpufreq integer default 0,
    kernhz integer default 0, sched text default null, eventtimer text default null, nics text default null,
    parallel integer default 5, stable integer default 0, osrelease text default null, hostarch text default null,
    vimage_feature boolean default 0, racct integer, sqlreplica integer default 1, domain text default 0,
    platform text default 0, hammerfeat boolean default 0, node_ip4_active boolean default 0,
    node_ip6_active boolean default 0, la text default 0, is_virtual text default 0, freemem integer default 0,
    statsd_bhyve_enable boolean default 0, statsd_jail_enable boolean default 0,
    statsd_hoster_enable boolean default 0, cbsdver text default unknown, nodeip6pool text default null,
    nodeip6 text default null, jail_feat integer default 1, xen_feat integer default 1,
    bhyve_feat integer default 1, default_vs boolean default 0
  );
  CREATE TABLE jails (
    jname text default 0 unique PRIMARY KEY, jid integer default 0, path text default 0,
    host_hostname text default 0, ip4_addr text default 0, mount_devfs boolean default 0,
    allow_mount boolean default 0, allow_devfs boolean default 0, allow_nullfs boolean default 0,
    mount_fstab boolean default 0, mkhostsfile boolean default 0, devfs_ruleset integer default 0,
    interface text default 0, basename text default 0, slavenode text default 0, baserw boolean default 0,
    mount_src boolean default 0, mount_obj boolean default 0, mount_kernel text default 0,
    mount_ports boolean default 0, astart integer default 0, data text default 0, vnet boolean default 0,
    applytpl boolean default 0, mdsize integer default 0, rcconf text default 0, floatresolv boolean default 0,
    ver text default 0, arch text default 0, masterhost text default 0, exec_start text default 0,
    exec_stop text default 0, exec_poststart text default 0, exec_poststop text default 0,
    exec_prestart text default 0, exec_prestop text default 0, exec_master_poststart text default 0,
    exec_master_poststop text default 0, exec_master_prestart text default 0, exec_master_prestop text default 0,
    status integer default 0, exec_timeout integer default 0, exec_fib integer default 0,
    stop_timeout integer default 10, mount_fdescfs integer default 1, allow_dying integer default 1,
    depend text default 0, allow_procfs integer default 1, allow_tmpfs integer default 0,
    allow_zfs integer default 1, cpuset text default 0, emulator text default "jail",
    emulator_flags text default 0, allow_kmem integer default 0, exec_consolelog text default 0,
    jdomain text default 0, b_order integer default 0, allow_fdescfs boolean default 0,
    allow_sysvipc text default "new", protected integer default 0, hidden integer default 0,
    maintenance text default 0, name text default '', allow_reserved_ports integer default 1,
    childrenmax integer default 0, persist integer default 1, enforce_statfs integer default 1,
    state_time TIMESTAMP DATE DEFAULT 0, allow_raw_sockets boolean default 0, allow_fusefs boolean default 0,
    allow_linprocfs boolean default 0, allow_linsysfs boolean default 0, allow_read_msgbuf boolean default 0,
    allow_vmm boolean default 0, allow_unprivileged_proc_debug boolean default 1, sysvsem text default "new",
    sysvshm text default "new", sysvmsg text default "new", mnt_start text default 0, mnt_stop text default 0,
    allow_mlock integer default 0, mount_procfs boolean default 0, mount_linprocfs boolean default 0,
    mount_linsysfs boolean default 0, gid UNSIGNED INTEGER DEFAULT 0, tags text default "0",
    ci_gw4 text default "0", zfs_encryption text default "0", boot_delay integer default 0,
    allow_nfsd integer default 0, jnameserver text default "0"
  );
  CREATE TABLE carp (
    id INTEGER PRIMARY KEY AUTOINCREMENT, vhid integer default 1, advskew integer default 1,
    pass text default pass, interface text default auto, state text default master
  );
  CREATE TABLE bsdbase (
    idx INTEGER PRIMARY KEY AUTOINCREMENT, platform TEXT DEFAULT NULL, name TEXT DEFAULT 'base',
    arch TEXT DEFAULT NULL, targetarch TEXT DEFAULT NULL, ver TEXT DEFAULT NULL, stable INTEGER DEFAULT '0' NULL,
    elf TEXT DEFAULT NULL, date TIMESTAMP DATE DEFAULT (datetime('now','localtime')), status integer default 0,
    source TEXT DEFAULT NULL, basename text default 0
  );
  CREATE TABLE bsdkernel (
    idx INTEGER PRIMARY KEY AUTOINCREMENT, platform TEXT DEFAULT NULL, name TEXT DEFAULT 'kernel',
    arch TEXT DEFAULT NULL, targetarch TEXT DEFAULT NULL, ver TEXT DEFAULT NULL, stable INTEGER DEFAULT '0' NULL,
    elf TEXT DEFAULT NULL, date TIMESTAMP DATE DEFAULT (datetime('now','localtime')), status integer default 0,
    source TEXT DEFAULT NULL
  );
  CREATE TABLE bsdsrc (
    idx INTEGER PRIMARY KEY AUTOINCREMENT, platform TEXT DEFAULT NULL, name TEXT DEFAULT 'src',
    ver TEXT DEFAULT NULL, rev TEXT DEFAULT NULL, date TIMESTAMP DATE DEFAULT (datetime('now','localtime')),
    status integer default 0, source TEXT DEFAULT NULL
  );
  CREATE TABLE vale (
    idx INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, group_id INTEGER DEFAULT 0
  );
  CREATE TABLE vale_ports (
    idx INTEGER PRIMARY KEY AUTOINCREMENT, jname TEXT DEFAULT '', vale_id INTEGER DEFAULT 0,
    port_id INTEGER DEFAULT 0
  );
  CREATE TABLE forms (
    idx INTEGER PRIMARY KEY AUTOINCREMENT, mytable VARCHAR(255) DEFAULT '', group_id INTEGER DEFAULT 1,
    order_id INTEGER DEFAULT 1, param TEXT DEFAULT NULL, desc TEXT DEFAULT NULL, def TEXT DEFAULT NULL,
    cur TEXT DEFAULT NULL, new TEXT DEFAULT NULL, mandatory INTEGER DEFAULT 0, attr TEXT DEFAULT NULL,
    xattr TEXT DEFAULT NULL, type VARCHAR(255) DEFAULT 'inputbox', link VARCHAR(255) DEFAULT '',
    groupname VARCHAR(128) DEFAULT ''
  );
  CREATE TABLE system (
    helpername TEXT DEFAULT NULL, helperdesc TEXT DEFAULT NULL, version INTEGER DEFAULT 0,
    packages INTEGER DEFAULT 0, have_restart INTEGER DEFAULT 0, longdesc TEXT DEFAULT NULL, title TEXT DEFAULT ''
  );
  CREATE TABLE rctl (
    jname text default 0 unique, datasize integer default 0, stacksize integer default 0,
    coredumpsize integer default 0, memoryuse integer default 0, memorylocked integer default 0,
    maxproc integer default 0, openfiles integer default 0, vmemoryuse integer default 0,
    pseudoterminals integer default 0, swapuse integer default 0, nthr integer default 0,
    msgqqueued integer default 0, msgqsize integer default 0, nmsgq integer default 0, nsem integer default 0,
    nsemop integer default 0, nshm integer default 0, shmsize integer default 0, wallclock integer default 0,
    pcpu integer default 0, readbps integer default 0, writebps integer default 0, readiops integer default 0,
    writeiops integer default 0, cpu integer default 0, fsquota integer default 0, nice integer default 1,
    bw integer default 0, FOREIGN KEY(jname) REFERENCES jails(jname)
  );
  CREATE TABLE bhyve (
    jname text default 0 unique, astart, vm_cpus integer default 1, vm_ram integer default 536870912,
    vm_os_type text default freebsd, vm_boot text default hdd, virtio_type text default "ahci-hd",
    vm_hostbridge text default "hostbridge", bhyve_flags text default 0, vm_os_profile text default 0,
    vm_iso_path text default 0, vm_console text default "tmux", vm_efi text default "none",
    vm_vnc_port integer default 0, vm_rd_port integer default 0, protected integer default 0,
    hidden integer default 0, bhyve_generate_acpi integer default 1, bhyve_wire_memory integer default 0,
    bhyve_rts_keeps_utc integer default 0, bhyve_force_msi_irq integer default 0,
    bhyve_x2apic_mode integer default 0, bhyve_mptable_gen integer default 1,
    bhyve_ignore_msr_acc integer default 0, cd_vnc_wait integer default 0,
    bhyve_vnc_resolution text default "1024x768", bhyve_vnc_tcp_bind, maintenance text default 0,
    ip4_addr text default 'DHCP', vnc_password text default '', bhyve_vnc_vgaconf text default 'io',
    vm_cpu_topology, debug_engine text default "none", xhci integer default 0,
    cd_boot_firmware text default "bhyve", jailed text default "0", vm_iso_path2 text default 0,
    on_poweroff text default "destroy", on_reboot text default "restart", on_crash text default "destroy", soundhw,
    bhyve_cmd text default "/usr/sbin/bhyve", vm_zfs_guid, mnt_start text default 0, mnt_stop text default 0,
    double_acpi integer default 1, virtio_rnd integer default 0, hdd_boot_firmware text default "0",
    chrooted text default "0", uuid, bhyverun_wrapper text default "/usr/local/cbsd/share/bhyverun.sh",
    bhyvestop_wrapper text default "0", tags text default "0", fbuf integer default 1, tablet integer default 1,
    boot_delay integer default 0, cpuset text default "0",
    efi_firmware text default "/usr/local/cbsd/upgrade/patch/efi.fd", bhyve_vnc_kbdlayout text default '0',
    pid_wait integer default 1, tpm text default "0", FOREIGN KEY(jname) REFERENCES jails(jname)
  );
  CREATE TABLE bhyveppt (
    ppt VARCHAR(64) UNIQUE DEFAULT '', device TEXT DEFAULT NULL, vendor TEXT DEFAULT NULL, jname TEXT DEFAULT 0,
    rom TEXT DEFAULT 0, class TEXT DEFAULT 0, subclass TEXT DEFAULT 0
  );
  CREATE TABLE virtualbox (
    jname text default 0 unique, astart, vm_cpus integer default 1, vm_ram integer default 536870912,
    vm_os_type text default freebsd, vm_boot text default hdd, virtio_type text default "ahci-hd",
    vm_hostbridge text default "hostbridge", bhyve_flags, vm_os_profile text default 0, vm_iso_path text default 0,
    vm_console text default "tmux", vm_vnc_port integer default 0, vm_rd_port integer default 0,
    vm_iso_path2 text default 0, FOREIGN KEY(jname) REFERENCES jails(jname)
  );
  CREATE TABLE xen (
    jname text default 0 unique, astart, vm_cpus integer default 1, vm_ram integer default 536870912,
    FOREIGN KEY(jname) REFERENCES jails(jname)
  );
  CREATE TABLE qemu (
    jname text default 0 unique, astart, vm_cpus integer default 1, vm_ram integer default 536870912,
    FOREIGN KEY(jname) REFERENCES jails(jname)
  );
  CREATE TABLE vnetnic (
    id INTEGER PRIMARY KEY AUTOINCREMENT, jname text default 0, nic_order integer default 0,
    nic_parent integer default 0, nic_hwaddr text default 0, FOREIGN KEY(jname) REFERENCES jails(jname)
  );
  CREATE TABLE vmpackages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, description TEXT DEFAULT '',
    pkg_vm_ram integer default 1, pkg_vm_disk integer default 1, pkg_vm_cpus integer default 1,
    owner TEXT DEFAULT '', timestamp TIMESTAMP DATE DEFAULT (datetime('now','localtime'))
  );
  CREATE TABLE vm_cpu_topology (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(64) UNIQUE NOT NULL, description TEXT DEFAULT '',
    sockets integer default 1, cores integer default 1, threads integer default 1
  );
  CREATE TABLE storage_pools (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, name TEXT NOT NULL, driver TEXT NOT NULL, description TEXT,
    poolpath TEXT NOT NULL, state INTEGER NOT NULL DEFAULT 0, UNIQUE (name)
  );
  CREATE TABLE net (
    nic TEXT DEFAULT NULL UNIQUE PRIMARY KEY, mac TEXT DEFAULT NULL, type TEXT DEFAULT NULL,
    media TEXT DEFAULT NULL, ip4 TEXT DEFAULT NULL, ip6 TEXT DEFAULT NULL, mask4 TEXT DEFAULT NULL,
    mask6 TEXT DEFAULT NULL, status TEXT DEFAULT NULL, usr1 TEXT DEFAULT NULL, usr2 TEXT DEFAULT NULL,
    usr3 TEXT DEFAULT NULL, hwaddr TEXT DEFAULT NULL
  );
  CREATE TABLE gw (
    gw TEXT DEFAULT NULL UNIQUE PRIMARY KEY, val TEXT DEFAULT NULL
  );
`;
