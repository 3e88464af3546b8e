import {fingerprint} from '../../../model/fingerprint.ts';
import type {Get} from '../../../model/form.ts';
import type {Step} from '../../../model/plan.ts';
import {run, writeFile} from '../../../model/step.ts';

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
function answerFile(get: Get): string {
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

/** The file of answers at `path`, which is there from the steps `before` until those `after`. */
export function answersAround(get: Get): {
  readonly path: string;
  readonly before: readonly Step[];
  readonly after: readonly Step[];
} {
  const content = answerFile(get);
  const path = `/var/tmp/construct-tui.${fingerprint(content).slice(0, 12)}.initenv.conf`;
  const removal = {argv: ['rm', '-f', path] as const};
  return {
    path,
    before: [
      run('Remove what an earlier attempt may have left', removal, {check: null, undo: [], seconds: 1}),
      writeFile(
        'Write the answers for initenv',
        {path, mode: 0o600, content: [content]},
        {
          check: {id: 'path-here', target: path, expect: {}, says: `${path} is written`},
          undo: [removal],
          residue: [`${path}: rm -f ${path}`],
          seconds: 1,
        },
      ),
    ],
    after: [
      run('Remove the answers', removal, {
        check: {id: 'path-gone', target: path, expect: {}, says: `${path} is gone`},
        undo: [],
        seconds: 1,
      }),
    ],
  };
}
