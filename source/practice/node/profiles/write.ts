import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {classicCommon, cloudCommon} from './common.ts';
import {defaultFiles} from './defaults.ts';
import {freebsd, freebsdCloud} from './freebsd.ts';
import {jailProfiles, linuxJail} from './jails.ts';
import {linux} from './linux.ts';
import {linuxCloud} from './linux-cloud.ts';
import {dflybsd, dflybsdCloud, netbsd, netbsdCloud, openbsd, openbsdCloud, other, windows} from './other.ts';
import {profilesOf, textOf} from './render.ts';

/** Writes every settings file that CBSD ships with into `folder` (a node's etc/defaults). About 30 ms. */
export const writeProfiles = (folder: string): void => {
  mkdirSync(folder, {recursive: true});
  for (const [name, text] of shippedFiles()) writeFileSync(join(folder, name), text, {mode: 0o444});
};

/** Names and texts, by name. */
export function* shippedFiles(): Generator<readonly [string, string]> {
  for (const [osType, common, rows] of groups)
    for (const profile of profilesOf(osType, common, rows)) yield [`${profile.file}.conf`, textOf(profile)];
  for (const {name, linux: isLinux, settings} of jailProfiles)
    yield [`jail-freebsd-${name}.conf`, assignments(isLinux ? `${settings} | ${linuxJail}` : settings)];
  for (const [name, settings] of Object.entries(defaultFiles)) yield [name, assignments(settings)];
  yield ['pf.conf.tpl', ['pfnat', 'pfrdr'].map(file => `include "%%CBSD_WORKDIR%%/etc/${file}.conf"\n`).join('')];
}

const groups = [
  ['linux', cloudCommon, linuxCloud],
  ['linux', classicCommon, linux],
  ['freebsd', cloudCommon, freebsdCloud],
  ['freebsd', classicCommon, freebsd],
  ['openbsd', cloudCommon, openbsdCloud],
  ['openbsd', classicCommon, openbsd],
  ['netbsd', cloudCommon, netbsdCloud],
  ['netbsd', classicCommon, netbsd],
  ['dflybsd', cloudCommon, dflybsdCloud],
  ['dflybsd', classicCommon, dflybsd],
  ['windows', classicCommon, windows],
  ['other', classicCommon, other],
] as const;

const assignments = (settings: string): string =>
  settings
    .trim()
    .split(/ \| |\n/)
    .map(pair => `${pair.replace('=', '="').replaceAll('%{', '${')}"\n`)
    .join('');

/** Every image that a shipped profile names: the file as it is fetched, its size, its checksum, and its size unpacked. */
export function* profilesOnOffer(): Generator<readonly [string, {bytes: number; sha256: string; extracted: number}]> {
  for (const [osType, common, rows] of groups)
    for (const {settings} of profilesOf(osType, common, rows)) {
      const value = (key: string): string => settings.get(key) ?? '';
      const image = value('iso_img');
      const file = value('iso_img_dist').replace('%img', image) || image;
      const bytes = Number(value('iso_img_dist_size') || 0);
      const extracted = Math.max(sizeInBytes(value('imgsize_min')), value('is_cloud') === '1' ? 5_368_709_120 : bytes);
      if (file !== '' && bytes > 0) yield [file, {bytes, sha256: value('sha256sum'), extracted}];
    }
}

const sizeInBytes = (text: string): number =>
  Number.parseFloat(text || '0') * ({k: 2 ** 10, m: 2 ** 20, g: 2 ** 30}[text.at(-1) ?? ''] ?? 1);
