import {host, paths} from '../../host.ts';
import type {World} from '../../world.ts';

/** Paths of profile files, CBSD's own before the operator's, by name. `prefix` as in `vm-` or `jail-freebsd-`. */
export const profilePaths = (world: World, prefix: string): string[] =>
  [`${paths.etc}/defaults`, paths.etc].flatMap(folder =>
    world
      .list(folder)
      .filter(file => file.startsWith(prefix) && file.endsWith('.conf'))
      .map(file => `${folder}/${file}`),
  );

/**
 * What `eval $( grep -E '^key=|…' file )` leaves: all lines are one command to the shell, so a variable in a value stands for
 * what it was before, which is nothing, and a comment hides all that follows. So CBSD's own answer cuts `register_iso_name`
 * short, and loses `clonos_active` of profiles with a comment above it.
 */
export const grepped = (world: World, path: string, keys: readonly string[]): Record<string, string> => {
  const found: Record<string, string> = {};
  for (const line of (world.read(path) ?? '').split('\n')) {
    const [, key = '', value = ''] = /^([A-Za-z_]\w*)=(.*)$/.exec(line) ?? [];
    if (!keys.includes(key)) continue;
    found[key] = unquoted(value);
    if (/^("[^"]*"|'[^']*'|\S*)\s+#/.test(value)) break;
  }
  return found;
};

const unquoted = (text: string): string => {
  const [, double, single] = /^"([^"]*)"|^'([^']*)'/.exec(text) ?? [];
  if (single !== undefined) return single;
  return (double ?? text.split(/\s/)[0] ?? '').replaceAll(/\$\{[^}]*\}|\$\w+/g, '');
};

/** A whole profile with its variables filled in, as sourcing it does. */
export const sourced = (world: World, path: string): Record<string, string> => {
  const settings: Record<string, string> = {workdir: host.workdir, distdir: host.distdir};
  for (const line of (world.read(path) ?? '').split('\n')) {
    const [, key = '', double, single, bare] = /^(\w+)=(?:"([^"]*)"|'([^']*)'|(\S*))/.exec(line) ?? [];
    if (key !== '') settings[key] = single ?? fill(double ?? bare ?? '', settings);
  }
  return settings;
};

const fill = (text: string, settings: Readonly<Record<string, string>>): string =>
  text.replaceAll(
    /\$\{(\w+)\}|\$(\w+)/g,
    (_, braced?: string, plain?: string) => settings[braced ?? plain ?? ''] ?? '',
  );
