import type {Call} from '../../call.ts';
import {baseFolder, baseOf} from './base-folder.ts';

/** `cbsd removebase`: the folder and its row. Its words were not recorded: it says what it does. */
export const removeBase = (call: Call): number => {
  const base = baseOf(call);
  const folder = baseFolder(base);
  if (!call.world.exists(folder)) return call.fail(`practice: removebase: no such base: ${folder}`);
  call.world.remove(folder);
  call.world.change(
    'local',
    "DELETE FROM bsdbase WHERE platform = ? AND name = 'base' AND arch = ? AND targetarch = ? AND ver = ?",
    ...([base.platform, base.arch, base.target, base.ver] as const),
  );
  call.say(`practice: ${folder} removed`);
  return 0;
};
