import type {Form} from '../../../model/form.ts';
import type {HostFacts} from './facts.ts';
import {hostRows} from './form/host.ts';
import {networkRows} from './form/network.ts';
import {nodeRows} from './form/node.ts';

/** The questions of `initenv` and `initenv-tui` as one form (cbsd-ops 1.4-1.7), each with what was found out about the host. */
export const setupForm: Form<HostFacts> = {
  action: 'setup',
  title: 'Set this host up for CBSD',
  groups: [
    {id: 'node', title: 'The node'},
    {id: 'network', title: 'Network'},
    {id: 'host', title: 'Changes of this host'},
  ],
  fields: [...nodeRows, ...networkRows, ...hostRows],
};
