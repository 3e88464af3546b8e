import assert from 'node:assert/strict';
import {test} from 'node:test';
import {jailForm} from '../../../../source/drivers/cbsd/forms/jail.ts';
import {vmForm} from '../../../../source/drivers/cbsd/forms/vm.ts';
import type {Answers} from '../../../../source/model/form.ts';
import {formRefusals, resolveForm} from '../../../../source/model/resolve.ts';
import {cpuTime} from '../../../helpers/cpu.ts';
import {context, guest, key, profiles} from '../bench.ts';

const jail = (answers: Answers, ...host: Parameters<typeof context>) =>
  resolveForm(jailForm, answers, context(...host));
const vm = (answers: Answers, ...host: Parameters<typeof context>) => resolveForm(vmForm, answers, context(...host));
const field = (view: ReturnType<typeof jail>, id: string) => {
  const found = view.fields.find(each => each.id === id);
  assert.ok(found, id);
  return found;
};
const basics = (view: ReturnType<typeof jail>) =>
  view.fields
    .filter(each => each.speed === 'basic' && each.visible)
    .map(each => [each.id, each.value, each.fallback.origin]);

test('the short form of a jail is five fields, each with a default and its origin', () => {
  assert.deepEqual(basics(jail({}, {guests: [guest('jail1', '10.0.0.2')]})), [
    ['profile', 'default', 'CBSD'],
    ['jname', 'jail2', 'next free'],
    ['ip4_addr', 'DHCP', 'CBSD'],
    ['ver', 'native', 'CBSD'],
    ['start', '1', 'construct-tui'],
  ]);
});

test('the short form of a VM is eight fields, each with a default and its origin', () => {
  assert.deepEqual(basics(vm({})), [
    ['vm_os_profile', 'cloud-FreeBSD-ufs-x64-14.1', 'newest release'],
    ['jname', 'freebsd1', 'next free'],
    ['imgsize', '10g', 'profile'],
    ['vm_ram', '2g', 'package small1'],
    ['vm_cpus', '1', 'package small1'],
    ['ip4_addr', 'DHCP', 'CBSD'],
    ['ci_user_pubkey', key, 'your key'],
    ['start', '1', 'construct-tui'],
  ]);
});

