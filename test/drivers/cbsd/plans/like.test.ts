import assert from 'node:assert/strict';
import {test} from 'node:test';
import {planCreateJail} from '../../../../source/drivers/cbsd/plans/create-jail.ts';
import {planCreateVm} from '../../../../source/drivers/cbsd/plans/create-vm.ts';
import {jailAnswersLike, vmAnswersLike} from '../../../../source/drivers/cbsd/plans/like.ts';
import type {Answers} from '../../../../source/model/form.ts';
import type {Refusal} from '../../../../source/model/plan.ts';
import {context} from '../bench.ts';

const host = context();
const jail = {
  ...{
    jname: 'j1',
    jid: '0',
    emulator: 'jail',
    path: '/usr/jails/jails/j1',
    host_hostname: 'j1.my.domain',
    ip4_addr: '10.0.0.1',
  },
  ...{
    astart: '1',
    ver: 'native',
    arch: 'amd64',
    baserw: '0',
    allow_raw_sockets: '1',
    exec_start: '/bin/sh /etc/rc',
    tags: '0',
  },
  ...{
    basename: '0',
    slavenode: '0',
    devfs_ruleset: '4',
    interface: 'auto',
    b_order: '5',
    status: '1',
    cpuset: '0',
    ci_gw4: '0',
  },
};

test('answers like a jail hold what sets it apart, and nothing that is its own alone', () => {
  assert.deepEqual(jailAnswersLike(jail, host), {allow_raw_sockets: '1', b_order: '5'});
  assert.deepEqual(jailAnswersLike({...jail, ip4_addr: '0', ver: '13.4'}, host), {
    ver: '13.4',
    allow_raw_sockets: '1',
    b_order: '5',
    ip4_addr: '0',
  });
});

test('a Linux jail is made anew from the profile that it came from', () => {
  const like = jailAnswersLike({...jail, ver: 'jammy', baserw: '1', exec_start: '/bin/true'}, host);
  assert.equal('profile' in like && like.profile, 'ubuntu_jammy');
});

test('answers like a VM say its memory with a unit and keep its system', () => {
  const like = vmAnswersLike(
    {
      ...{
        jname: 'v1',
        emulator: 'bhyve',
        vm_ram: '4294967296',
        vm_cpus: '2',
        vm_os_type: 'linux',
        vm_os_profile: 'cloud-Debian-x86-12',
      },
      ...{
        vnc_password: 'hidden',
        vm_vnc_port: '5901',
        uuid: 'x',
        ip4_addr: '10.0.0.9',
        astart: '0',
        imgsize: '21474836480',
      },
    },
    host,
  );
  assert.deepEqual(like, {
    vm_os_profile: 'cloud-Debian-x86-12',
    imgsize: '20g',
    vm_ram: '4g',
    vm_cpus: '2',
    astart: '0',
  });
});

test('answers like a guest make a plan', () => {
  assert.ok(planCreateJail({...answers(jailAnswersLike(jail, host)), jname: 'j2'}, host).steps.length > 0);
  assert.deepEqual(
    planCreateVm({...answers(vmAnswersLike({vm_ram: '4294967296'}, host)), jname: 'v2'}, host).refusals,
    [],
  );
});

test('a jail is not like a VM', () => {
  assert.throws(() => answers(jailAnswersLike({jname: 'v', emulator: 'bhyve'}, host)), /is a VM, not a jail/);
  assert.throws(() => answers(vmAnswersLike(jail, host)), /is a jail, not a VM/);
});

function answers(like: Answers | Refusal): Answers {
  if (isRefusal(like)) throw new Error(like.reason);
  return like;
}

const isRefusal = (like: Answers | Refusal): like is Refusal => 'reason' in like;
