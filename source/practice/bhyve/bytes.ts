const units = 'bkmgtpe';

/**
 * Bytes of a size as CBSD reads it: bare digits are bytes, a unit is a power of 1024 in either case, a fraction works with a
 * lower-case unit only, and a bare fraction keeps its whole part. Null where CBSD's converter fails (cbsd-create 5.3).
 */
export function sizeInBytes(text: string): bigint | null {
  if (/^\d+$/.test(text)) return BigInt(text);
  if (/^[\d.]+$/.test(text)) return positive(BigInt(/^\d+/.exec(text)?.[0] ?? '0'));
  if (text.includes('.')) return fraction(text);
  // What follows the unit is not read, and a leading 0 makes the number octal.
  const match = /^(\d+)([bkmgtpe])/i.exec(text);
  const [, digits = '', unit = ''] = match ?? [];
  return match ? positive(scaled(BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits}` : digits), unit)) : null;
}

/** A fraction is counted in the next smaller unit, cut to whole ones: `2.5g` is 2560m. */
function fraction(text: string): bigint | null {
  const unit = units.indexOf(text.at(-1) ?? '');
  const number = Number.parseFloat(text);
  if (unit < 1 || Number.isNaN(number)) return null;
  return positive(scaled(BigInt(Math.trunc(number * 1024)), units[unit - 1] ?? 'b'));
}

function scaled(number: bigint, unit: string): bigint {
  return number * 1024n ** BigInt(units.indexOf(unit.toLowerCase()));
}

function positive(bytes: bigint): bigint | null {
  return bytes > 0n ? bytes : null;
}
