const suffixes = 'bkmgtpe';

/**
 * Bytes of a size with a unit (`10g`, `512M`, `2.5g`), or null. Powers of 1024. A fraction takes a lower-case suffix only:
 * CBSD's reader takes `2.5g` and fails on `2.5G`. Whole bytes only, so `0.3b` is null; beyond 2^53 too.
 */
export function parseSize(text: string): number | null {
  const match = /^(\d{1,16})(\.\d{1,6})?([bkmgtpe])$/i.exec(text);
  if (!match) return null;
  const [, whole = '', fraction = '', unit = ''] = match;
  if (fraction && unit !== unit.toLowerCase()) return null;
  const factor = 1024 ** suffixes.indexOf(unit.toLowerCase());
  const bytes = Math.floor(Number(whole + fraction) * factor);
  return Number.isSafeInteger(bytes) && (bytes > 0 || Number(whole + fraction) === 0) ? bytes : null;
}

/** For reading: `398.0 MiB`, `10 GiB`, `512 B`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${units[unit]}`;
}

/** The shortest exact form that CBSD reads back as the same bytes: `10g`, `1536m`, `1000b`. */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value > 0 && value % 1024 === 0 && unit < suffixes.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value}${suffixes[unit]}`;
}

/** `45 s`, `3 min`, `2 h 5 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
