import type {Call, Steps} from '../../call.ts';
import {paths} from '../../host.ts';
import {nodeRow} from '../node-row.ts';
import {type Base, baseFolder, baseOf, unpackBase} from './base-folder.ts';
import {download} from './download.ts';
import {scanMirrors} from './mirrors.ts';
import {register, setBaseStatus} from './register-base.ts';
import {servedBase} from './served.ts';

/** `cbsd repo action=get sources=base`: a base from the mirrors; the archive grows under W/tmp before it is unpacked. */
export function* repo(call: Call): Steps {
  if (call.get('action') !== 'get') call.fail('Give me action');
  const sources = call.get('sources');
  if (sources === '') call.fail('Give me sources');
  if (sources !== 'base') call.fail(`Unknown sources: ${sources}`);
  const base = baseOf(call);
  if (call.world.exists(`${baseFolder(base)}/bin/sh`) && call.get('mode') === 'upgrade') return have(call, base);
  const lock = `${baseFolder(base)}.lock`;
  if (!call.world.exists(paths.basejail)) call.world.makeFolder(paths.basejail);
  call.world.write(lock, `${process.pid}\n`);
  const work = `${paths.tmp}/src.${process.pid}`;
  call.world.makeFolder(work);
  try {
    return yield* getBase(call, base, work);
  } finally {
    call.world.remove(work);
    call.world.remove(lock);
  }
}

export /** The check is the wrong way round in CBSD: `mode=upgrade` is told to use mode=upgrade (0, on stderr), without it all is fetched again. */
const have = (call: Call, base: Base): number => {
  const {n0, n1, n2} = call.paint;
  const where = `${n2}${baseFolder(base)}${n1}. Use mode=upgrade for upgrade${n0}`;
  call.err(`${n1}${call.name}: you already have ${base.ver}: ${where}\n`);
  return 0;
};

export const mirrorsOf = ({platform, arch, target, ver}: Base): string => {
  const [kind, postfix, version] = /^15(\.|$)/.test(ver)
    ? ['snapshots', 'CURRENT', '15.0']
    : ['releases', 'RELEASE', ver];
  const place = `${kind}/${arch}/${target}/${version}-${postfix}/base.txz`;
  return [
    `https://download.freebsd.org/ftp/${place}`,
    `http://ftp.freebsd.org/pub/${platform}/${place}`,
    `https://pub.allbsd.org/pub/${platform}/${place}`,
  ].join(' ');
};

function* getBase(call: Call, base: Base, work: string): Steps {
  const {n0, n1, n2} = call.paint;
  const {world} = call;
  const bytes = world.offline ? null : servedBase(base.ver);
  register(call, base, 'unknown');
  if (world.exists(`${baseFolder(base)}/bin/sh`)) setBaseStatus(call, base, 1);
  const given = call.get('url').split(',').filter(Boolean).join(' ');
  const mirrors = scanMirrors(call, given || mirrorsOf(base), '', () => bytes !== null);
  call.say(`${n1}Looking for official ${base.platform} mirror:${n0}`);
  if (bytes === null) {
    call.say(`${n2} Not found${n0}`);
    return fromRepository(call, base, work);
  }
  const mirror = mirrors[0] ?? '';
  const archive = `${work}/base.txz`;
  if ((yield* download(call, mirror, archive, bytes)) !== 0) return 1;
  call.say(`\n${n1}repo: extracting base...${n0}`);
  yield {ms: 400};
  world.remove(archive);
  unpackBase(call, base);
  register(call, base, mirror);
  setBaseStatus(call, base, 0);
  call.say(`${n1}Done...${n0}`);
  return 0;
}

/** The second source. Offline it fails as it was recorded: an archive that is not there is unpacked all the same. */
const fromRepository = (call: Call, base: Base, work: string): number => {
  const {n0, n1, n2} = call.paint;
  const {arch, target, ver} = base;
  const {repository} = nodeRow(call.world);
  call.say(`${n1}REPO: ${n2}${repository}${n0}`);
  const place = `releases/${arch}/${target}/${ver}/base.txz`;
  if (!call.world.offline) {
    call.say(`${n1}Looking for: ${n2}${repository}/${place}${n0}`);
    call.say(`${n1}base not found: ${n2}${repository}/${place}${n0}`);
    return call.fail(`${n1}Not found data${n0}`);
  }
  call.err(`cat: ${paths.ftmp}/test.${process.pid}: No such file or directory\n`);
  call.say(`${n1}found new mirror for ${ver}: ${n2}${n0}`);
  call.say(`${n1}Looking for: ${n2}/${place}${n0}`);
  call.say(`${n1}Extracting...${n0}`);
  call.err(`tar: Error opening archive: Failed to open '${work}/base_${arch}_${target}_${ver}.txz'\n`);
  return call.fail(`${n1}Please set unregister_base: ${n2}arch${n0}`);
};