test('field ids are unique and every group has fields', () => {
  for (const form of [jailForm, vmForm]) {
    const ids = form.fields.map(each => each.id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(new Set(form.fields.map(each => each.group)), new Set(form.groups.map(each => each.id)));
    for (const each of form.fields) assert.ok(each.label !== '' && each.help.endsWith('.'), each.id);
  }
});

test('every profile that is offered resolves without an error', () => {
  for (const profile of profiles.vm.filter(each => each.broken === null))
    assert.deepEqual(formRefusals(vm({vm_os_profile: profile.name})), [], profile.name);
  for (const profile of profiles.jail.filter(each => each.broken === null))
    assert.deepEqual(formRefusals(jail({profile: profile.name})), [], profile.name);
});

test('what jconstruct-tui offers is offered, and what it loses too', () => {
  const ids = new Set(jailForm.fields.map(each => each.id));
  const offered =
    'profile pkglist jname host_hostname ip4_addr ver baserw astart interface arch vnet ci_gw4 devfs_ruleset nic_hwaddr zfs_snapsrc ' +
    'zfs_encryption basename path data user_pw_root user_add sysrc_enable pkg_bootstrap mnt_start mnt_stop boot_delay allow_devfs ' +
    'allow_dying allow_fusefs allow_linprocfs allow_linsysfs allow_kmem allow_mount allow_nullfs allow_fdescfs allow_procfs ' +
    'allow_raw_sockets allow_read_msgbuf allow_reserved_ports allow_sysvipc allow_tmpfs allow_unprivileged_proc_debug allow_vmm ' +
    'allow_zfs mount_devfs mount_fdescfs mount_procfs mount_linprocfs mount_linsysfs mount_kernel mount_obj mount_ports mount_src ' +
    'persist allow_mlock allow_nfsd ci_user_pubkey memoryuse pcpu b_order tags protected jnameserver cpuset exec_prestart start';
  for (const id of offered.split(' ')) assert.ok(ids.has(id), id);
  assert.ok(!ids.has('mount_fstab'));
});

test('what bconstruct-tui offers is offered, and what it lacks too', () => {
  const ids = new Set(vmForm.fields.map(each => each.id));
  const offered =
    'vm_os_type vm_os_profile vm_package jname host_hostname imgsize ip4_addr vm_ram vm_cpus vm_iso_path vm_hostbridge astart xhci ' +
    'tablet fbuf jailed interface vm_vnc_port vm_efi debug_engine imgtype zfs_snapsrc vm_cpu_topology soundhw bhyve_flags ' +
    'cd_boot_firmware hdd_boot_firmware on_poweroff on_reboot on_crash bhyve_generate_acpi bhyve_wire_memory bhyve_rts_keeps_utc ' +
    'bhyve_force_msi_irq bhyve_x2apic_mode bhyve_mptable_gen bhyve_ignore_msr_acc double_acpi virtio_rnd uuid mnt_start mnt_stop ' +
    'boot_delay bhyverun_wrapper bhyve_cmd efi_firmware cd_vnc_wait bhyve_vnc_resolution bhyve_vnc_tcp_bind bhyve_vnc_vgaconf ' +
    'bhyve_vnc_kbdlayout vnc_password ci_jname ci_fqdn ci_user_add ci_ip4_addr ci_gw4 ci_nameserver_address ci_nameserver_search ' +
    'ci_user_pw_user ci_user_pw_root ci_interface_mtu ci_user_home ci_user_pubkey vm_boot interface2 nic_flags nic2_flags nic_driver ' +
    'virtio_type tpm b_order nic_hwaddr tags start';
  for (const id of offered.split(' ')) assert.ok(ids.has(id), id);
});

test('facts of the host stand beside the fields', () => {
  assert.equal(field(vm({}), 'imgsize').note, '200 GiB free on this node');
  assert.equal(field(vm({}), 'vm_ram').note, '16 GiB free on this node');
  assert.equal(field(vm({}), 'vm_os_profile').note, 'cloud image, 398.0 MiB to download');
  assert.equal(
    field(vm({}, {isoFiles: {'cbsd-cloud-FreeBSD-ufs-14.1.0-CURRENT-amd64.raw': 9}}), 'vm_os_profile').note,
    'cloud image, here already',
  );
  assert.match(field(vm({}), 'ci_user_pubkey').note ?? '', /alice@laptop.*laptop/);
  assert.equal(field(jail({}), 'ip4_addr').note, '10.0.0.2, the next free of 10.0.0.0/24');
  assert.match(field(jail({}, {bases: []}), 'ver').note ?? '', /fetched first/);
});

test('the system decides its family, and a family its newest system', () => {
  assert.equal(field(vm({vm_os_profile: 'cloud-Debian-x86-12'}), 'vm_os_type').value, 'linux');
  assert.equal(field(vm({vm_os_type: 'linux'}), 'vm_os_profile').value, 'cloud-Debian-x86-12');
  assert.equal(field(vm({vm_os_type: 'windows'}), 'vm_os_profile').value, '11_86x_64x');
  assert.deepEqual(
    formRefusals(vm({vm_os_type: 'linux', vm_os_profile: 'FreeBSD-x64-14.1'})).map(each => each.field),
    ['vm_os_profile'],
  );
});

test('a package that was chosen sets CPUs, memory and disk', () => {
  const view = vm({vm_package: 'medium1'});
  assert.deepEqual(
    ['vm_cpus', 'vm_ram', 'imgsize'].map(id => field(view, id).value),
    ['4', '8g', '60g'],
  );
});

test('an underscore in a name does not make a wrong host name', () => {
  assert.equal(field(jail({jname: 'a_b'}), 'host_hostname').value, 'a-b.my.domain');
  assert.deepEqual(formRefusals(vm({jname: 'a_b-'})), []);
});

test('a field that a Linux profile switches off is hidden', () => {
  const view = jail({profile: 'rocky_9'});
  assert.equal(field(view, 'ver').visible, false);
  assert.equal(field(view, 'pkglist').visible, false);
});

test('ten thousand guests do not slow a form down', () => {
  const guests = Array.from({length: 10_000}, (_, index) =>
    guest(`jail${index + 1}`, `10.0.${index >> 8}.${index & 255}`),
  );
  const host = context({guests}, {pools: ['10.0.0.0/16']});
  const view = resolveForm(jailForm, {}, host);
  const spent = cpuTime(() => resolveForm(jailForm, {}, host));
  assert.ok(spent < 500, `${spent} ms`);
  assert.equal(field(view, 'jname').value, 'jail10001');
});
