import {firstProblem, type Layer, merged} from './layers.ts';
import type {JailProfile, ProfileHost} from './profile.ts';

/** One jail profile: the default profile's values below its own. */
export function jailProfile(
  fileName: string,
  layers: readonly Layer[],
  base: readonly Layer[],
  host: ProfileHost,
): JailProfile {
  const name = fileName.replace(/^jail-freebsd-(.+)\.conf$/, '$1');
  const below = base.map(layer => ({layer, origin: layer.own ? ('node' as const) : ('CBSD' as const)}));
  const above = name === 'default' ? [] : layers.map(layer => ({layer, origin: 'profile' as const}));
  const values = merged([...below, ...above]);
  const text = (key: string): string => values.get(key)?.value ?? '';
  return {
    name,
    title: text('long_description') || name,
    file: layers.at(-1)?.file.path ?? '',
    values,
    platform: text('platform') || 'FreeBSD',
    broken: firstProblem(layers) ?? unusable(name, layers, text, host),
  };
}

function unusable(
  name: string,
  layers: readonly Layer[],
  text: (key: string) => string,
  host: ProfileHost,
): string | null {
  const own = (key: string): string => layers.map(layer => layer.content.values.get(key) ?? '').findLast(Boolean) ?? '';
  if (!/^[A-Za-z0-9._-]+$/.test(name)) return 'Its file name holds characters that no command can carry.';
  if (own('hidden') === '1') return 'CBSD uses it for its own helper and does not offer it (hidden=1).';
  if (name !== 'default' && own('jail_active') !== '1') return 'CBSD does not offer it: its file has no jail_active=1.';
  if (!/^[A-Za-z0-9]*$/.test(text('platform'))) return 'Its platform is no plain word.';
  const skeleton = text('customskel');
  if (skeleton && host.skeletons && skeleton.startsWith(host.distdir) && !host.skeletons.has(skeleton))
    return `Its skeleton ${skeleton} does not exist.`;
  return null;
}
