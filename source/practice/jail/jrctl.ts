import {parseSize} from '../../text/units.ts';
import type {Call} from '../call.ts';
import {dropRules, putRule} from '../kernel.ts';
import type {World} from '../world.ts';
import {limitDatabase, lookUp} from './guest.ts';
import {storeLimits} from './limits.ts';
import {limitParameters} from './parameters.ts';

/** What CBSD does by other means than rctl(8), or not at all (share/rctl.conf). */
const beside: readonly string[] = ['cpu', 'fsquota', 'nice', 'bw'];

/** The limits that a jail has stored, as rules of the kernel: each beside what is there already (`rctl -a`). */
export function applyLimits(world: World, jname: string): void {
  if (!world.exists(limitDatabase(jname))) return;
  for (const {param, cur} of world.query(limitDatabase(jname), 'SELECT param, cur FROM forms')) {
    const [name, value] = [String(param), String(cur ?? '')];
    if (beside.includes(name) || value === '' || value === '0') continue;
    putRule(world, `jail:${jname}:${name}:deny=${/^\d+$/.test(value) ? value : parseSize(value)}`);
  }
}

/** `cbsd jrctl`: `set` keeps what is given and adds the rules of all that is kept, `unset` takes the rules away; ends 0. */
export const jrctl = (call: Call): number => {
  const {n0, n1, n2} = call.paint;
  const jname = call.get('jname');
  if (lookUp(call.world, jname) === null) return call.fail(`${n1}No such jail: ${n2}${jname}${n0}`);
  if (call.get('mode') === 'unset') dropRules(call.world, jname);
  if (call.get('mode') !== 'set') return 0;
  const given = Object.fromEntries(limitParameters.map(name => [name, call.get(name)]));
  for (const name of limitParameters) if (given[name] !== '') call.say(`${n1}update rctl for: ${n2}${name}${n0}`);
  storeLimits(call, jname, given);
  applyLimits(call.world, jname);
  return 0;
};
