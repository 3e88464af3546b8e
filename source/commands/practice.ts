import {managePractice} from '../actions/practice.ts';
import type {Face} from './face.ts';
import {wrongUse} from './failure.ts';

const verbs = ['path', 'reset', 'fault', 'log'];

/** `practice path|reset|fault|log`: hands the words to the practice host's own program, which knows its world. */
export async function practice([verb = '', ...rest]: readonly string[], folder: string, face: Face): Promise<number> {
  if (!verbs.includes(verb)) throw wrongUse(`practice takes one of: ${verbs.join(', ')}`);
  const {options} = face;
  const passed = (['world', 'at', 'on', 'by'] as const).flatMap(name => {
    const value = options.text(name);
    return value === null ? [] : [`--${name}`, value];
  });
  const flags = [...(options.flag('zfs') ? ['--zfs'] : []), ...(face.json ? ['--json'] : [])];
  const result = await managePractice([verb, folder, ...rest, ...passed, ...flags]);
  process.stdout.write(result.stdout);
  process.stderr.write(result.stderr);
  return result.exitCode ?? 1;
}
