import type {Call, Table} from '../call.ts';
import {checkip} from './checkip.ts';
import {dhcpd} from './dhcpd.ts';
import {dhcpdv6} from './dhcpdv6.ts';
import {expose} from './expose/expose.ts';
import {fetchIso} from './fetch/fetch-iso.ts';
import {registerBase} from './fetch/register-base.ts';
import {removeBase} from './fetch/remove-base.ts';
import {repo} from './fetch/repo.ts';
import {freejname} from './freejname.ts';
import {lieAboutBase, lieAboutDoor, lieAboutImage, lieAboutMedium, lieAboutNat} from './lies.ts';
import {bases} from './lists/bases.ts';
import {capabilities, nicsList, node, summary, vmPackages} from './lists/node.ts';
import {task, taskls} from './lists/tasks.ts';
import {imgtype} from './media/image-type.ts';
import {mediaCommand} from './media/media.ts';
import {natcfg} from './nat/natcfg.ts';
import {natoff, naton} from './nat/naton.ts';
import {getProfiles} from './profiles/get.ts';
import {showProfileList} from './profiles/list.ts';

const modeIn =
  (...reading: readonly string[]) =>
  (call: Call): boolean =>
    call.argv.length > 0 && !reading.includes(call.get('mode'));

const profileFilters = 'vm_os_type clonos myb json show_iso warmed vm_ram_max imgsize_max vm_cpus_max cache_sum';
const fetchOptions =
  'calc_raw_data check_sha256 cloud conv2zvol convonly fastscan gen_sha256 keepname name path purge purgeonly';

/** The node's commands: forwards, NAT, names and addresses, bases, media, tasks, profiles. */
export const nodeCommands: Table = {
  expose: {
    run: expose,
    optional: 'in inaddr jname mode out outaddr proto fromips',
    changes: modeIn('list'),
    lie: lieAboutDoor,
    module: 'bhyve,jail',
    about: 'Forwards from the node to a guest',
  },
  natcfg: {
    run: natcfg,
    optional: 'fw_new natip_new',
    changes: call => call.get('fw_new') !== '' || call.get('natip_new') !== '',
    module: 'sys',
    about: 'Choose and set up NAT for private networks',
  },
  naton: {run: naton, optional: 'nat', changes: true, lie: lieAboutNat, module: 'sys', about: 'Load NAT and forwards'},
  natoff: {
    run: natoff,
    optional: 'nat',
    changes: true,
    module: 'sys',
    about: 'Unload NAT and forwards',
  },
  freejname: {
    run: freejname,
    optional: 'default_jailname skip lock pass lease_time',
    clears: 'lock pass lease_time',
    module: 'bhyve,jail',
    about: 'The next free guest name',
  },
  dhcpd: {
    run: dhcpd,
    optional: 'cleanup dhcpd_helper ip4pool lease_time lock pass',
    clears: 'cleanup dhcpd_helper lease_time lock pass',
    module: 'sys',
    about: 'The next free address of the pools',
  },
  dhcpdv6: {
    run: dhcpdv6,
    optional: 'cleanup dhcpd_helper ip6pool lease_time lock pass',
    clears: 'cleanup dhcpd_helper lease_time lock pass',
    module: 'sys',
    about: 'The next free IPv6 address of the pool',
  },
  checkip: {run: checkip, required: 'ip check', module: 'sys', about: 'Is an address taken, or in a pool'},
  bases: {
    run: bases,
    optional: 'shownode display node header mode',
    module: 'jail,sys',
    about: 'The registered bases',
  },
  removebase: {
    run: removeBase,
    required: 'ver',
    optional: 'arch target_arch stable platform basename inter',
    clears: 'basename platform',
    changes: true,
    module: 'sys',
    about: 'removes a base',
  },
  register_base: {
    run: registerBase,
    required: 'arch ver',
    optional: 'platform target_arch source basename baseupdate',
    clears: 'source basename',
    changes: true,
    module: 'build',
    about: 'Register a base that is there',
  },
  repo: {
    run: repo,
    required: 'action',
    optional:
      'arch basename fetchonly fromfile inter mode name newjname quiet platform register_basename runasap sources stable target_arch url useconfig usehelpers ver',
    clears: 'url register_basename fetchonly runasap platform',
    changes: true,
    lie: lieAboutBase,
    module: 'sys',
    about: 'Fetch bases',
  },
  fetch_iso: {
    run: fetchIso,
    required: 'dstdir',
    optional: fetchOptions,
    clears: fetchOptions,
    changes: true,
    lie: lieAboutImage,
    module: 'sys',
    about: 'Fetch images by profile',
  },
  media: {
    run: mediaCommand,
    required: 'mode',
    optional: 'display jname name path type quiet',
    clears: 'quiet',
    changes: modeIn('list', 'get', 'dump'),
    lie: lieAboutMedium,
    module: 'sys',
    about: 'Images and disks, and whose they are',
  },
  imgtype: {run: imgtype, required: 'path', module: 'sys', about: 'Is a file a CD image or a disk'},
  'get-profiles': {
    run: getProfiles,
    required: 'src',
    optional: profileFilters,
    clears: profileFilters,
    module: 'bhyve,xen',
    about: 'Profiles for guests',
  },
  show_profile_list: {
    run: showProfileList,
    required: 'search_profile',
    optional:
      'active arch_only display extra_profile_dir has_init header show_bhyve show_cloud show_jail show_qemu show_xen uniq',
    clears: 'arch_only extra_profile_dir has_init',
    module: 'bhyve,qemu,xen',
    about: 'Profile files, as the dialogs offer them',
  },
  'vm-packages': {
    run: vmPackages,
    optional: 'display header active human',
    module: 'bhyve,jail,qemu,xen',
    about: 'Sizes for VMs by name',
  },
  task: {
    run: task,
    required: 'mode',
    optional: 'logfile notify autoflush nodetask owner after client_id jname jconf exclusive cast_args',
    changes: true,
    module: 'taskd',
    about: 'Put commands into the queue',
  },
  taskls: {run: taskls, optional: 'header', module: 'taskd', about: 'The queue'},
  node: {
    run: node,
    required: 'mode',
    optional: 'node port rootkeyfile cbsdkeyfile pw header allinfo display ip',
    module: 'node',
    about: 'Other nodes of the farm',
  },
  'nics-list': {
    run: nicsList,
    optional: 'desc all skip phyonly',
    clears: 'phyonly',
    module: 'sys',
    about: 'Network interfaces',
  },
  capabilities: {
    run: capabilities,
    optional: 'json',
    module: 'sys',
    about: 'Engines that the node has',
  },
  summary: {
    run: summary,
    optional: 'human',
    module: 'sys',
    about: 'The node in one page',
  },
};
