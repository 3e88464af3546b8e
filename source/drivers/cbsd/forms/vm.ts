import type {Form} from '../../../model/form.ts';
import type {CbsdContext} from '../context.ts';
import {jailLimits} from './jail/storage.ts';
import {vmBasics} from './vm/basics.ts';
import {vmCloud} from './vm/cloud.ts';
import {vmMachine} from './vm/machine.ts';
import {vmNetwork} from './vm/network.ts';
import {vmScreen} from './vm/screen.ts';
import {vmStarting} from './vm/starting.ts';
import {vmStorage} from './vm/storage.ts';

/** Everything that bconstruct-tui offers, what it lacks though bcreate takes it, and cloud-init without a detour. */
export const vmForm: Form<CbsdContext> = {
  action: 'create-vm',
  title: 'Create a VM',
  groups: [
    {id: 'vm', title: 'VM'},
    {id: 'cloud', title: 'Cloud-init'},
    {id: 'network', title: 'Network'},
    {id: 'screen', title: 'Screen'},
    {id: 'starting', title: 'Start and stop'},
    {id: 'machine', title: 'Machine'},
    {id: 'storage', title: 'Storage'},
  ],
  fields: [...vmBasics, ...vmCloud, ...vmNetwork, ...vmScreen, ...vmStarting, ...vmMachine, ...vmStorage],
  // sudoexec/bcreate has no words for them, and jailctl/jrctl gives each to `jail:NAME`.
  absent: Object.fromEntries([
    ...jailLimits.map(({id}) => [
      id,
      `${id} is a limit of jails, which bcreate does not take: vm_ram and vm_cpus say how much memory and how many CPUs it has.`,
    ]),
    // its templates for cloud-init have marks for users, keys and addresses alone (other-drivers 3.6)
    ...['packages', 'runcmd', 'write_files', 'user_data'].map(id => [
      id,
      `CBSD’s templates for cloud-init carry users, keys and addresses, and no ${id}: do it inside once the VM runs.`,
    ]),
  ]),
};
