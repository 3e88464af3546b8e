import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {type HostFacts, readFacts} from '../../../../source/drivers/cbsd/setup/facts.ts';

/** What the survey told of a practice host without CBSD. */
export const blank = readFileSync(fileURLToPath(new URL('../../../fixtures/setup/blank.txt', import.meta.url)), 'utf8');

const operator = {user: 'alice', machine: 'laptop', publicKeys: []};

export const facts = (text = blank): HostFacts => readFacts(text, '/usr/jails', operator);

/** A section told anew. */
export const told = (sections: Readonly<Record<string, string>>, text = blank): string =>
  Object.entries(sections).reduce((all, [name, lines]) => {
    const place = new RegExp(`\u001e${name}\n[^\u001e]*`);
    const section = `\u001e${name}\n${lines}\n`;
    return place.test(all) ? all.replace(place, () => section) : `${all}${section}`;
  }, text);

const stored = {
  nodename: 'lab.example.net',
  nodeip: '192.0.2.10',
  nodeippool: '10.0.0.0/24',
  jnameserver: '9.9.9.9',
  nat_enable: 'pf',
  natip: '192.0.2.10',
};

/** The same host as a whole node of CBSD 14.1.3a, its NAT loaded, but for the settings and sections that are told otherwise. */
export function nodeTold(
  settings: Readonly<Record<string, string>> = {},
  sections: Readonly<Record<string, string>> = {},
): string {
  const row = {...stored, ...settings};
  const inventory = Object.entries(row).map(([name, value]) => `${name}="${value}"`);
  return told({
    distribution: 'myversion="14.1.3a"',
    packages: 'cbsd\ntmux',
    account: 'cbsd:*:150:150::0:0:cbsd user:/usr/jails:/bin/sh',
    names: '.\n..\nnc.inventory\nver',
    version: '14.1.3a',
    parts: 'nodename\ncmd.subr',
    inventory: inventory.join('\n'),
    databases: JSON.stringify([row]),
    datasets: 'zroot\t/zroot\nzroot/jails\t/usr/jails',
    modules: 'vmm\nnmdm\nif_bridge\nif_tuntap\npf\nzfs',
    'pf-state': 'Status: Enabled for 1 days',
    'pf-nat': `nat on em0 from 10.0.0.0/8 to ! 10.0.0.0/8 -> ${row.natip}`,
    rc: [
      'cbsd_workdir="/usr/jails"\ncbsdd_enable="YES"\nrcshutdown_timeout="900"\ncbsdrsyncd_enable="NO"',
      'kld_list="vmm nmdm if_bridge if_tuntap"\n.',
    ].join('\n'),
    sysctl: 'kern.init_shutdown_timeout="900"\n.',
    sudoers: 'cbsd ALL=(ALL) NOPASSWD:SETENV: CBSD_CMD\n.',
    ...sections,
  });
}
