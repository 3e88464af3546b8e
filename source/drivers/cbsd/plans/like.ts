import type {Answers, Form} from '../../../model/form.ts';
import {differing} from '../../../model/like.ts';
import type {Refusal} from '../../../model/plan.ts';
import {sizeText} from '../../../text/units.ts';
import type {CbsdContext} from '../context.ts';
import {jailForm} from '../forms/jail.ts';
import {vmForm} from '../forms/vm.ts';
import {refuse} from './finish.ts';

type Settings = Readonly<Record<string, string>>;

/** Answers that make another jail like the one of these settings (its row of the table jails). */
export function jailAnswersLike(settings: Settings, context: CbsdContext): Answers | Refusal {
  if (settings.emulator === 'bhyve') return refuse('unsupported', null, `${settings.jname} is a VM, not a jail.`);
  const foreign = context.jailProfiles.find(
    profile => profile.platform !== 'FreeBSD' && profile.values.get('ver')?.value === settings.ver,
  );
  const {arch, ...rest} = settings;
  return differing(jailForm, context, {
    ...(foreign ? {profile: foreign.name} : {}),
    ...(arch && arch !== context.node.arch ? {arch} : {}),
    ...shared(jailForm, rest),
  });
}

/**
 * The same for a VM: its settings, with what the table jails knows of it below them. Its disk is as large when told; its
 * family follows from its system.
 */
export function vmAnswersLike(settings: Settings, context: CbsdContext): Answers | Refusal {
  if (settings.emulator !== undefined && settings.emulator !== 'bhyve')
    return refuse('unsupported', null, `${settings.jname} is a jail, not a VM.`);
  const {vm_ram, imgsize, vm_vnc_port, vm_iso_path: _, vm_os_type: __, ...rest} = settings;
  return differing(vmForm, context, {
    ...shared(vmForm, rest),
    ...(vm_ram ? {vm_ram: withUnit(vm_ram)} : {}),
    ...(imgsize ? {imgsize: withUnit(imgsize)} : {}),
    ...(vm_vnc_port === '1' ? {vm_vnc_port} : {}),
  });
}

/** What belongs to one guest alone: its name, addresses, places and identity. */
const unique = new Set(
  'jname host_hostname ip4_addr nic_hwaddr path data uuid ci_ip4_addr ci_jname ci_fqdn zfs_snapsrc zfs_encryption start'.split(
    ' ',
  ),
);

/** Columns that are fields. `0` and nothing are CBSD's words for "not set" wherever a field has no such value. */
const shared = (form: Form<CbsdContext>, settings: Settings): Answers => {
  const ids = new Map(form.fields.map(field => [field.id, field]));
  const noAddress = settings.ip4_addr === '0' ? {ip4_addr: '0'} : {};
  const kept = Object.entries(settings).filter(([id, value]) => {
    const field = ids.get(id);
    return field !== undefined && !field.secret && !unique.has(id) && value !== '' && !(value === '0' && unset.has(id));
  });
  return {...Object.fromEntries(kept), ...noAddress};
};

const unset = new Set([
  'basename',
  'exec_start',
  'exec_stop',
  'interface2',
  'bhyve_flags',
  'vm_cpu_topology',
  'soundhw',
]);

const withUnit = (value: string): string => (/^\d{1,15}$/.test(value) ? sizeText(Number(value)) : value);
