import type {CbsdContext} from '../../../../source/drivers/cbsd/context.ts';
import {type Facts, readFacts} from '../../../../source/drivers/cbsd/doctor/facts.ts';
import {context} from '../bench.ts';

/** What the script tells of a host on which nothing is wrong, a section each. */
export const healthy: Readonly<Record<string, string>> = {
  uid: '0',
  user: 'root',
  elevation: '',
  system: 'FreeBSD',
  release: '14.1-RELEASE-p5',
  installed: '14.1-RELEASE-p5',
  userland: '14.1-RELEASE-p6',
  cbsd: '/usr/local/bin/cbsd',
  account: 'uid=150(cbsd) gid=150(cbsd) groups=150(cbsd)',
  distribution: '#!/bin/sh\nmyversion="14.1.3a"\n',
  rcconf:
    'cbsd_workdir="/usr/jails"\ncbsdd_enable="YES"\nkld_list="vmm nmdm if_bridge /boot/kernel/if_tuntap.ko"\ndefaultrouter="192.0.2.1"\n',
  loader: 'zfs_load="YES"\nkern.racct.enable=1 # limits\n',
  workdir: '/usr/jails',
  modules: 'vmm\nnmdm\nif_bridge\nif_tuntap\nzfs\npf',
  figures: [
    ...['hw.physmem=34228690944', 'hw.pagesize=4096', 'vm.stats.vm.v_free_count=7864320'],
    ...['vm.stats.vm.v_inactive_count=0', 'kern.features.vimage=1', 'kern.racct.enable=1', 'kern.vm_guest=none'],
    ...['net.inet.ip.forwarding=1', 'hw.vmm.vmx.initialized=1', 'hw.vmm.svm.num_asids='],
  ].join('\n'),
  'boot-messages': 'CPU: Some CPU\n  Features2=0xfffa3223<SSE3,VMX,POPCNT>\n',
  swap: 'Device          1K-blocks     Used    Avail Capacity\n/dev/ada0p3       2097152        0  2097152     0%',
  programs: 'tmux\nbsddialog',
  noted: '+ TMUX_CMD /usr/local/bin/tmux\n- XL_CMD ',
  cbsdd: 'running',
  clock: '1000',
  processes:
    'sshd: /usr/sbin/sshd [listener] 0 of 10-100 startups (sshd)\n/usr/sbin/ntpd -p /var/db/ntp/ntpd.pid\nbhyve: vm1 (bhyve)',
  stray: '',
  disk: 'Filesystem 1024-blocks Used Avail Capacity Mounted on\nzroot/jails 524288000 65536000 458752000 13% /usr/jails',
  files: 'nc.inventory\nnodename\ncmd.subr\nvar/db/local.sqlite\nver',
  version: '14.1.3a',
  inventory: 'natip="192.0.2.10"\n',
  locks: '',
};

const copies = {
  datasets: [
    {name: 'zroot', mountpoint: '/', origin: '', bytes: null},
    {name: 'zroot/jails', mountpoint: '/usr/jails', origin: '', bytes: null},
  ],
  seeds: new Map(),
  mounts: new Map(),
  hooks: new Map(),
  rsync: true,
};

export type Change = {
  readonly sections?: Readonly<Record<string, string>>;
  readonly node?: CbsdContext | null;
  readonly problems?: readonly string[];
};

/** The facts of a healthy host, but for what is changed. A look that began and ended at 1,000 s. */
export function factsOf({sections = {}, node = null, problems = []}: Change = {}): Facts {
  const context_ = node ?? context({copies});
  const look = problems.length > 0 ? {context: null, problems} : {context: context_, problems};
  const told = new Map(Object.entries({...healthy, ...sections}));
  return readFacts(told, look, {startedAt: 1_000_000, endedAt: 1_000_000});
}

export const withNode = (more: Parameters<typeof context>[0], node: Parameters<typeof context>[1] = {}): Change => ({
  node: context({copies, ...more}, node),
});

/** A section without the lines that hold a word. */
export const without = (name: string, word: string): string =>
  (healthy[name] ?? '')
    .split('\n')
    .filter(line => !line.includes(word))
    .join('\n');
