const prefixes = ['', 'k', 'm', 'g', 't', 'p', 'e'];

/** Bytes as CBSD tells them: whole numbers of at most three digits, powers of 1024, rounded (`4294967296` is `4g`). */
export const human = (bytes: number): string => {
  let scale = 0;
  let value = bytes;
  while (value >= 999.5 && scale < prefixes.length - 1) {
    value /= 1024;
    scale += 1;
  }
  return `${Math.round(value)}${prefixes[scale]}`;
};
