import type {Check, Verdict} from '../../../model/plan.ts';
import type {Transport} from '../../../model/transport.ts';
import {formatBytes} from '../../../text/units.ts';
import {section} from '../look/script-parts.ts';
import {guestScript} from '../look/scripts.ts';
import {cell, type Row, readSections, readTables} from '../look/sections.ts';
import {quotable, shell, vmmFolder} from '../paths.ts';

/** $1: workdir, $2: /dev/vmm, $3: a VM, $4: its disk. What CBSD has of its disks and cards, and how large that disk really is. */
export const hardwareScript = [
  guestScript,
  section('volume'),
  'd=$(zfs list -H -o name "$1/jails-data/$3-data" 2>/dev/null); { [ "$d" ] && zfs list -Hp -o volsize "$d/$4" 2>/dev/null; } || stat -f %z "jails-data/$3-data/$4" 2>/dev/null',
  'exit 0',
].join('\n');

type Facts = {readonly disks: readonly Row[]; readonly nics: readonly Row[]; readonly volume: string};

type Judge = (check: Check, facts: Facts) => Verdict;

/** `was:` marks what it had before, which only the way back asks for. */
const cardHas: Judge = ({expect: {nic = '', ...wanted}}, {nics}) => {
  const row = nics.find(each => cell(each, 'id') === nic);
  if (!row) return no(`there is no network card ${nic}`);
  const wrong = Object.entries(wanted).find(([key, value]) => !key.startsWith('was:') && cell(row, key) !== value);
  return wrong ? no(`${wrong[0]} is ${cell(row, wrong[0])} and not ${wrong[1]}`) : yes(`card ${nic} is as asked for`);
};

const judges: Readonly<Record<string, Judge>> = {
  'nic-set': cardHas,
  'nic-there': cardHas,
  'disk-there': ({expect}, {disks, volume}) => {
    const {disk = '', bytes = ''} = expect;
    const row = disks.find(each => cell(each, 'dsk_path') === disk);
    if (!row) return no(`CBSD has no ${disk}`);
    if (cell(row, 'dsk_size') !== bytes) return no(`CBSD has ${disk} as ${inWords(cell(row, 'dsk_size'))}`);
    if (volume === '') return no(`CBSD has ${disk}, and there is no such volume or file`);
    return volume === bytes
      ? yes(`${disk} has ${inWords(bytes)}`)
      : no(`CBSD calls ${disk} ${inWords(bytes)}, and it has ${inWords(volume)}`);
  },
  'disk-gone': ({expect: {disk = ''}}, {disks, volume}) => {
    if (disks.some(each => cell(each, 'dsk_path') === disk)) return no(`CBSD still has ${disk}`);
    return volume === '' ? yes(`${disk} is gone`) : no(`${disk} is still there, with ${inWords(volume)}`);
  },
  'nic-gone': ({expect: {nic = ''}}, {nics}) =>
    nics.some(each => cell(each, 'id') === nic) ? no(`card ${nic} is still there`) : yes(`card ${nic} is gone`),
};

export const isHardwareCheck = (id: string): boolean => Object.hasOwn(judges, id);

export async function checkHardware(asked: Check, workdir: string, transport: Transport): Promise<Verdict> {
  const {id, target, expect} = asked;
  const judge = judges[id];
  if (!judge || !quotable(target)) return {truth: 'unknown', note: `nobody knows how to check ${id}`};
  const {stdout} = await transport.read({argv: shell(hardwareScript, workdir, vmmFolder, target, expect.disk ?? '')});
  const sections = readSections(stdout);
  const tables = readTables(sections.get('databases') ?? '');
  if (!tables.get('row')?.[0]?.[0]) return {truth: 'unknown', note: `${target} could not be read`};
  const [disks = [], nics = []] = [tables.get('disks')?.[0], tables.get('nics')?.[0]];
  return judge(asked, {disks, nics, volume: (sections.get('volume') ?? '').trim()});
}

const inWords = (bytes: string): string => (/^\d+$/.test(bytes) ? formatBytes(Number(bytes)) : bytes || 'no size');

const yes = (note: string): Verdict => ({truth: 'true', note});
const no = (note: string): Verdict => ({truth: 'false', note});
