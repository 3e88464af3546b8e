import type {Refusal, Step} from '../../../model/plan.ts';
import type {CbsdContext} from '../context.ts';
import {imageOf} from '../images.ts';
import type {VmProfile} from '../profiles/profile.ts';
import {cbsd, patience, run} from './command.ts';
import {refuse} from './finish.ts';
import {spaceRefusal} from './preflight.ts';

/** The archive grows under one name and becomes the image under another: whichever is larger tells. */
const largest =
  'size=0; for file do next=$(stat -f %z "$file" 2>/dev/null) && [ "$next" -gt "$size" ] && size=$next; done; echo "$size"';

/** The download that bstart would do in silence. It may be ended at any time and goes on where it was. */
export function fetchImage(profile: VmProfile, context: CbsdContext): readonly Step[] {
  const image = imageOf(profile, context);
  if (image.here || image.source !== 'fetch') return [];
  const folder = `${context.node.workdir}/src/iso`;
  const path = `${folder}/${image.file}`;
  const locks = image.parts.map(part => `${folder}/${part}.lock`);
  const words = [
    'fetch_iso',
    `path=${profile.file}`,
    'dstdir=default',
    'keepname=0',
    `cloud=${profile.cloud ? 1 : 0}`,
    'fastscan=1',
  ];
  const left = image.locks.map(lock => `${folder}/${lock}`);
  const unlock = run(
    'Remove the lock of a download that ended halfway',
    {argv: ['rm', '-f', ...left]},
    {check: null, seconds: 1},
  );
  return [
    ...(left.length > 0 ? [unlock] : []),
    run(`Download ${image.file}`, cbsd(words, patience.fetch), {
      check: {id: 'file-present', target: image.file, expect: {path}, says: `${path} is here`},
      undo: [{argv: ['rm', '-f', ...locks]}],
      residue: [
        `${folder}: what was downloaded stays for the next attempt`,
        `locks of an ended download: rm -f ${locks.join(' ')}`,
      ],
      seconds: image.bytes > 0 ? Math.ceil(image.bytes / 10_000_000) : 300,
      progress: {
        read: {argv: ['sh', '-c', largest, 'construct-tui', ...image.parts.map(part => `${folder}/${part}`)]},
        totalBytes: image.bytes,
      },
      interruptible: true,
    }),
  ];
}

export function imageRefusals(profile: VmProfile, context: CbsdContext): readonly Refusal[] {
  const image = imageOf(profile, context);
  if (image.here) return [];
  if (image.source === 'hand') {
    const place = `${context.node.workdir}/src/iso/${image.file}`;
    return [
      refuse('missing', 'vm_os_profile', `CBSD does not download ${profile.title}: put its image into ${place} first.`),
    ];
  }
  // an archive and what is unpacked from it lie side by side for a while
  return spaceRefusal('vm_os_profile', image.bytes * 2, 'The download', context);
}

export function imageWarnings(profile: VmProfile, context: CbsdContext): readonly string[] {
  const image = imageOf(profile, context);
  if (image.here) return [];
  if (image.source === 'start')
    return ['The first start downloads the installer itself, without showing how far it is.'];
  if (image.locks.length === 0) return [];
  return [`A download of ${image.file} ended halfway or still runs elsewhere: its lock is removed.`];
}
