import type {Get} from '../../../model/form.ts';

/** Keys that CBSD stores, in the order of its sample (cbsd-ops 1.4): what is not in the file stays `(null)` in its database. */
export const storedKeys = [
  'nodename',
  'nodeip',
  'nodeip6',
  'jnameserver',
  'nodeippool',
  'nodeip6pool',
  'natip',
  'fbsdrepo',
  'repo',
  'zfsfeat',
  'hammerfeat',
  'ipfw_enable',
  'workdir',
  'jail_interface',
  'parallel',
  'stable',
  'default_vs',
  'sqlreplica',
  'statsd_bhyve_enable',
  'statsd_jail_enable',
  'statsd_hoster_enable',
  'nodedescr',
] as const;

/** What we have written ourselves before, and what may stay as it is: CBSD is told no. */
const settled = [
  'sudoers',
  'rcconf_hostname',
  'rcconf_cbsd_workdir',
  'rcconf_cbsd_enable',
  'rcconf_rcshutdown_timeout',
  'syctl_rcshutdown_timeout',
  'rcconf_cbsdrsyncd_enable',
  'rcconf_cbsdrsyncd_flags',
];

/**
 * The answers for an unattended initenv. It is code that root sources, so every value is in single quotes, which the form's
 * rules let none contain. NAT is off in it: initenv would load it at once, with nobody to take it back.
 */
export function answerFile(get: Get): string {
  const natip = get('natip') || get('nodeip');
  const rows: readonly (readonly [string, string])[] = [
    ...storedKeys.map(key => [key, key === 'natip' ? natip : get(key)] as const),
    ['nat_enable', '0'],
    ...settled.map(key => [`initenv_modify_${key}`, '0'] as const),
    ['initenv_modify_cbsd_homedir', get('initenv_modify_cbsd_homedir')],
    ['pre_cbsd_cmd_path', get('pre_cbsd_cmd_path')],
    ['post_cbsd_cmd_path', get('post_cbsd_cmd_path')],
  ];
  for (const [key, value] of rows) if (/['\n]/.test(value)) throw new Error(`${key} cannot stand in an answer file`);
  return rows.map(([key, value]) => `${key}='${value}'\n`).join('');
}
