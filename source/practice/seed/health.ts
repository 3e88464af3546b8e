import {host} from '../host.ts';
import type {World} from '../world.ts';

const bootMessages = `CPU: Practice CPU @ 2.60GHz (2600.00-MHz K8-class CPU)
  Features2=0xfffa3223<SSE3,PCLMULQDQ,VMX,SSSE3,POPCNT,AESNI>
  VT-x: PAT,HLT,MTF,PAUSE,EPT,UG,VPID
`;

const files: Readonly<Record<string, string>> = {
  '/boot/loader.conf': 'zfs_load="YES"\npf_load="YES"\nkern.racct.enable=1\n',
  '/etc/passwd': [
    'root:*:0:0:Charlie &:/root:/bin/sh',
    'nobody:*:65534:65534:Unprivileged user:/nonexistent:/usr/sbin/nologin',
    `cbsd:*:150:150:cbsd user:${host.workdir}:/bin/sh`,
    '',
  ].join('\n'),
  '/var/run/dmesg.boot': bootMessages,
  '/var/run/practice-services': 'sshd\ncbsdd\nntpd\n',
  [`${host.workdir}/nodename`]: `${host.nodename}\n`,
};

/** What a well kept node has beside CBSD's own: an account, modules and services that come with every start. */
export const seedHealth = (world: World): void => {
  world.makeFolder('/boot');
  for (const [path, text] of Object.entries(files)) world.write(path, text);
  world.append(
    '/etc/rc.conf',
    'kld_list="vmm nmdm if_bridge if_tuntap"\nsshd_enable="YES"\nntpd_enable="YES"\ngateway_enable="YES"\n',
  );
};
