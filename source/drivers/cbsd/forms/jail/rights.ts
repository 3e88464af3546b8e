import {type Row, tableOf} from '../row.ts';
import {fromJailProfile} from './lookup.ts';

const rights = tableOf('rights', fromJailProfile);
const mounts = tableOf('mounts', fromJailProfile);

/** CBSD's own form loses fourteen of these on the way to its file (cbsd-create 1.3); here each arrives. */
export const jailRights: readonly Row[] = rights
  .flags([
    ['allow_mount', 'Mount', '1', 'Mount and unmount file systems that are made for jails.'],
    ['allow_devfs', 'Mount devfs', '1', 'Mount devfs.'],
    ['allow_nullfs', 'Mount nullfs', '1', 'Mount nullfs.'],
    ['allow_fdescfs', 'Mount fdescfs', '1', 'Mount fdescfs.'],
    ['allow_procfs', 'Mount procfs', '1', 'Mount procfs.'],
    ['allow_tmpfs', 'Mount tmpfs', '1', 'Mount tmpfs.'],
    ['allow_fusefs', 'Mount fusefs', '0', 'Mount FUSE file systems.'],
    ['allow_linprocfs', 'Mount linprocfs', '0', 'Mount Linux’s procfs.'],
    ['allow_linsysfs', 'Mount linsysfs', '0', 'Mount Linux’s sysfs.'],
    ['allow_zfs', 'Manage ZFS', '0', 'Manage the datasets that are handed to it.'],
    ['allow_dying', 'Reuse while dying', '1', 'Change it while an older one of its name still dies.'],
    ['allow_reserved_ports', 'Ports below 1024', '1', 'Bind them as root.'],
    ['allow_raw_sockets', 'Raw sockets', '0', 'ping, traceroute, and reading what others send.'],
    [
      'allow_sysvipc',
      'Old System V IPC',
      '0',
      'The old way to give it System V IPC; see sysvsem, sysvshm and sysvmsg.',
    ],
    ['allow_unprivileged_proc_debug', 'Debuggers', '1', 'Users may debug their own processes.'],
    ['allow_mlock', 'Lock memory', '0', 'Lock pages in memory.'],
    ['allow_nfsd', 'NFS server', '0', 'Run nfsd; needs a network stack of its own.'],
    ['allow_read_msgbuf', 'Kernel messages', '0', 'Users may read the kernel’s message buffer.'],
    ['allow_vmm', 'Run bhyve', '0', 'Run VMs of its own.'],
    ['allow_kmem', 'Kernel memory', '0', 'Read and write /dev/kmem: root in it is root on the node.'],
  ])
  .map(row =>
    row.id === 'allow_kmem'
      ? {...row, warn: value => (value === '1' ? 'Root in the jail can then do everything on the node.' : null)}
      : row,
  );

export const jailMounts: readonly Row[] = [
  ...mounts.flags([
    ['mount_devfs', 'devfs', '1', 'Mount devfs on its /dev.'],
    ['mount_fdescfs', 'fdescfs', '1', 'Mount fdescfs on its /dev/fd.'],
    ['mount_procfs', 'procfs', '0', 'Mount procfs on its /proc.'],
    ['mount_linprocfs', 'linprocfs', '0', 'Mount Linux’s procfs.'],
    ['mount_linsysfs', 'linsysfs', '0', 'Mount Linux’s sysfs.'],
    ['mount_ports', 'Ports tree', '1', 'Mount the node’s /usr/ports.'],
    ['mount_src', 'Sources', '0', 'Mount the node’s /usr/src.'],
    ['mount_obj', 'Built objects', '0', 'Mount the node’s /usr/obj.'],
    ['mount_kernel', 'Kernel', '0', 'Mount the node’s /boot/kernel.'],
  ]),
];
