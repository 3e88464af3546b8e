import {vmForm} from '../forms/vm.ts';
import {limitsAbsent} from './limits.ts';

type Reasons = Readonly<Record<string, string>>;

/** What no guest is set by jset or bset, and by what instead. */
const both: Reasons = {
  description: 'CBSD keeps no description of a guest; `tags` are words of your own.',
  jname: 'A guest gets another name by `rename`.',
  imgsize: 'A disk grows by `disk grow`.',
  nic_hwaddr: 'A network card is changed by `nic set`.',
};

const vm: Reasons = {
  ...vmForm.absent,
  host_hostname:
    'The host name of a VM is inside it, and CBSD’s note of it changes nothing there: change it inside. A clone gets its own by cloud-init.',
  b_order:
    'bset passes the boot order of a VM by without a word: it is given when the VM is made. boot_delay can be changed.',
};

/** Why what an operator may look for in the form of `set` is not there, by the field's id. */
export const absentOf = (kind: 'jail' | 'vm'): Reasons => ({...both, ...(kind === 'vm' ? vm : limitsAbsent)});
