import type {CbsdContext} from './context.ts';
import {profileValue, type VmProfile} from './profiles/profile.ts';

/** A profile's installation medium or cloud image: what it is called here, what comes over the net, and whether it lies here. */
export type Image = {
  /** The file's name in W/src/iso; empty when the profile has none. */
  readonly file: string;
  /** What grows there while it is fetched. */
  readonly parts: readonly string[];
  /** Bytes to fetch; 0: the profile does not say. */
  readonly bytes: number;
  readonly here: boolean;
  /** Locks of downloads that run now, or that were ended (cbsd-ops 0.6): they stop every later one. */
  readonly locks: readonly string[];
  /** `fetch`: `cbsd fetch_iso` can get it. `start`: only bstart itself does. `hand`: nobody does. */
  readonly source: 'fetch' | 'start' | 'hand';
};

export function imageOf(profile: VmProfile, context: CbsdContext): Image {
  const text = (key: string): string => profileValue(profile, key);
  const file = text('register_iso_name') || text('iso_img');
  const fetched = [text('iso_img_dist') || text('iso_img'), file, text('iso_img')].filter(Boolean);
  const parts = [...new Set(fetched)];
  const bytes = /^\d{1,15}$/.test(text('iso_img_dist_size')) ? Number(text('iso_img_dist_size')) : 0;
  return {
    file,
    parts,
    bytes,
    here: file === '' || sizeHere(file, context) > (text('iso_extract') ? 0 : Math.max(bytes - 1, 0)),
    locks: parts.map(part => `${part}.lock`).filter(lock => Object.hasOwn(context.isoFiles, lock)),
    source: text('fetch') !== '1' ? 'hand' : text('iso_site') ? 'fetch' : text('cbsd_iso_mirrors') ? 'start' : 'hand',
  };
}

const sizeHere = (file: string, context: CbsdContext): number =>
  Object.hasOwn(context.isoFiles, file) ? (context.isoFiles[file] ?? 0) : 0;

/** The newest FreeBSD release as a UFS cloud image, where there is one; else the newest of the kind asked for. */
export function defaultProfile(osType: string, context: CbsdContext): VmProfile | undefined {
  const open = context.vmProfiles.filter(each => each.broken === null && each.osType === (osType || 'freebsd'));
  const cloud = open.filter(each => each.cloud);
  const release = cloud.filter(each => /^FreeBSD: .*-RELEASE .*UFS/.test(each.title));
  const debian = cloud.filter(each => /^Debian: [\d.]+ /.test(each.title));
  return newest(release) ?? newest(debian) ?? newest(cloud) ?? newest(open);
}

/** By the first number of the title; the names' own order decides between equals. */
const newest = (profiles: readonly VmProfile[]): VmProfile | undefined =>
  [...profiles].sort((a, b) => byVersion(b.title, a.title) || (a.name < b.name ? -1 : 1))[0];

function byVersion(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  for (const [index, value] of left.entries()) if (value !== right[index]) return value - (right[index] ?? -1);
  return left.length - right.length;
}

const numbers = (title: string): readonly number[] => (/\d+(\.\d+)*/.exec(title)?.[0] ?? '0').split('.').map(Number);
