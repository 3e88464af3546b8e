import type {Get} from '../../model/form.ts';
import {type Base, type CbsdContext, nativeVersion} from './context.ts';

/** The base that a jail of these values runs on; null: none (`ver=empty`). */
export type BaseWish = {
  readonly platform: string;
  readonly arch: string;
  readonly version: string;
  readonly basename: string;
};

export function baseWish(get: Get, context: CbsdContext): BaseWish | null {
  const version = get('ver');
  if (version === 'empty') return null;
  const profile = context.jailProfiles.find(each => each.name === get('profile'));
  const arch = get('arch');
  return {
    platform: profile?.platform ?? 'FreeBSD',
    arch: arch === 'native' || arch === '' ? context.node.arch : arch,
    version: version === 'native' || version === '' ? nativeVersion(context.node) : version,
    basename: get('basename'),
  };
}

export const findBase = (wish: BaseWish, context: CbsdContext): Base | undefined =>
  context.bases.find(
    base =>
      base.arch === wish.arch &&
      base.version === wish.version &&
      base.platform === wish.platform &&
      base.basename === wish.basename,
  );

/** As CBSD calls its folder (cbsd-create 2.5). */
export const baseName = ({basename, arch, version}: Omit<BaseWish, 'platform'>): string =>
  `base_${basename ? `${basename}_` : ''}${arch}_${arch}_${version}`;

export const baseDirectory = (wish: BaseWish, workdir: string): string => `${workdir}/basejail/${baseName(wish)}`;

export const baseDirOf = (version: string, context: CbsdContext): string =>
  baseDirectory({platform: 'FreeBSD', arch: context.node.arch, version, basename: ''}, context.node.workdir);

export const baseInWords = (wish: BaseWish): string =>
  `${wish.platform} ${wish.version} for ${wish.arch}${wish.basename ? ` (${wish.basename})` : ''}`;

/** A newer world than the kernel does not run; nothing in CBSD says so. */
export function versionProblem(value: string, _: Get, context: CbsdContext): string | null {
  const native = nativeVersion(context.node);
  if (!/^\d/.test(value) || !/^\d/.test(native)) return null;
  return compare(value, native) > 0 ? `A jail cannot be newer than its node, which runs ${native}.` : null;
}

export function baseNote(_: string, get: Get, context: CbsdContext): string | null {
  const wish = baseWish(get, context);
  if (!wish) return null;
  const base = findBase(wish, context);
  if (!base) return `${baseInWords(wish)} is not here: it is fetched first (about 200 MB)`;
  return base.status === 2
    ? `${baseInWords(wish)} is in maintenance and cannot be used now`
    : `${baseInWords(wish)} is here`;
}

function compare(a: string, b: string): number {
  const [majorA = 0, minorA] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || (minorA ?? minorB) - minorB;
}
