import type {Check, Verdict} from '../../../model/plan.ts';
import type {Transport} from '../../../model/transport.ts';
import {shell} from '../paths.ts';
import {workersFor} from './processes.ts';

/** One question to the host itself: `$1` says which, `$2` about what, `$3` in which file. */
const hostScript = [
  'case $1 in',
  'module) kldstat -qm "$2" && echo yes;;',
  'module-at-boot) case " $(sysrc -n kld_list 2>/dev/null) " in *" $2 "*) echo yes;; esac;;',
  'sysctl) sysctl -n "$2" 2>/dev/null;;',
  'setting) sysrc -n "$2" 2>/dev/null;;',
  'line) while IFS= read -r l || [ "$l" ]; do [ "$l" = "$2" ] && { echo yes; break; }; done < "$3";;',
  'service) service "$2" onestatus >/dev/null 2>&1 && echo yes;;',
  'program) command -v "$2" >/dev/null && echo yes;;',
  'account) id "$2" >/dev/null 2>&1 && echo yes;;',
  'pf) case $(pfctl -s info 2>/dev/null) in *"Status: Enabled"*) echo yes;; esac;;',
  'inventory) sqlite3 -readonly "$3" "SELECT osrelease FROM local" 2>/dev/null;;',
  'path) [ -e "$3" ] && echo yes;;',
  'maintenance) sqlite3 -readonly "$3" "SELECT jname FROM jails WHERE status = 3" 2>/dev/null;;',
  'idle) ps -axww -o command= || exit 1;;',
  'esac',
  'exit 0',
].join('\n');

export type HostFact =
  | 'module'
  | 'module-at-boot'
  | 'sysctl'
  | 'setting'
  | 'line'
  | 'service'
  | 'program'
  | 'account'
  | 'pf'
  | 'inventory'
  | 'path'
  | 'maintenance'
  | 'idle';

/** What the answer of a question says about its target, where that is not the answer itself. */
const readings: Partial<Record<HostFact, (answer: readonly string[], target: string) => string>> = {
  maintenance: (guests, target) => (guests.includes(target) ? 'yes' : ''),
  idle: (commands, target) => workersFor(target, commands)[0] ?? '',
};

/** A claim about the host itself, as `check` answers it: the fact is `value` (`yes`, or a setting's own), or nothing (''). */
export const hostCheck = (fact: HostFact, target: string, value: string, says: string, file = ''): Check => ({
  id: `host-${fact}`,
  target,
  expect: {value, ...(file && {file})},
  says,
});

const facts: readonly HostFact[] = [
  ...(['module', 'module-at-boot', 'sysctl', 'setting', 'line', 'service', 'program', 'account', 'pf'] as const),
  ...(['inventory', 'path', 'maintenance', 'idle'] as const),
];

/** null: no claim of ours. One command. */
export async function checkHost({id, target, expect, says}: Check, transport: Transport): Promise<Verdict | null> {
  const fact = facts.find(each => `host-${each}` === id);
  if (!fact) return null;
  const {stdout, exitCode} = await transport.read({argv: shell(hostScript, fact, target, expect.file ?? '')});
  if (exitCode !== 0) return {truth: 'unknown', note: `the host could not be asked whether ${says}`};
  const now = readings[fact]?.(stdout.split('\n').filter(Boolean), target) ?? stdout.trim();
  if (now === (expect.value ?? '')) return {truth: 'true', note: says};
  return {truth: 'false', note: `not so: ${says}${now && now !== 'yes' ? ` (${now})` : ''}`};
}
