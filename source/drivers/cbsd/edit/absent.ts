import {jailLimits} from '../forms/jail/storage.ts';
import {vmForm} from '../forms/vm.ts';

type Reasons = Readonly<Record<string, string>>;

/** What no guest is set by jset or bset, and by what instead. */
const both: Reasons = {
  description: 'CBSD keeps no description of a guest; `tags` are words of your own.',
  jname: 'A guest gets another name by `rename`.',
  imgsize: 'A disk grows by `disk grow`.',
  nic_hwaddr: 'A network card is changed by `nic set`.',
};

/** jset passes by what it does not know, with exit code 0 (cbsd-ops 5.3); limits are jrctl's (cbsd-ops 5.8). */
const jail: Reasons = Object.fromEntries(
  jailLimits.map(({id}) => [
    id,
    `${id} is a limit, which jset passes by without a word. It is given when a jail is made; of one that is there \`cbsd jrctl mode=set jname=NAME ${id}=VALUE\` changes it, and \`cbsd jrctl mode=get jname=NAME\` tells it.`,
  ]),
);

const vm: Reasons = {
  ...vmForm.absent,
  host_hostname:
    'The host name of a VM is inside it, and CBSD’s note of it changes nothing there: change it inside. A clone gets its own by cloud-init.',
  b_order:
    'bset passes the boot order of a VM by without a word: it is given when the VM is made. boot_delay can be changed.',
};

/** Why what an operator may look for in the form of `set` is not there, by the field's id. */
export const absentOf = (kind: 'jail' | 'vm'): Reasons => ({...both, ...(kind === 'vm' ? vm : jail)});
