import {paths} from '../../host.ts';
import {human} from '../../node/human.ts';
import {sizeInBytes} from '../bytes.ts';
import {makeSparse, resize} from '../disk.ts';
import {switchMode} from '../state.ts';
import type {Run} from './run.ts';

const pieces = 10;

/**
 * Probes the mirrors, then fetches from the best one: the file grows where a real one would, and the VM is in maintenance
 * meanwhile. Without a network every mirror fails in turn, as recorded.
 */
export function* download(run: Run, sites: readonly string[], file: string): Generator<{ms: number}, void> {
  const {call, jname, settings} = run;
  const {world} = call;
  const image = settings.iso_img_dist || settings.iso_img || '';
  const target = settings.iso_extract ? `${paths.iso}/${image}` : file;
  world.makeFolder(paths.iso);
  for (const site of yield* rankedMirrors(run, sites, image)) {
    const vars = settings.vars_img ?? '';
    if (vars !== '' && !world.exists(`${paths.iso}/${vars}`)) {
      call.say(`Processing UEFI VARS file: ${site}`);
      if (!world.offline) world.write(`${paths.iso}/${vars}`, 'practice host: UEFI variables\n');
    }
    if (vars !== '' && world.exists(`${paths.iso}/${vars}`)) {
      world.write(`${paths.system}/${jname}/BHYVE_UEFI_VARS.fd`, 'practice host: UEFI variables\n');
    }
    run.say(`Processing: ${site}${image}`);
    if (world.exists(file)) continue;
    switchMode(world, jname, 3, 'Fetching_ISO');
    if (!world.offline) yield* grow(run, site, target, Number(settings.iso_img_dist_size || 0) || 4_194_304);
    switchMode(world, jname, 0, 'Starting');
    if (checked(run, target)) break;
  }
  if (settings.iso_extract && world.exists(target)) yield* extract(run, target, file);
}

/** In steps, so that whoever looks sees it grow; what is there already of an earlier attempt is kept. */
function* grow(run: Run, site: string, target: string, bytes: number): Generator<{ms: number}, void> {
  const {world} = run.call;
  const name = target.slice(target.lastIndexOf('/') + 1);
  run.say(`retrieve ${name} from ${site.split('/')[2] ?? site}, size: ${human(bytes)}`);
  const had = world.size(target) ?? 0;
  if (had === 0) makeSparse(world, target, 0, `practice host: ${name}\n`);
  for (let piece = 1; piece <= pieces; piece += 1) {
    const size = Math.floor((bytes * piece) / pieces);
    if (size <= had) continue;
    yield {ms: 100};
    resize(world, target, size);
  }
}

/** The practice host's images have no real sum: what arrived whole is taken as right. */
function checked(run: Run, target: string): boolean {
  const sum = run.settings.sha256sum || '0';
  const arrived = run.call.world.exists(target);
  if (sum === '0' || run.settings.CBSD_ISO_SKIP_CHECKSUM === 'yes') {
    run.say('Check CRC sum skipped due to settings. See more: https://www.bsdstore.ru/en/cbsd_fetch.html');
  } else if (run.call.get('quiet') !== '1') run.call.out(`Checking CRC sum: ${sum}...${arrived ? 'Passed\n' : ''}`);
  return arrived;
}

function* extract(run: Run, archive: string, file: string): Generator<{ms: number}, void> {
  const {world} = run.call;
  run.say('Extracting...');
  run.call.err(`+ cd ${paths.iso}\n+ /bin/sh -c ${run.settings.iso_extract}\n+ set +o xtrace\n`);
  yield {ms: 200};
  const bytes = Number(sizeInBytes(run.settings.imgsize_min || '1g') ?? 1_073_741_824n);
  makeSparse(world, file, bytes, `practice host: ${run.settings.iso_img}\n`);
  world.remove(archive);
}

/** Best first; mirrors that fail come in the order of their names, backwards, which is how CBSD sorts equal rates. */
function* rankedMirrors(run: Run, sites: readonly string[], image: string): Generator<{ms: number}, readonly string[]> {
  const sorted = [...new Set(sites)].sort();
  if (sorted.length < 2) return sorted;
  const {call} = run;
  const short = (site: string): string => site.split('/').slice(0, 3).join('/');
  const width = Math.max(...sorted.map(site => short(site).length)) + 1;
  const tell = (text: string): void => {
    if (call.get('quiet') !== '1') call.err(text);
  };
  tell(
    `Scanning for fastest mirror...\n             Mirror source: ${' '.repeat(Math.max(width - 15, 0))} bytes/sec:\n`,
  );
  const rates = new Map<string, number>();
  for (const [index, site] of sorted.entries()) {
    const rate = call.world.offline ? 0 : 9_000_000 - index * 500_000;
    rates.set(site, rate);
    const result = rate === 0 ? `failed (${site}${image})` : String(rate);
    const place = `${index + 1}/${sorted.length}`.padEnd(5);
    tell(` * [ ${place} ] ${short(site)}:${' '.repeat(width - short(site).length)}${result}\n`);
    yield {ms: 20};
  }
  const best = [...sorted].sort(
    (one, other) => (rates.get(other) ?? 0) - (rates.get(one) ?? 0) || (one < other ? 1 : -1),
  );
  if (!call.world.offline) tell(` Winner: ${best[0]}\n`);
  return best;
}
