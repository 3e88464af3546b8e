import type {LibraryItem} from '../../../model/library.ts';
import {type BaseWish, baseDirectory, baseInWords, findBase} from '../bases.ts';
import {type CbsdContext, nativeVersion} from '../context.ts';
import {imageOf} from '../images.ts';
import {profileValue, type VmProfile} from '../profiles/profile.ts';

/** Bases that are registered, with the node's own release where it is not; then what VM profiles install from. */
export const libraryOf = (context: CbsdContext): readonly LibraryItem[] => [
  ...basesOf(context),
  ...context.vmProfiles.filter(({broken}) => broken === null).map(profile => mediumOf(profile, context)),
];

export const wishOf = (version: string, {node}: CbsdContext): BaseWish => ({
  platform: 'FreeBSD',
  arch: node.arch,
  version,
  basename: '',
});

function basesOf(context: CbsdContext): readonly LibraryItem[] {
  const own = nativeVersion(context.node);
  const plain = context.bases.filter(
    ({platform, arch, basename}) => platform === 'FreeBSD' && arch === context.node.arch && basename === '',
  );
  const versions = [...new Set([...(own === '' ? [] : [own]), ...plain.map(({version}) => version)])];
  return versions.map(version => {
    const wish = wishOf(version, context);
    const base = findBase(wish, context);
    return {
      kind: 'base',
      name: version,
      title: baseInWords(wish),
      path: baseDirectory(wish, context.node.workdir),
      state: base ? (base.status === 2 ? 'unusable' : 'ready') : 'absent',
      bytes: null,
      totalBytes: null,
      checksum: null,
      source: 'fetch',
      usedBy: jailsOn(version, context),
    };
  });
}

/** Whether one of them has a copy of its own (baserw) the look does not tell, so each counts. */
export const jailsOn = (version: string, {guests}: CbsdContext): readonly string[] =>
  guests.filter(({emulator, row}) => emulator === 'jail' && row?.ver === version).map(({name}) => name);

function mediumOf(profile: VmProfile, context: CbsdContext): LibraryItem {
  const image = imageOf(profile, context);
  const path = pathOf(profile, context);
  const begun = image.parts.some(part => (context.isoFiles[part] ?? 0) > 0);
  return {
    kind: profile.cloud ? 'image' : 'iso',
    name: profile.name,
    title: profile.title,
    path,
    state: image.file !== '' && image.here ? 'ready' : begun ? 'partial' : 'absent',
    bytes: context.isoFiles[image.file] ?? null,
    totalBytes: image.bytes > 0 ? image.bytes : null,
    checksum: checksumOf(profile) === null ? null : isUnpacked(profile) ? 'of its archive' : 'sha256 of the profile',
    source: image.source,
    usedBy: context.media.filter(each => each.path === path && each.guest !== '').map(({guest}) => guest),
  };
}

export const pathOf = (profile: VmProfile, context: CbsdContext): string =>
  `${context.node.workdir}/src/iso/${imageOf(profile, context).file}`;

/** The profile's sum is of what comes over the net; what is unpacked from it has none. */
export const isUnpacked = (profile: VmProfile): boolean => profileValue(profile, 'iso_extract') !== '';

export const checksumOf = (profile: VmProfile): string | null => {
  const sum = profileValue(profile, 'sha256sum');
  return /^[0-9a-f]{64}$/.test(sum) ? sum : null;
};

/** Addresses at which the image should be. */
export const mirrorsOf = (profile: VmProfile): readonly string[] => {
  const file = profileValue(profile, 'iso_img_dist') || profileValue(profile, 'iso_img');
  const sites = `${profileValue(profile, 'iso_site')} ${profileValue(profile, 'cbsd_iso_mirrors')}`.split(/\s+/);
  return [...new Set(sites.filter(site => /^(https?|ftp):\/\//.test(site)))].map(site => site + file);
};
