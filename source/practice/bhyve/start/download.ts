import {paths} from '../../host.ts';
import {checkSum} from '../../node/fetch/checksum.ts';
import {download as fetchFile, hollowFile} from '../../node/fetch/download.ts';
import {scanMirrors} from '../../node/fetch/mirrors.ts';
import {type Served, servedImage} from '../../node/fetch/served.ts';
import {switchMode} from '../state.ts';
import type {Run} from './run.ts';

/**
 * Tries the mirrors, best first, until one gives the whole image; the file grows where a real one would, and the VM is in
 * maintenance meanwhile. Without a network every mirror fails in turn, as recorded.
 */
export function* download(run: Run, sites: readonly string[], file: string): Generator<{ms: number}, void> {
  const {call, settings} = run;
  const {world} = call;
  const image = settings.iso_img_dist || settings.iso_img || '';
  const target = settings.iso_extract ? `${paths.iso}/${image}` : file;
  const served = world.offline ? null : servedImage(image);
  const sum = settings.CBSD_ISO_SKIP_CHECKSUM === 'yes' ? '0' : (settings.sha256sum ?? '0');
  let right = true;
  world.makeFolder(paths.iso);
  for (const site of scanMirrors(call, sites.join(' '), image, () => served !== null)) {
    variables(run, site, served);
    run.say(`Processing: ${site}${image}`);
    if ((world.size(file) ?? 0) > 0) continue;
    switchMode(world, run.jname, 3, 'Fetching_ISO');
    if (served !== null) yield* fetchFile(call, `${site}${image}`, target, served.bytes);
    switchMode(world, run.jname, 0, 'Starting');
    right = checkSum(call, target, sum, served ?? nothing);
    if (right && world.exists(target)) break;
    world.remove(target);
  }
  if (!right) {
    call.say('SHA256 sum wrong. Please update profiles or use CBSD_ISO_SKIP_CHECKSUM=yes variable');
    call.say('via env(1) or bhyve-default-default.conf config file to disable sha256sum validating');
  }
  if (settings.iso_extract && served !== null && world.exists(target)) yield* extract(run, target, file, served);
}

const nothing: Served = {bytes: 0, sha256: '', extracted: 0};

/** The image's own UEFI variables, fetched beside it and copied to the VM. */
function variables({call, jname, settings}: Run, site: string, served: Served | null): void {
  const {world} = call;
  if (!settings.vars_img) return;
  const file = `${paths.iso}/${settings.vars_img}`;
  if ((world.size(file) ?? 0) === 0) {
    call.say(`Processing UEFI VARS file: ${site}`);
    if (served !== null) world.write(file, 'practice host: UEFI variables\n');
  }
  if (world.exists(file)) world.write(`${paths.system}/${jname}/BHYVE_UEFI_VARS.fd`, world.bytes(file) ?? '');
}

function* extract(run: Run, archive: string, file: string, served: Served): Generator<{ms: number}, void> {
  const {world} = run.call;
  run.say('Extracting...');
  run.call.err(`+ cd ${paths.iso}\n+ /bin/sh -c ${run.settings.iso_extract}\n+ set +o xtrace\n`);
  yield {ms: 300};
  hollowFile(run.call, file, served.extracted);
  world.remove(archive);
}
