import type {Form} from '../../../model/form.ts';
import type {LibvirtContext} from '../context.ts';
import {vmBasics} from './vm/basics.ts';
import {vmCloud} from './vm/cloud.ts';
import {vmMachine} from './vm/machine.ts';

/** A VM of a cloud image, of any other disk image, or from an installer. */
export const vmForm: Form<LibvirtContext> = {
  action: 'create-vm',
  title: 'Create a VM',
  groups: [
    {id: 'vm', title: 'VM'},
    {id: 'cloud', title: 'Cloud-init'},
    {id: 'machine', title: 'Machine'},
  ],
  fields: [...vmBasics, ...vmCloud, ...vmMachine],
};
