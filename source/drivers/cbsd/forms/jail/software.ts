import {type Row, tableOf} from '../row.ts';
import {enabled, fromJailProfile} from './lookup.ts';
import {packageChoices, serviceChoices} from './packages.ts';

const {field, flags} = tableOf('software', fromJailProfile);

export const jailSoftware: readonly Row[] = [
  ...flags([['pkg_bootstrap', 'Install pkg', '1', 'Put the package manager in while the jail is made.']], {
    visible: enabled('tui_pkg_bootstrap_enable'),
    refuse: (value, get) =>
      value === '1' && get('ver') === 'empty' ? 'An empty jail takes no packages: set pkg_bootstrap=0.' : null,
  }).map(unlessEmpty),
  field(
    'pkglist',
    'package-list',
    'Packages',
    '',
    'Installed while the jail is made, from the node’s repository; when one fails CBSD removes the jail.',
    {
      visible: enabled('tui_pkglist_enable'),
      free: true,
      allowed: () => packageChoices,
      refuse: (value, get) => {
        if (value === '') return null;
        if (get('ver') === 'empty') return 'An empty jail takes no packages: leave them out.';
        return get('pkg_bootstrap') === '1' ? null : 'Packages need pkg_bootstrap=1.';
      },
    },
  ),
  field('sysrc_enable', 'service-list', 'Services', '', 'Switched on in its rc.conf.', {
    visible: enabled('tui_services_enable'),
    free: true,
    allowed: () => serviceChoices,
  }),
  ...flags(
    [
      [
        'baserw',
        'Writable base',
        '0',
        'A whole copy of the base instead of a read-only mount of it: slow to make, and yours to upgrade.',
      ],
    ],
    {visible: enabled('tui_baserw_enable')},
  ),
  ...flags([
    ['applytpl', 'Apply the skeleton', '1', 'Copy CBSD’s files (rc.conf, passwd, …) into the new jail.'],
    ['etcupdate_init', 'Prepare etcupdate', '1', 'Remember today’s /etc so that an upgrade can merge it.'],
  ]),
];

/** What an empty jail cannot take is off by default there. */
function unlessEmpty(row: Row): Row {
  return {
    ...row,
    initial: (get, context) =>
      get('ver') === 'empty' ? {value: '0', origin: 'empty jail'} : row.initial(get, context),
  };
}
