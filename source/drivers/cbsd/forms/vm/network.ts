import {type Row, tableOf} from '../row.ts';
import {interfaceChoices} from '../shared.ts';
import {fromVmProfile} from './lookup.ts';

/** Other cards than the first; `private` keeps a card from its neighbours on the bridge. */
export const vmNetwork: readonly Row[] = (table => [
  table.field('interface', 'interface', 'Network', 'auto', 'The bridge or interface that its card hangs on.', {
    free: true,
    allowed: (_, context) => interfaceChoices(context),
  }),
  ...table.choices([
    ['nic_driver', 'Card', 'vtnet', ['vtnet', 'e1000'], 'vtnet is fast; e1000 for systems without its driver.'],
    ['nic_flags', 'Card’s flags', '0', ['0', 'private'], 'private: it does not see the other guests of its bridge.'],
  ]),
  table.field('nic_hwaddr', 'mac', 'MAC address', '0', 'Of its card; 0 for one made by CBSD.', {
    // sudoexec/bcreate knows the word and stores the card without it.
    refuse: value =>
      value === '0' ? null : 'bcreate takes a MAC address and does not keep it: leave it at 0, CBSD makes one.',
  }),
  table.field('interface2', 'interface', 'Second network', '', 'Where a second card hangs; empty for none.', {
    free: true,
    allowed: (_, context) => [{value: '', label: 'none'}, ...interfaceChoices(context)],
    refuse: value => (value === '0' ? 'Leave it empty for no second card.' : null),
  }),
  ...table.choices(
    [
      [
        'nic2_flags',
        'Second card’s flags',
        '0',
        ['0', 'private'],
        'private: it does not see the other guests of its bridge.',
      ],
    ],
    {
      visible: get => get('interface2') !== '',
    },
  ),
])(tableOf('network', fromVmProfile));
