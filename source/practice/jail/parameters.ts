/** CBSD's list of a jail's parameters, in its order (`jcreate --args`): it is what `jget` prints without names. */
export const jailParameters: readonly string[] = `
allow_devfs allow_dying allow_fusefs allow_linprocfs allow_linsysfs allow_kmem allow_mount allow_nullfs allow_fdescfs
allow_procfs allow_raw_sockets allow_read_msgbuf allow_reserved_ports allow_sysvipc allow_tmpfs
allow_unprivileged_proc_debug allow_vmm allow_zfs applytpl arch astart b_order basename baserw childrenmax cpuset data
devfs_ruleset emulator emulator_flags enforce_statfs exec_consolelog exec_fib exec_master_poststart
exec_master_poststop exec_master_prestart exec_master_prestop exec_poststart exec_poststop exec_prestart exec_prestop
exec_start exec_stop exec_timeout floatresolv hidden host_hostname interface ip4_addr jdomain jnameserver masterhost
mdsize mkhostsfile mnt_start mnt_stop mount_devfs mount_fdescfs mount_procfs mount_linprocfs mount_linsysfs mount_fstab
mount_kernel mount_obj mount_ports mount_src nic_hwaddr path persist protected rcconf slavenode stop_timeout sysvsem
sysvshm sysvmsg ver vnet ci_gw4 allow_mlock allow_nfsd gid tags zfs_encryption boot_delay`
  .trim()
  .split(/\s+/);

export const createParameters: readonly string[] = `
autorestart ci_gw4 ci_gw42 ci_interface2 ci_interface_mtu ci_interface_mtu2 ci_ip4_addr ci_ip4_addr2 ci_user_pubkey
customskel delpkglist etcupdate_init flavor from fstablocal inter interface2 jconf jprofile nic2_flags nic_flags
pkg_bootstrap pkglist quiet removejconf runasap sysrc zfs_snapsrc`
  .trim()
  .split(/\s+/);

/** Limits that `jcreate` and `jrctl` take by their bare names. */
export const limitParameters: readonly string[] = `
datasize stacksize coredumpsize memoryuse memorylocked maxproc openfiles vmemoryuse pseudoterminals swapuse nthr
msgqqueued msgqsize nmsgq nsem nsemop nshm shmsize wallclock pcpu readbps writebps readiops writeiops cpu fsquota nice bw`
  .trim()
  .split(/\s+/);
