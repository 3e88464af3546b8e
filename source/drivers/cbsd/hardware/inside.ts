import type {NextAction} from '../../../model/plan.ts';
import type {CbsdContext, CbsdGuest} from '../context.ts';

/** What grows in the guest once its disk has: its partition and its file system. */
export type Inside = {readonly says: string; readonly next: readonly NextAction[]};

/**
 * cloud-init grows the partition and the file system of the first disk at every start (its modules growpart and resizefs);
 * everywhere else it is for the operator, inside the guest, and the commands are said.
 */
export function grownInside({name: vm, row = {}}: CbsdGuest, index: number, {vmProfiles}: CbsdContext): Inside {
  const name = row.vm_os_profile ?? '';
  const isCloud = vmProfiles.find(each => each.name === name)?.cloud ?? name.startsWith('cloud-');
  if (isCloud && index === 0)
    return {says: `cloud-init grows the partition and file system of ${vm} at its next start.`, next: []};
  const [where, text] = commandsOf(row.vm_os_type ?? '', Math.max(0, index));
  return {
    says: `Its partition and file system stay as they are: after its next start, inside ${vm}${where}.`,
    next: text === '' ? [] : [{kind: 'copy', title: 'Inside it, after its next start', text}],
  };
}

function commandsOf(type: string, index: number): readonly [string, string] {
  const letter = String.fromCharCode(97 + index);
  if (type === 'freebsd') {
    const disk = `vtbd${index}`;
    return [
      `: ${disk} and its last partition`,
      `gpart recover ${disk} && gpart show ${disk}; then gpart resize -i N ${disk} && growfs /dev/${disk}pN`,
    ];
  }
  if (type === 'linux') return [`: /dev/vd${letter}`, `growpart /dev/vd${letter} 1 && resize2fs /dev/vd${letter}1`];
  return [', by its own tools', ''];
}
