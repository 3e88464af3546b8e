import {paths} from './host.ts';
import type {World} from './world.ts';

/** What the operator of the node set for all calls of a command, in W/etc; empty: nothing. */
export function siteSetting(world: World, file: 'jclone.conf' | 'bclone.conf', key: string): string {
  const line = (world.read(`${paths.etc}/${file}`) ?? '').split('\n').findLast(each => each.startsWith(`${key}=`));
  return (
    line
      ?.slice(key.length + 1)
      .replace(/["';]/g, '')
      .trim() ?? ''
  );
}
