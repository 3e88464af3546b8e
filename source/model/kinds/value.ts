import {cannotCarry} from '../../text/carry.ts';
import {parseSize} from '../../text/units.ts';

const longest = 65_536;

/** Whatever can be typed in a line: for platforms that quote it themselves. */
export function line(value: string): string | null {
  if (/[\u0000-\u001f\u007f-\u009f]/.test(value))
    return 'It holds a control character or a line break: write one line.';
  if (!value.isWellFormed()) return 'It is not valid Unicode: type it again.';
  return value.length > longest ? `The text is longer than ${longest} characters: shorten it.` : null;
}

/** Lines of such text, tabs among it. */
export function block(value: string): string | null {
  const wrong = line(value.replaceAll(/[\n\t]/g, ' '));
  return wrong === null ? null : wrong.replace('or a line break: write one line', 'that no text needs: leave it out');
}

/** Refuses only what the platform's file cannot carry (cbsd-observed wins over the stricter list of cbsd-create 0.3). */
export function text(value: string): string | null {
  const reason = cannotCarry(value);
  if (reason) return `The text ${reason}, which cannot be stored: leave it out.`;
  return value.length > longest ? `The text is longer than ${longest} characters: shorten it.` : null;
}

/** Stricter than CBSD, which checks nothing: names become paths, datasets, SQL and pf comments. */
export function jname(value: string): string | null {
  if (/^[a-z][a-z0-9_-]{0,30}$/.test(value)) return null;
  if (value.length > 31) return 'The name is longer than 31 characters: shorten it.';
  if (!/^[a-z]/.test(value)) return 'A name begins with a lower-case letter a-z.';
  return 'A name holds only a-z, 0-9, _ and -: replace the other characters.';
}

/** RFC 1123, as FreeBSD's kernel limits it: 255 in all, 63 a label. */
export function hostname(value: string): string | null {
  if (value.length > 255) return 'The host name is longer than 255 characters: shorten it.';
  for (const label of value.split('.')) {
    if (label === '') return 'The host name has an empty part: check its dots.';
    if (label.length > 63) return 'A part of the host name is longer than 63 characters: shorten it.';
    if (!/^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/.test(label))
      return 'The parts of a host name hold letters, digits and inner hyphens only.';
  }
  return null;
}

export const choice = text;

export const bool = (value: string): string | null =>
  value === '0' || value === '1' ? null : 'This is a switch: write 1 for yes or 0 for no.';

export function integer(value: string): string | null {
  if (!/^\d+$/.test(value)) return 'Write a whole number, digits only.';
  if (value !== '0' && value.startsWith('0')) return 'Write the number without leading zeros.';
  return value.length > 15 ? 'The number is too large.' : null;
}

export const inRange = (value: string, low: number, high: number): string | null =>
  Number(value) >= low && Number(value) <= high ? null : `Write a number from ${low} to ${high}.`;

export const port = (value: string): string | null => integer(value) ?? inRange(value, 1, 65_535);

export function size(value: string): string | null {
  if (/^\d+$/.test(value)) return 'A size needs a unit (512m, 10g): a bare number could be bytes or MB.';
  if (/^\d+\.\d+[A-Z]$/.test(value)) return 'A fraction takes a lower-case unit: 2.5g.';
  if (parseSize(value) === null) return 'Write a size as a number and one of b, k, m, g, t, p, e: 512m, 10g, 2.5g.';
  return parseSize(value) === 0 ? 'The size is zero: write a larger one.' : null;
}

/** A limit of rctl(8): 0 (none), a count, or a size. */
export function limit(value: string): string | null {
  if (/^\d{1,15}$/.test(value)) return integer(value);
  return parseSize(value) === null ? 'Write 0 for no limit, a whole number, or a size with a unit (512m).' : null;
}
