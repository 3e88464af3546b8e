import type {Call, Row, Table} from '../call.ts';
import {snapshotCommand} from '../jail/jsnapshot.ts';
import {jwhereis} from '../jail/state.ts';
import {bclone} from './clone.ts';
import {createParameters, settableColumns, settingsColumns} from './columns.ts';
import {bcreate} from './create/bcreate.ts';
import {bhyveDsk} from './disks.ts';
import {bget} from './get.ts';
import {lies} from './lies.ts';
import {bls} from './list.ts';
import {blogin} from './login.ts';
import {painted} from './painted.ts';
import {bpause} from './pause.ts';
import {bremove} from './remove.ts';
import {brename} from './rename.ts';
import {brestart} from './restart.ts';
import {bset} from './set.ts';
import {bstart} from './start/bstart.ts';
import {bstop} from './stop.ts';

const heading =
  (text: string) =>
  (call: Call): void =>
    painted(call).say(text);

const vm = {module: 'bhyve'} as const;
const removal: Row = {
  ...vm,
  about: 'removes a VM, or a jail, without asking',
  run: call => bremove(painted(call)),
  lie: lies.bremove,
  optional: 'jname',
  privileged: true,
  changes: true,
  before: heading('List of local VMs:'),
};

/** The commands for virtual machines. */
export const bhyveCommands: Table = {
  bclone: {
    ...vm,
    about: 'copies a VM',
    run: call => bclone(painted(call)),
    lie: lies.bclone,
    required: 'old new',
    optional: 'verbose ip4_addr checkstate host_hostname promote mac_reinit',
    changes: true,
  },
  bcreate: {
    ...vm,
    about: 'makes a VM from arguments or a file',
    run: call => bcreate(painted(call)),
    lie: lies.bcreate,
    optional: `jconf inter removejconf ${createParameters.join(' ')}`,
    clears:
      'nic_flags nic2_flags interface2 ci_ip4_addr2 ci_gw42 ci_interface_mtu2 ci_interface2 extra_profile_dir flavor',
    privileged: true,
    changes: true,
  },
  bdestroy: removal,
  bget: {
    ...vm,
    about: 'tells settings of a VM',
    run: bget,
    required: 'jname',
    optional: `${settingsColumns.join(' ')} gid mode`,
    clears: 'jname',
  },
  bls: {
    ...vm,
    about: 'lists VMs',
    run: bls,
    optional: 'alljails display header jname node order shownode',
    clears: 'jname order',
  },
  'bhyve-dsk': {
    ...vm,
    about: 'disks of a VM: listed, added, grown, taken away',
    run: bhyveDsk,
    required: 'mode jname',
    optional: 'dsk_controller dsk_path dsk_size dsk_sectorsize dsk_serial imgtype bootable display header',
    clears: 'dsk_size dsk_path dsk_controller',
    changes: call => call.argv.length > 0 && !['list', 'get', 'get_next_free_dsk'].includes(call.get('mode')),
    lie: lies.bhyveDsk,
  },
  blogin: {
    ...vm,
    about: 'the console of a VM',
    run: call => blogin(painted(call)),
    optional: 'jname',
  },
  bpause: {
    ...vm,
    about: 'pauses or continues a VM',
    run: call => bpause(painted(call)),
    required: 'jname',
    optional: 'mode',
    changes: true,
  },
  bremove: removal,
  brename: {
    ...vm,
    about: 'renames a VM',
    run: call => brename(painted(call)),
    lie: lies.brename,
    required: 'old new',
    optional: 'host_hostname restart',
    clears: 'restart',
    changes: true,
  },
  brestart: {
    ...vm,
    about: 'stops and starts VMs',
    run: call => brestart(painted(call)),
    optional: 'jname',
    changes: true,
    before: heading('List of online jail'),
  },
  bset: {
    ...vm,
    about: 'changes settings of a VM',
    run: bset,
    lie: lies.bset,
    required: 'jname',
    optional: `jconf ${settableColumns.join(' ')} quiet`,
    clears: 'quiet',
    changes: true,
  },
  bsnapshot: {...snapshotCommand, module: 'bhyve'},
  bstart: {
    ...vm,
    about: 'starts VMs',
    run: call => bstart(painted(call)),
    lie: lies.bstart,
    optional:
      'bhyverun_wrapper cfg_only checkpoint debug debug_engine delay extra_profile_dir inter jname lm lm_dport ' +
      'lm_rnodename progress_state_file quiet',
    clears:
      'jname debug_engine bhyverun_wrapper delay progress_state_file quiet extra_profile_dir lm_dport lm_rnodename',
    privileged: true,
    changes: true,
    before: heading('List of offline VMs'),
  },
  bstop: {
    ...vm,
    about: 'stops VMs',
    run: call => bstop(painted(call)),
    lie: lies.bstop,
    optional: 'checkpoint hard_timeout jname inter noacpi',
    clears: 'jname noacpi hard_timeout',
    privileged: true,
    changes: true,
    before: heading('List of online VMs'),
  },
  bwhereis: {...vm, about: 'tells the node of a VM', run: jwhereis},
};
