import type {Call, Steps} from '../../call.ts';
import {paths} from '../../host.ts';
import {human} from '../human.ts';
import {grepped, profilePaths, sourced} from '../profiles/read.ts';
import {checkSum} from './checksum.ts';
import {download, hollowFile} from './download.ts';
import {isBadMirror, noteGiven} from './given.ts';
import {scanMirrors} from './mirrors.ts';
import {servedImage} from './served.ts';

type Tally = {bytes: number; readonly bad: string[]};

/** `cbsd fetch_iso`: an image by its profile's name or file. It ends with 0 whatever came of it (cbsd-ops 7.2). */
export function* fetchIso(call: Call): Steps {
  const {n0, n1, n2, w1} = call.paint;
  const [name, path] = [call.get('name'), call.get('path')];
  if (name !== '' && path !== '') call.fail(`${n1}Please use ${n2}name= ${n1}OR ${n2}path=${n0}`);
  const tally: Tally = {bytes: 0, bad: []};
  if (path !== '') yield* fetchProfile(call, path, '1/1', tally);
  else {
    const all = active(call);
    call.say(`${n1}Active bhyve profiles here: ${n2}${all.length}${n0}`);
    if (name === '')
      for (const [index, each] of all.entries()) yield* fetchProfile(call, each, `${index + 1}/${all.length}`, tally);
    else yield* fetchNamed(call, name, all, tally);
  }
  call.say(`${n1}Processed ISO size: ${n2}${human(tally.bytes)}${n0}`);
  if (tally.bad.length > 0) {
    call.say(`${n1}Bad ISO count: ${w1}${tally.bad.length}${n0}`);
    call.say(`${n1}Bad ISO list: ${w1} ${tally.bad.join(' ')}${n0}`);
  }
  return 0;
}

function* fetchNamed(call: Call, name: string, all: readonly string[], tally: Tally): Steps {
  const {n0, n1, n2} = call.paint;
  const path = all.find(each => grepped(call.world, each, ['vm_profile']).vm_profile === name);
  if (path === undefined) call.say(`${n1}No profile found with name: ${n2}${name}${n0}`);
  else {
    call.say(`${n1}Profile name ${n2}${name}${n1} belongs to ${n2}${path}${n1} profile.${n0}`);
    yield* fetchProfile(call, path, '1/1', tally);
  }
  return 0;
}

/** Profiles that can be fetched and checked: with mirrors and a checksum. */
const active = (call: Call): string[] =>
  profilePaths(call.world, 'vm-').filter(path => {
    const found = grepped(call.world, path, ['fetch', 'iso_site', 'sha256sum', 'bhyve_active', 'is_cloud']);
    const cloud = (found.is_cloud || '0') === (call.get('cloud') || '0');
    return (
      cloud && found.bhyve_active === '1' && found.fetch === '1' && found.iso_site && (found.sha256sum ?? '0') !== '0'
    );
  });

function* fetchProfile(call: Call, path: string, place: string, tally: Tally): Steps {
  const {h1, n0, n1, n2, w1} = call.paint;
  const {world} = call;
  if (!world.exists(path)) return refuse(call, `Unreadable profile: ${n2}${path}`);
  const profile = sourced(world, path);
  if ((profile.fetch || '0') === '0') return refuse(call, `${path} fetch=0, skipp`);
  if (!profile.iso_site) return refuse(call, `${path} no iso_site, skipp`);
  const label = `${n1}Processing ${n2}${profile.vm_profile}${n1} from ${n2}${path}${n0}`;
  call.say(` ${h1}* [${place}] ${n2}== ${label} ==`);
  const folder = call.get('dstdir') === 'default' ? paths.iso : call.get('dstdir');
  if (!world.exists(folder)) world.makeFolder(folder);
  if ((yield* obtain(call, folder, profile)) !== 0) {
    call.say(`${w1}Warning: ${n1}obtain_iso error for: ${profile.vm_profile}${n0}`);
    tally.bad.push(profile.vm_profile ?? '');
  }
  tally.bytes += world.size(`${folder}/${profile.iso_img_dist || profile.iso_img}`) ?? 0;
  call.say('');
  return 0;
}

const refuse = (call: Call, why: string): number => {
  call.say(`${call.paint.n1}${why}${call.paint.n0}`);
  return 1;
};

/** Tries mirror after mirror until one gives a whole file with the right checksum. */
function* obtain(call: Call, folder: string, profile: Readonly<Record<string, string>>): Steps {
  const {n0, n1, n2} = call.paint;
  const {world} = call;
  const keep = call.get('keepname') === '1';
  const file = profile.iso_img_dist || (profile.iso_img ?? '');
  const out = `${folder}/${file}`;
  const registered = `${folder}/${profile.register_iso_name}`;
  if (world.exists(keep ? out : registered)) return 0;
  const served = servedImage(file);
  const serves = (): boolean => !world.offline && served !== null;
  const sites =
    call.get('fastscan') === '1'
      ? scanMirrors(call, `${profile.iso_site} ${profile.cbsd_iso_mirrors ?? ''}`, file, serves)
      : (profile.iso_site ?? '').split(/\s+/).filter(Boolean);
  for (const site of sites) {
    call.say(`fetch ${site}${file} -> ${out}`);
    const vars = `${folder}/${profile.vars_img}`;
    if (profile.vars_img && !world.size(vars)) {
      call.say(`${n1}Processing UEFI VARS file: ${n2}${profile.vars_img}${n0}`);
      if (serves()) hollowFile(call, vars, 540_672);
    }
    if (!serves() || served === null || (yield* download(call, `${site}${file}`, out, served.bytes)) !== 0) {
      if (!serves()) world.remove(out);
      continue;
    }
    const given = isBadMirror(world, site) ? {...served, sha256: 'bad'.padEnd(64, '0')} : served;
    if (!checkSum(call, out, profile.sha256sum ?? '0', given)) {
      call.err(`SHA256 sum wrong. Please update profiles or use CBSD_ISO_SKIP_CHECKSUM=yes variable\n`);
      call.err('via env(1) or bhyve-default-default.conf config file to disable sha256sum validating\n');
      world.remove(out);
      continue;
    }
    if (keep) return 0;
    if (profile.iso_extract) {
      call.say(`${n1}Extracting ${out} -> ${folder}/${profile.iso_img} ...${n0}`);
      yield {ms: 300};
      hollowFile(call, registered, served.extracted);
      world.remove(out);
    } else {
      world.rename(out, registered);
      noteGiven(world, registered, given.sha256);
    }
    return 0;
  }
  return 1;
}
