import type {Form} from '../../../model/form.ts';
import type {CbsdContext} from '../context.ts';
import {jailAccounts} from './jail/accounts.ts';
import {jailBasics} from './jail/basics.ts';
import {jailNetwork} from './jail/network.ts';
import {jailMounts, jailRights} from './jail/rights.ts';
import {jailSoftware} from './jail/software.ts';
import {jailLimits, jailStorage} from './jail/storage.ts';
import {jailStarting, jailSystem} from './jail/system.ts';

/** Everything that jconstruct-tui offers, what it loses on the way, and what jcreate takes beside it. */
export const jailForm: Form<CbsdContext> = {
  action: 'create-jail',
  title: 'Create a jail',
  groups: [
    {id: 'jail', title: 'Jail'},
    {id: 'network', title: 'Network'},
    {id: 'accounts', title: 'Accounts'},
    {id: 'software', title: 'Software'},
    {id: 'starting', title: 'Start and stop'},
    {id: 'rights', title: 'Rights'},
    {id: 'mounts', title: 'Mounts'},
    {id: 'system', title: 'System'},
    {id: 'storage', title: 'Storage'},
    {id: 'limits', title: 'Limits'},
  ],
  fields: [
    ...jailBasics,
    ...jailNetwork,
    ...jailAccounts,
    ...jailSoftware,
    ...jailStarting,
    ...jailRights,
    ...jailMounts,
    ...jailSystem,
    ...jailStorage,
    ...jailLimits,
  ],
  absent: {
    interface2:
      'interface2 is the second card of a VM, which jcreate does not take: ip4_addr gives a jail several addresses.',
  },
};
