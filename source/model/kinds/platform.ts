import {text} from './value.ts';

const words = (value: string): readonly string[] => value.split(/ +/).filter(Boolean);

/** `native`, `empty`, a release (14.1), a branch (14) or a Linux codename. */
export const version = (value: string): string | null =>
  /^(\d{1,2}(\.\d{1,2})?|[a-z][a-z0-9_]{0,30})$/.test(value)
    ? null
    : 'Write native, empty, a release such as 14.1, a branch such as 14, or a Linux codename such as jammy.';

/** Names or origins for pkg(8), blanks between them. */
export function packageList(value: string): string | null {
  const odd = words(value).find(
    word => !/^[A-Za-z0-9][A-Za-z0-9._+,@-]*(\/[A-Za-z0-9][A-Za-z0-9._+,@-]*)?$/.test(word),
  );
  return (
    text(value) ??
    (odd === undefined ? null : `"${odd}" is no package name or origin: write names with blanks between them.`)
  );
}

export function serviceList(value: string): string | null {
  const odd = words(value).find(word => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(word));
  return (
    text(value) ??
    (odd === undefined ? null : `"${odd}" is no service name: letters, digits and _ only, blanks between names.`)
  );
}

export const tags = (value: string): string | null =>
  /^[A-Za-z0-9._-]+([, ][A-Za-z0-9._-]+)*$/.test(value)
    ? null
    : 'Tags are words of letters, digits, dots, _ and -, with one comma or blank between them.';

/** CBSD makes shell variables of logins (`user_pw_alice`), so no hyphen and no dot. */
export function loginList(value: string): string | null {
  const logins = value.split(' ');
  const odd = logins.find(login => !/^[a-z_][a-z0-9_]{0,30}$/.test(login));
  if (odd !== undefined)
    return 'A login begins with a-z and holds a-z, 0-9 and _ (at most 31); one blank between logins.';
  return new Set(logins).size === logins.length ? null : 'A login stands twice in the list: leave one out.';
}

/** Absolute, because cbsd works in /var/empty; plain characters, because CBSD's scripts use it unquoted. `0`: none. */
export function path(value: string): string | null {
  if (value === '0') return null;
  if (!value.startsWith('/')) return 'Write the whole path, from the leading slash.';
  if (!/^[A-Za-z0-9._/@%+,:=-]+$/.test(value)) return 'The path may hold letters, digits and ._/@%+,:=- only.';
  if (value.split('/').includes('..')) return 'Write the path without "..".';
  return value.length > 1023 ? 'The path is longer than 1023 characters.' : null;
}

export const interfaceName = (value: string): string | null =>
  /^(0|[A-Za-z][A-Za-z0-9_.-]{0,31})$/.test(value)
    ? null
    : 'Write the name of an interface or bridge (em0), auto, or 0 for none.';

export const snapshot = (value: string): string | null =>
  /^[A-Za-z][A-Za-z0-9_.-]*(\/[A-Za-z0-9][A-Za-z0-9_.:-]*)*@[A-Za-z0-9][A-Za-z0-9_.:-]*$/.test(value) &&
  value.length < 256
    ? null
    : 'Write a ZFS snapshot as pool/dataset@name.';
