import {lstatSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import type {Call} from '../call.ts';
import {hostPath} from './paths.ts';

/** `du -Askx PATH…`: apparent kilobytes of each tree, links not followed; 1 when one is not there. */
export const du = (call: Call): number => {
  let code = 0;
  for (const path of call.argv.filter(word => !word.startsWith('-'))) {
    const real = call.world.path(hostPath(call, path));
    if (lstatSync(real, {throwIfNoEntry: false})) call.say(`${Math.ceil(bytesBelow(real) / 1024)}\t${path}`);
    else {
      call.err(`du: ${path}: No such file or directory\n`);
      code = 1;
    }
  }
  return code;
};

const bytesBelow = (path: string): number => {
  const found = lstatSync(path);
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesBelow(join(path, name)), 512);
};
