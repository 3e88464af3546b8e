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
