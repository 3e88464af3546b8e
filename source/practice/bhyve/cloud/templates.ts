/**
 * The pieces of a cloud-init seed, by the profile's `ci_template`. The three cloud-config families differ in the spelling of a
 * few keys only; the other families (a shell script, a NetworkManager file) are kept as far as addresses,
 * names, users and keys go. No shipped profile names a template beyond these.
 */
export type CloudTemplate = {
  readonly metaData?: string;
  readonly networkHead?: string;
  readonly networkInterface?: string;
  readonly networkStatic: string;
  readonly networkDhcp?: string;
  readonly networkTail?: string;
  readonly userHead?: string;
  readonly userLocked?: string;
  readonly userPassword?: string;
  readonly rootLocked?: string;
  readonly rootPassword?: string;
  readonly passwords?: {readonly head: string; readonly user: string; readonly root: string; readonly tail: string};
};

const keys = (word: string): string => `    ${word}:\n      - %%ci_pubkey%%\n      - %%ci_pubkey2%%\n`;

const cloudConfig = (lock: string, account: string, interfaceLines: string): CloudTemplate => ({
  metaData: '---\ninstance-id: %%ci_jname%%\nlocal-hostname: %%ci_fqdn%%\n',
  networkHead: 'version: 1\nconfig:\n',
  networkInterface: `    - type: physical\n      name: %%ci_interface_name%%\n${interfaceLines}      subnets:\n`,
  networkStatic:
    '      - type: static\n        ipv4: %%ipv4_true%%\n        ipv6: %%ipv6_true%%\n        control: hotplug\n' +
    '        address: %%ci_ip4_addr%%\n        gateway: %%ci_gw4%%\n',
  networkDhcp: '      - type: dhcp4\n',
  networkTail:
    '    - type: nameserver\n      address:\n      - %%ci_nameserver_address%%\n      search:\n      - %%ci_nameserver_search%%\n',
  userHead:
    '#cloud-config\n#package_upgrade: true\npackage_upgrade: false\nresize_rootfs: True\nmanage_etc_hosts: localhost\n\n' +
    '#packages:\n#  - git\n\ncloud_final_modules:\n  - [users-groups, always]\n\nusers:\n',
  userLocked: `${account}    ${lock}: True\n`,
  userPassword: `${account}    ${lock}: False\n    passwd: %%ci_user_pw_user%%\n`,
  rootLocked: `  - name: root\n    ${lock}: True\n`,
  rootPassword: `  - name: root\n    ${lock}: False\n    passwd: %%ci_user_pw_root%%\n`,
  passwords: {
    head: '\nchpasswd:\n  list: |\n',
    user: '     %%ci_login%%:%%ci_user_pw_user%%\n',
    root: '     root:%%ci_user_pw_root%%\n',
    tail: '  expire: False\n',
  },
});

const dashed = cloudConfig(
  'lock-passwd',
  '  - name: %%ci_login%%\n    homedir: /home/%%ci_login%%\n    groups: [sudo]\n    sudo: ["ALL=(ALL) NOPASSWD:ALL"]\n' +
    `    shell: %%ci_shell%%\n${keys('ssh-authorized-keys')}`,
  '      #mac_address: F2:15:C8:E1:0A:49\n      mtu: %%ci_interface_mtu%%\n',
);
const underscoredAccount =
  '  - name: %%ci_login%%\n    groups: sudo\n    sudo: "ALL=(ALL) NOPASSWD:ALL"\n' +
  `    shell: %%ci_shell%%\n${keys('ssh_authorized_keys')}`;

const script: CloudTemplate = {
  networkHead: '#!/bin/sh\n# practice host: the network part of a start script\n',
  networkStatic:
    'interface=%%ci_interface_name%%\naddress=%%ci_ip4_addr%%\ngateway=%%ci_gw4%%\nmtu=%%ci_interface_mtu%%\n' +
    'hostname=%%ci_fqdn%%\nnameserver=%%ci_nameserver_address%%\nsearch=%%ci_nameserver_search%%\n',
  userLocked:
    '# practice host: the account part of a start script\nlogin=%%ci_login%%\n%%ci_pubkey%%\n%%ci_pubkey2%%\n',
  userPassword:
    '# practice host: the account part of a start script\nlogin=%%ci_login%%\n%%ci_pubkey%%\n%%ci_pubkey2%%\n',
};

export const cloudTemplates: Readonly<Record<string, CloudTemplate>> = {
  centos7: dashed,
  centos9: cloudConfig(
    'lock_passwd',
    underscoredAccount,
    '      #mac_address: F2:15:C8:E1:0A:49\n      mtu: %%ci_interface_mtu%%\n',
  ),
  openbsd: cloudConfig('lock_passwd', underscoredAccount, ''),
  'fire-deb': script,
  'fire-fbsd': script,
  homeass: {
    networkDhcp: '\t[connection]\n\tuuid=%%uuid%%\n\n\t[ipv4]\n\tmethod=auto\n',
    networkStatic:
      '\t[connection]\n\tuuid=%%uuid%%\n\n\t[ipv4]\n\taddress1=%%ci_ip4_addr%%\n\tdns="%%ci_nameserver_address%%"\n' +
      '\tgateway=%%ci_gw4%%\n\tmethod=manual\n',
  },
};
