import type {Part} from '../../../model/command.ts';
import {fingerprint} from '../../../model/fingerprint.ts';
import type {FormView} from '../../../model/form.ts';
import {assignment, cannotCarry} from '../../../text/carry.ts';
import {effective} from './finish.ts';

/** A line of a CBSD configuration file: a key with a plain value or with a secret. */
export type Setting = readonly [key: string, value: string | {readonly secret: string}];

/**
 * What the form says, a line each: every field that takes part, and of the hidden ones what the profile sets (a Linux
 * profile hides its version). An empty value is left to CBSD. `own` are ids that need a line of another kind or none.
 */
export const formSettings = (view: FormView, own: ReadonlySet<string>): readonly Setting[] =>
  view.fields.flatMap(field => {
    const value = effective(field);
    const takesPart = field.visible || field.fallback.origin === 'profile';
    return takesPart && !field.secret && value !== '' && !own.has(field.id) ? [[field.id, value] as const] : [];
  });

/** Single-quoted assignments: the only form in which CBSD changes nothing (cbsd-observed, the way of driving). */
export function content(settings: readonly Setting[]): readonly Part[] {
  const parts: Part[] = [];
  for (const [key, value] of settings) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) throw new Error(`not a key: ${key}`);
    if (typeof value !== 'string') parts.push(`${key}='`, value, `';\n`);
    else if (cannotCarry(value)) throw new Error(`${key} cannot be carried`);
    else parts.push(`${assignment(key, value)}\n`);
  }
  return joined(parts);
}

/** Neighbouring texts as one, so that equal content is equal. */
const joined = (parts: readonly Part[]): readonly Part[] => {
  const out: Part[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (typeof part === 'string' && typeof last === 'string') out[out.length - 1] = last + part;
    else out.push(part);
  }
  return out;
};

/** A name for the file that follows from what is in it: a plan is pure, and two plans never share a file by chance. */
export const settingsPath = (workdir: string, target: string, parts: readonly Part[]): string =>
  `${workdir}/ftmp/construct-tui.${target}.${fingerprint([target, parts]).slice(0, 12)}.jconf`;
