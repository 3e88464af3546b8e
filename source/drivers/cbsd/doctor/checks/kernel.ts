import type {CheckRow} from '../../../../model/doctor.ts';
import {run} from '../../plans/command.ts';
import {addLineStep} from '../add-line.ts';
import type {Facts} from '../facts.ts';
import {hostCheck} from '../verify.ts';
import {missing, ok, unknown, warn} from './judged.ts';

type Module = {readonly name: string; readonly why: string; readonly wants?: (facts: Facts) => boolean};

/** What the kernel has to have loaded, and what for. pf has a row among the networks: it is never mended in bulk. */
const modules: readonly Module[] = [
  {name: 'vmm', why: 'bhyve runs every VM in it; bstart refuses without.'},
  {name: 'if_bridge', why: 'The nets of VMs and of jails with a stack of their own are bridges.'},
  {name: 'if_tuntap', why: 'Each card of a VM is a tap; bstart refuses without.'},
  {name: 'nmdm', why: 'The serial consoles of VMs go through it; bstart refuses without.'},
  {
    name: 'zfs',
    why: 'The working directory lies on it.',
    wants: ({dataset, modules: loaded, rcConf}) =>
      dataset !== null || loaded.has('zfs') || /^yes$/i.test(rcConf.get('zfs_enable') ?? ''),
  },
];

const moduleRow = ({name, why, wants}: Module): CheckRow<Facts> => ({
  id: `module-${name}`,
  title: `Kernel module ${name}`,
  wanted: 'loaded now and at every start',
  why,
  judge(facts) {
    if (facts.system !== 'FreeBSD' || wants?.(facts) === false) return null;
    if (!facts.modules.has(name)) return missing('not loaded');
    // zfs comes with the root file system or with zfs_enable, whatever loader.conf says
    return facts.atBoot.has(name) || name === 'zfs'
      ? ok('loaded, and at every start')
      : warn('loaded, not at the next start');
  },
  fix: `Load ${name} now and at every start`,
  harmless: true,
  mend: ({modules: loaded, atBoot, rcConf}) => ({
    steps: [
      ...(loaded.has(name)
        ? []
        : [
            run(
              `Load ${name}`,
              {argv: ['kldload', name]},
              {
                check: hostCheck('module', name, 'yes', `${name} is loaded`),
                undo: [{argv: ['kldunload', name]}],
                seconds: 2,
              },
            ),
          ]),
      ...(atBoot.has(name)
        ? []
        : [
            run(
              `Load ${name} at every start`,
              {argv: ['sysrc', `kld_list+=${name}`]},
              {
                check: hostCheck('module-at-boot', name, 'yes', `kld_list in /etc/rc.conf names ${name}`),
                undo: [{argv: rcConf.has('kld_list') ? ['sysrc', `kld_list-=${name}`] : ['sysrc', '-x', 'kld_list']}],
                seconds: 1,
              },
            ),
          ]),
    ],
  }),
});

const racct = 'kern.racct.enable=1';
const loaderFile = '/boot/loader.conf';

export const kernelChecks: readonly CheckRow<Facts>[] = [
  {
    id: 'cpu',
    title: 'Processor for VMs',
    wanted: 'VT-x with EPT, or SVM with nested paging, and POPCNT',
    why: 'bhyve starts no VM without; jails do not need it.',
    judge({system, sysctl, bootMessages, modules: loaded}) {
      if (system !== 'FreeBSD') return null;
      const guest = sysctl('kern.vm_guest');
      const inside = guest === '' || guest === 'none' ? '' : `; this host is itself a guest of ${guest}`;
      if (sysctl('hw.vmm.vmx.initialized') === '1') return ok(`VT-x, and vmm uses it${inside}`);
      if (Number(sysctl('hw.vmm.svm.num_asids')) > 0) return ok(`SVM, and vmm uses it${inside}`);
      if (loaded.has('vmm')) return missing(`vmm is loaded and found neither VT-x nor SVM it could use${inside}`);
      const cpu = bootMessages
        .split('\n')
        .filter(line => /^ *(CPU:|Features|AMD Features|VT-x:|SVM:)/.test(line))
        .join('\n');
      if (cpu === '') return unknown('the boot messages are gone, and vmm is not loaded');
      if (!/\b(VMX|SVM)\b/.test(cpu))
        return missing(`neither VMX nor SVM; perhaps switched off in the firmware${inside}`);
      if (!/\bPOPCNT\b/.test(cpu)) return missing('no POPCNT: the processor is too old for bhyve');
      return ok(`${/\bVMX\b/.test(cpu) ? 'VT-x' : 'SVM'}${inside}; loading vmm shows whether it can be used`);
    },
  },
  ...modules.map(moduleRow),
  {
    id: 'vnet',
    title: 'Jails with a network stack of their own',
    wanted: 'VIMAGE in the kernel',
    why: 'Jails with vnet=1 come up without a network otherwise.',
    judge: ({system, sysctl}) =>
      system !== 'FreeBSD'
        ? null
        : sysctl('kern.features.vimage') === '1'
          ? ok('the kernel has VIMAGE')
          : missing('the kernel has no VIMAGE: GENERIC has it since FreeBSD 12'),
  },
  {
    id: 'limits',
    title: 'Limits for jails',
    wanted: `${racct} since the start`,
    why: 'Limits of memory and processor time are stored and do nothing without it.',
    judge({system, sysctl, loaderConf}) {
      if (system !== 'FreeBSD') return null;
      if (sysctl('kern.racct.enable') === '1') return ok('accounting is on');
      return loaderConf.get('kern.racct.enable') === '1'
        ? warn('needs a reboot: loader.conf has it, the running kernel not yet')
        : warn('accounting is off');
    },
    fix: 'Turn accounting on, from the next reboot',
    harmless: true,
    mend: ({loaderConf}) =>
      loaderConf.get('kern.racct.enable') === '1'
        ? null
        : {
            steps: [addLineStep(loaderFile, racct)],
            warnings: ['Needs a reboot before limits take effect.'],
          },
  },
];
