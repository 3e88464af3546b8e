import type {Choice, Get} from '../../../../model/form.ts';
import {formatBytes} from '../../../../text/units.ts';
import type {CbsdContext} from '../../context.ts';
import {defaultProfile, imageOf} from '../../images.ts';
import type {VmProfile} from '../../profiles/profile.ts';
import {plain, type Row, tableOf} from '../row.ts';
import {fromVmProfile, vmProfileOf} from './lookup.ts';

const {field} = tableOf('vm', fromVmProfile);
const basic = {speed: 'basic', required: true} as const;

const osTypes = ['freebsd', 'linux', 'openbsd', 'netbsd', 'dflybsd', 'windows', 'other'];

/** One of the node's profiles for VMs; CBSD's own form asks for the family first and forgets everything when it changes. */
export const vmSystem: Row = field(
  'vm_os_profile',
  'choice',
  'System',
  '',
  'What it runs: a cloud image that boots ready, or an installer to go through by VNC.',
  {
    ...basic,
    initial: (get, context) => ({
      value: defaultProfile(get('vm_os_type'), context)?.name ?? '',
      origin: 'newest release',
    }),
    allowed: (_, context) => profileChoices(context),
    refuse: (_, get, context) => otherType(get, context),
    note: (_, get, context) => imageNote(vmProfileOf(get, context), context),
  },
);

export const vmFamily: Row = field(
  'vm_os_type',
  'choice',
  'System family',
  '',
  'Narrows the systems; it follows from the system.',
  {
    required: true,
    initial: (get, context) => ({value: vmProfileOf(get, context)?.osType ?? 'freebsd', origin: 'profile'}),
    allowed: () => plain(osTypes),
  },
);

function otherType(get: Get, context: CbsdContext): string | null {
  const profile = vmProfileOf(get, context);
  const type = get('vm_os_type');
  return profile && profile.osType !== type
    ? `${profile.name} is of the family ${profile.osType}, and vm_os_type says ${type}.`
    : null;
}

function imageNote(profile: VmProfile | undefined, context: CbsdContext): string | null {
  if (!profile) return null;
  const image = imageOf(profile, context);
  const what = profile.cloud ? 'cloud image' : 'installer';
  if (image.file === '') return null;
  if (image.here) return `${what}, here already`;
  if (image.source === 'hand') return `${what}, to be put into ${context.node.workdir}/src/iso/${image.file} by hand`;
  return `${what}, ${image.bytes > 0 ? `${formatBytes(image.bytes)} to download` : 'to download'}`;
}

/** Families in their usual order, cloud images first. */
function profileChoices(context: CbsdContext): readonly Choice[] {
  const rank = (profile: VmProfile): string =>
    `${osTypes.indexOf(profile.osType)}${profile.cloud ? 0 : 1}${profile.title}`;
  return [...context.vmProfiles]
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
    .map(profile => ({
      value: profile.name,
      label: profile.title,
      note: `${profile.osType}, ${imageNote(profile, context) ?? 'no image'}`,
      ...(profile.broken === null ? {} : {disabled: profile.broken}),
    }));
}
