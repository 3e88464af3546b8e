import type {Call} from '../call.ts';
import {masked} from './guest.ts';

export type Chosen = {readonly one: string} | {readonly many: readonly string[]};

/**
 * Whom `jstart` and `jstop` mean: one jail that is known, several, or, when none of the words is a jail, the first word as it came,
 * quotes and all (`No such jail: jname="nope"`, cbsd-observed, trap 8).
 */
export const chosen = (call: Call): Chosen => {
  const {n0, n1} = call.paint;
  const jname = call.get('jname');
  const words = jname === '' ? call.positional : masked(call, jname).length > 0 ? masked(call, jname) : [jname];
  if (words.length === 0) return call.fail(`${n1}No jail specified${n0}`);
  const jails = words.filter(
    word => call.world.query('local', "SELECT jname FROM jails WHERE jname = ? AND emulator = 'jail'", word).length > 0,
  );
  if (jails.length > 1) return {many: jails};
  return {one: jails[0] ?? call.argv[0] ?? ''};
};
