import type {FormView, Get} from '../../../model/form.ts';
import {cannotCarry} from '../../../text/carry.ts';
import type {CbsdContext} from '../context.ts';
import {effective, given, valueIn} from './finish.ts';
import {formSettings, type Setting} from './settings.ts';

/** Ids of ours, and those that stand in the file in another form. */
const own = new Set([
  'profile',
  'jname',
  'ip4_addr',
  'start',
  'zfs_encryption',
  'exec_start',
  'exec_stop',
  'user_add',
  'user_gecos',
  'user_member_groups',
  'user_shell',
  'user_pw_user',
  'user_pw_root',
]);

/** The file for jcreate: what the form says, the accounts, and of the profile what no field shows. */
export function jailSettings(view: FormView, address: string, context: CbsdContext): readonly Setting[] {
  const get = valueIn(view);
  const profile = context.jailProfiles.find(each => each.name === get('profile'));
  const skeletons = ['jailskeldir', 'customskel', 'jailsysskeldir'].flatMap(key => {
    const value = profile?.values.get(key);
    return value?.origin === 'profile' && value.value !== '' && !cannotCarry(value.value)
      ? [[key, value.value] as const]
      : [];
  });
  const emulator = emulatorOf(get, context);
  const prefix = emulator === 'jail' ? '' : `/bin/${emulator} `;
  return [
    ['jname', get('jname')],
    ['emulator', emulator],
    ['platform', profile?.platform ?? 'FreeBSD'],
    ['jail_profile', get('profile')],
    ['ip4_addr', address],
    ...formSettings(view, own),
    ['exec_start', prefix + get('exec_start')],
    ['exec_stop', prefix + get('exec_stop')],
    ...skeletons,
    ...accounts(view),
  ];
}

/** Foreign architectures run through a static qemu that CBSD puts into the jail (cbsd-create 1.9). */
const emulators: ReadonlyMap<string, string> = new Map([
  ['aarch64', 'qemu-aarch64-static'],
  ['arm', 'qemu-arm-static'],
  ['mips', 'qemu-mips64-static'],
  ['powerpc', 'qemu-ppc64-static'],
  ['riscv', 'qemu-riscv64-static'],
]);

/** `jail`, or the program that runs another architecture's commands on this node. */
export const emulatorOf = (get: Get, {node}: CbsdContext): string =>
  get('arch') === node.arch ? 'jail' : (emulators.get(get('arch')) ?? 'jail');

/**
 * Logins as the adduser module reads them from the file. Root goes this way too: CBSD's own key for root's password
 * takes the hash through an `eval` that eats its `$` (cbsd-create 1.5).
 */
function accounts(view: FormView): readonly Setting[] {
  const get = valueIn(view);
  const logins = get('user_add').split(' ').filter(Boolean);
  const all = given(view, 'user_pw_root') ? ['root', ...logins] : logins;
  if (all.length === 0) return [];
  return [
    ['user_add', all.join(' ')],
    ...(given(view, 'user_pw_root') ? [['user_pw_root_crypt', {secret: 'user_pw_root:crypt'}] as const] : []),
    ...logins.flatMap((login): readonly Setting[] => [
      [`user_gecos_${login}`, get('user_gecos') || login],
      [`user_home_${login}`, `/home/${login}`],
      [`user_shell_${login}`, get('user_shell')],
      [`user_member_groups_${login}`, get('user_member_groups')],
      ...(given(view, 'user_pw_user') ? [[`user_pw_${login}_crypt`, {secret: 'user_pw_user:crypt'}] as const] : []),
    ]),
  ];
}

/** What the database must say afterwards: the name's address and host name, and every answer that has a column. */
export function expectedJail(view: FormView, address: string): Readonly<Record<string, string>> {
  const answered = view.fields.filter(
    field => field.visible && field.answered && columns.has(field.id) && field.value !== '',
  );
  const get = valueIn(view);
  return {
    host_hostname: get('host_hostname'),
    ip4_addr: address,
    astart: get('astart'),
    ...Object.fromEntries(
      answered.filter(field => !moves(field.id, field.value)).map(field => [field.id, effective(field)]),
    ),
    ...(address === 'REALDHCP' || /^DHCP/.test(address) ? {} : {ip4_addr: address}),
  };
}

/** `native` is stored as what it stands for, and a foreign jail's commands get a prefix. */
const moves = (id: string, value: string): boolean =>
  value === 'native' || ['ip4_addr', 'arch', 'exec_start', 'exec_stop', 'path', 'data'].includes(id);

/** Fields that are columns of the table jails (cbsd-ops 4.5). */
const columns: ReadonlySet<string> = new Set(
  (
    'host_hostname ip4_addr mount_devfs allow_mount allow_devfs allow_nullfs mkhostsfile devfs_ruleset interface basename baserw ' +
    'mount_src mount_obj mount_kernel mount_ports astart vnet applytpl mdsize floatresolv ver arch exec_start exec_stop ' +
    'exec_poststart exec_poststop exec_prestart exec_prestop exec_master_poststart exec_master_poststop exec_master_prestart ' +
    'exec_master_prestop exec_timeout exec_fib stop_timeout mount_fdescfs allow_dying allow_procfs allow_tmpfs allow_zfs cpuset ' +
    'allow_kmem exec_consolelog b_order allow_fdescfs allow_sysvipc protected hidden allow_reserved_ports childrenmax persist ' +
    'enforce_statfs allow_raw_sockets allow_fusefs allow_linprocfs allow_linsysfs allow_read_msgbuf allow_vmm ' +
    'allow_unprivileged_proc_debug sysvsem sysvshm sysvmsg mnt_start mnt_stop allow_mlock mount_procfs mount_linprocfs ' +
    'mount_linsysfs tags ci_gw4 boot_delay allow_nfsd jnameserver'
  ).split(' '),
);
