import {closeSync, openSync, readSync} from 'node:fs';
import type {Call} from '../../call.ts';
import type {World} from '../../world.ts';

/** `iso` for a CD image or a disk with a boot sector, else `hdd`. */
export const imageType = (world: World, path: string): 'iso' | 'hdd' => {
  const at = (offset: number, bytes: number): string => {
    const buffer = Buffer.alloc(bytes);
    try {
      const file = openSync(world.path(path), 'r');
      readSync(file, buffer, 0, bytes, offset);
      closeSync(file);
    } catch {
      return '';
    }
    return buffer.toString('latin1');
  };
  return at(32_769, 5) === 'CD001' || at(510, 2) === 'U\u00aa' || /\.iso$/.test(path) ? 'iso' : 'hdd';
};

export const imgtype = (call: Call): number => {
  const path = call.get('path');
  const {n0, n1, n2} = call.paint;
  if (!call.world.exists(path)) call.fail(`${n1}No such file: ${n2}${path}${n0}`);
  call.out(imageType(call.world, path));
  return 0;
};
