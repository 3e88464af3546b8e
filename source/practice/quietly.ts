import type {Call} from './call.ts';
import type {World} from './world.ts';

/** A full disk ends nothing: the clone is told to be `ok` (cbsd-observed, trap 9). */
export function quietly(call: Call, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    call.err('cp: No space left on device\n');
  }
}

/** Whether data reaches a clone: by ZFS, or by rsync where that is installed. */
export const copies = (world: World): boolean => world.settings.zfs || world.exists('/usr/local/bin/rsync');
