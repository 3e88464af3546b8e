import type {HostFacts} from '../facts.ts';
import {fixed, type Row, tableOf} from './rows.ts';

const {field, flags} = tableOf('host');

const pathList = (value: string): string | null =>
  /^(\/[A-Za-z0-9._/-]+)(:\/[A-Za-z0-9._/-]+)*$/.test(value)
    ? null
    : 'Write folders with colons between them, or leave it empty.';

/** What is changed outside of CBSD's own folder; CBSD's names for its questions where it has them (cbsd-ops 1.4). */
export const hostRows: readonly Row[] = [
  field(
    'hostname',
    'hostname',
    'Name of this host',
    fixed('', 'none yet'),
    'hostname in rc.conf, and now; CBSD goes no further on a host that has none.',
    {speed: 'basic', required: true},
  ),
  ...flags([
    [
      'initenv_modify_sudoers',
      'Let cbsd become root',
      '1',
      'CBSD',
      'A rule of sudo for the user cbsd, read by visudo before it counts.',
    ],
    [
      'initenv_modify_rcconf_cbsd_workdir',
      'Keep the folder',
      '1',
      'CBSD',
      'cbsd_workdir in rc.conf; without it no command of CBSD works.',
    ],
    [
      'initenv_modify_rcconf_cbsd_enable',
      'Start CBSD at boot',
      '1',
      'CBSD',
      'cbsdd_enable in rc.conf: starts guests and loads NAT.',
    ],
    [
      'initenv_modify_rcconf_rcshutdown_timeout',
      'Time to shut down',
      '1',
      'CBSD',
      'rcshutdown_timeout=900 in rc.conf: guests have 15 minutes to end.',
    ],
    [
      'initenv_modify_syctl_rcshutdown_timeout',
      'Time for init',
      '1',
      'CBSD',
      'kern.init_shutdown_timeout=900 in sysctl.conf, for the same.',
    ],
    [
      'initenv_modify_rcconf_cbsdrsyncd_enable',
      'rsync for other nodes',
      '0',
      'safest',
      'Opens a server for the files of jails; CBSD turns it on unless rc.conf says NO.',
    ],
    [
      'initenv_modify_cbsd_homedir',
      'Move home of cbsd',
      '1',
      'CBSD',
      'The home of the user cbsd becomes the folder of guests.',
    ],
    [
      'remove_packages',
      'Undo removes packages',
      '0',
      'safest',
      'When this is taken back, packages that it installed go too.',
    ],
  ]),
  field(
    'pre_cbsd_cmd_path',
    'text',
    'Folders searched first',
    fixed('', 'none'),
    'Where CBSD looks for programs before PATH.',
    {refuse: pathList},
  ),
  field(
    'post_cbsd_cmd_path',
    'text',
    'Folders searched last',
    fixed('', 'none'),
    'Where CBSD looks for programs after PATH.',
    {refuse: pathList},
  ),
].map(row => ({...row, visible: (_: unknown, facts: HostFacts) => isAsked(row.id, facts)}));

function isAsked(id: string, {isNode, hostname}: HostFacts): boolean {
  if (id === 'hostname') return hostname === '';
  return !isNode || id === 'remove_packages';
}
