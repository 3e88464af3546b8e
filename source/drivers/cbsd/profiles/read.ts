import {jailProfile} from './jail.ts';
import type {Layer, ProfileFile} from './layers.ts';
import type {JailProfile, ProfileHost, VmProfile} from './profile.ts';
import {readAssignments} from './shell.ts';
import {vmProfile} from './vm.ts';

export type {ProfileFile} from './layers.ts';

/** Every profile of the files, broken ones included, in a steady order. Files lie in `etc/defaults/` and, over them, `etc/`. */
export function readProfiles(
  files: readonly ProfileFile[],
  host: ProfileHost,
): {readonly jail: readonly JailProfile[]; readonly vm: readonly VmProfile[]} {
  const layers = new Map<string, Layer[]>();
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const name = file.path.replace(/^.*\//, '');
    const own = !file.path.includes('/defaults/');
    const content = readAssignments(file.text, variables(host));
    layers.set(name, [...(layers.get(name) ?? []), {file, own, content}]);
  }
  const of = (name: string): readonly Layer[] =>
    (layers.get(name) ?? []).toSorted((a, b) => Number(a.own) - Number(b.own));
  const names = [...layers.keys()].sort();
  const jailBase = of('jail-freebsd-default.conf');
  const vmBase = of('bhyve-default-default.conf');
  return {
    jail: names
      .filter(name => /^jail-freebsd-.+\.conf$/.test(name))
      .map(name => jailProfile(name, of(name), jailBase, host)),
    vm: names.filter(name => /^vm-[a-z0-9]+-.+\.conf$/.test(name)).map(name => vmProfile(name, of(name), vmBase, host)),
  };
}

/** Names that CBSD's own texts refer to. */
const variables = (host: ProfileHost): Readonly<Record<string, string>> => ({
  workdir: host.workdir,
  distdir: host.distdir,
  sharedir: `${host.distdir}/share`,
  etcdir: `${host.workdir}/etc`,
  arch: host.arch,
  platform: 'FreeBSD',
});
