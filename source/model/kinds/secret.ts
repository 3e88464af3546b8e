import {sshKeyProblem} from '../../text/sshkey.ts';
import {line, text} from './value.ts';

/** Anything that can be typed: it travels hashed. Where it travels as it is, the field says what it refuses. */
export function password(value: string): string | null {
  if (value === '0') return 'A password 0 is read as none: choose another.';
  if (/[\u0000-\u001f\u007f-\u009f]/.test(value))
    return 'The password holds a control character or a line break: leave it out.';
  if (!value.isWellFormed()) return 'The password is not valid Unicode: type it again.';
  return [...value].length > 128 ? 'The password is longer than 128 characters: shorten it.' : null;
}

export const sshKey = (value: string): string | null => text(value) ?? sshKeyProblem(value);

/** Keys on hardware (`sk-…`) too, where the platform passes the line on as it is. */
export const anySshKey = (value: string): string | null => line(value) ?? sshKeyProblem(value, true);
