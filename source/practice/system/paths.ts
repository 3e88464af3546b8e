import {join, posix} from 'node:path';
import type {Call} from '../call.ts';

/** A path as a tool got it: of the host, relative to the caller's folder, or already mapped into the world by the practice sh. */
export const hostPath = (call: Call, path: string): string => {
  const root = join(call.world.folder, 'root');
  if (path === root || path.startsWith(`${root}/`)) return path.slice(root.length) || '/';
  return posix.resolve(call.cwd, path);
};
