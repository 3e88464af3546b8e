import {libvirt} from '../../source/drivers/libvirt/index.ts';
import type {Answers} from '../../source/model/form.ts';
import {libvirtBench} from './libvirt/bench.ts';
import {filesOf} from './libvirt/stand-in.ts';
import type {Row} from './struck-rows.ts';

type Given = readonly [action: string, target: string, answers?: Answers];

/** A wish on a host with one guest, `web`, which runs and exposes a port; `before`: what is wished for in front of every case. */
const onLibvirt = (action: string, target: string, answers: Answers = {}, ...before: readonly Given[]): Row => ({
  action,
  target,
  driver: libvirt,
  open() {
    const bench = libvirtBench();
    let isMade = false;
    return {
      ...{driver: libvirt, folder: null, transport: bench.host.transport},
      strike: bench.host.strike,
      async prepare() {
        if (!isMade) {
          await bench.act('create-vm', '', {jname: 'web', ci_ip4_addr: 'DHCP'});
          await bench.act('expose', 'web', {ports: '8080:80'});
        }
        isMade = true;
        for (const wish of before) await bench.act(...wish);
      },
      plan: async () => (await bench.look()).plan(action, target, answers),
      found: () => [
        ...filesOf(bench.host.place, 'etc', 'var', 'run')
          // the layers that a source goes on upon stay, which its step says: they are as good as before
          .filter(file => !/\/web(\.\d+)?\.qcow2 |\/web\.xml /.test(file))
          .map(file => `file ${file}`),
        ...[...bench.host.place.running].map(([name, {state}]) => `runs ${name} ${state}`).sort(),
        ...[...bench.host.place.activeNetworks].map(name => `network ${name}`),
        `doors ${bench.host.place.doors}`,
      ],
    };
  },
});

const off: Given = ['stop', 'web'];

/** What libvirt's driver plans for guests, from their making to their end. */
export const libvirtRows: readonly Row[] = [
  onLibvirt('create-vm', 'rec1', {jname: 'rec1', autostart: '1'}),
  onLibvirt('clone', 'web', {new: 'rec2'}),
  onLibvirt('clone', 'web', {new: 'rec4', copy: 'full'}, off),
  onLibvirt('expose', 'web', {ports: '9000-9003'}),
  onLibvirt('set', 'web', {memory: '2g', vcpus: '2', description: 'a web server'}, off),
  onLibvirt('rename', 'web', {new: 'front'}, off),
  onLibvirt('disk-add', 'web', {size: '5g'}),
  onLibvirt('nic-add', 'web'),
  onLibvirt('snapshot-create', 'web', {snapname: 'rec5'}),
  {...onLibvirt('destroy', 'rec6', {}, ['clone', 'web', {new: 'rec6'}]), lasting: true},
];
