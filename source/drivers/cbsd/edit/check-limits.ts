import type {Check, Verdict} from '../../../model/plan.ts';
import type {Transport} from '../../../model/transport.ts';
import {parseSize} from '../../../text/units.ts';
import {section} from '../look/script-parts.ts';
import {cell, readSections, readTables} from '../look/sections.ts';
import {quotable, shell} from '../paths.ts';

/** $1: workdir, $2: a jail that `quotable` lets through. */
const limitsScript = [
  'cd "$1" || exit 3',
  section('databases'),
  `printf ".mode json\\n.print @limits\\n.open --readonly jails-system/%s/helpers/jrctl.sqlite\\nSELECT param, cur FROM forms WHERE cur NOT IN ('', '0');\\n.print @end\\n" "$2" | sqlite3 2>/dev/null`,
  section('jail'),
  'jls -j "$2" jid name 2>/dev/null',
  section('rules'),
  'rctl "jail:$2" 2>/dev/null && echo read',
  'exit 0',
].join('\n');

/** `limits-set`: kept by CBSD, and while the jail runs one rule of the kernel for each, with this amount and no other. */
export async function checkLimits(
  {id, target, expect}: Check,
  workdir: string,
  transport: Transport,
): Promise<Verdict | null> {
  if (id !== 'limits-set') return null;
  if (!quotable(target)) return {truth: 'unknown', note: `nobody knows how to check ${target}`};
  const {stdout, exitCode} = await transport.read({argv: shell(limitsScript, workdir, target)});
  const sections = readSections(stdout);
  const tables = readTables(sections.get('databases') ?? '');
  if (exitCode !== 0 || !tables.has('end'))
    return {truth: 'unknown', note: `the limits of ${target} could not be read`};
  const kept = new Map((tables.get('limits')?.[0] ?? []).map(row => [cell(row, 'param'), cell(row, 'cur')]));
  const wanted = Object.entries(expect).filter(([key]) => !key.startsWith('was:'));
  const lost = wanted.find(([key, value]) => (kept.get(key) ?? '0') !== value);
  if (lost) return {truth: 'false', note: `${lost[0]} is ${kept.get(lost[0]) ?? '0'} and not ${lost[1]}`};
  const told = wanted.map(([key, value]) => `${key} is ${value}`).join(', ');
  if ((sections.get('jail') ?? '').trim() === '')
    return {truth: 'true', note: `${told}, from the next start of ${target}`};
  const rules = sections.get('rules') ?? '';
  if (!rules.endsWith('read'))
    return {
      truth: 'unknown',
      note: `${told}, but the kernel of this node limits nothing before kern.racct.enable=1 and a reboot`,
    };
  const wrong = wanted.find(([key, value]) => amounts(rules, target, key) !== amount(value));
  return wrong
    ? {
        truth: 'false',
        note: `the kernel limits ${wrong[0]} to ${amounts(rules, target, wrong[0]) || 'nothing'} and not to ${wrong[1]}`,
      }
    : {truth: 'true', note: `${told}, in the kernel too`};
}

const amount = (value: string): string => (value === '0' ? '' : /^\d+$/.test(value) ? value : String(parseSize(value)));

/** `jail:web1:memoryuse:deny=1073741824`; two rules of one resource are two amounts. */
const amounts = (rules: string, name: string, resource: string): string =>
  rules
    .split('\n')
    .flatMap(rule => (rule.startsWith(`jail:${name}:${resource}:deny=`) ? [rule.replace(/^.*=/, '')] : []))
    .join(' and ');
