import {section} from '../look/script-parts.ts';

/** The host's own rules, and how CBSD comes to load. */
export type HostRules = {
  /** The file that the host loads when it starts (`pf_rules` in rc.conf). */
  readonly path: string;
  /** null: there is no such file. */
  readonly text: string | null;
  readonly mode: number;
  /** The file as pf would print it once it is loaded. */
  readonly rules: readonly string[];
  /** What pf says against it; empty: it would load. */
  readonly broken: string;
  /** W/etc/cbsd-pf.conf, CBSD's settings for pf; null: there is none. */
  readonly settings: string | null;
  readonly settingsMode: number;
  /** `cbsd_external_naton()` is defined there: CBSD loads as it says, not its own file (cbsd-ops 1.8). */
  readonly external: boolean;
};

export const hostFile = '/etc/pf.conf';
export const settingsFile = (workdir: string): string => `${workdir}/etc/cbsd-pf.conf`;

/** In a look whose $2 is `hostFile`, in the workdir. */
export const hostRulesSections = [
  section('pf-rules'),
  '[ -r "$2" ] && sysrc -n pf_rules 2>/dev/null',
  section('host-mode'),
  '[ -r "$2" ] && stat -f \'%Lp\' "$2"',
  section('host-text'),
  '[ -r "$2" ] && cat "$2"',
  section('host-wanted'),
  '{ [ -r "$2" ] && h=$(pfctl -P -n -v -f "$2" 2>&1 >&3); } 3>&1',
  section('host-error'),
  'case $h in *"not loaded"*) printf \'%s\\n\' "$h";; esac',
  section('settings-mode'),
  "[ -r etc/cbsd-pf.conf ] && stat -f '%Lp' etc/cbsd-pf.conf",
  section('settings-text'),
  '[ -r etc/cbsd-pf.conf ] && cat etc/cbsd-pf.conf',
].join('\n');

export function readHostRules(sections: ReadonlyMap<string, string>): HostRules {
  const text = (name: string) => sections.get(name) ?? '';
  const file = (name: string) => (text(`${name}-mode`) === '' ? null : text(`${name}-text`));
  const settings = file('settings');
  return {
    path: text('pf-rules').trim() || hostFile,
    text: file('host'),
    mode: modeOf(text('host-mode')),
    rules: rulesIn(text('host-wanted')),
    broken: text('host-error').split('\n')[0] ?? '',
    settings,
    settingsMode: modeOf(text('settings-mode')),
    external: /^\s*cbsd_external_naton\s*\(\)/m.test(settings ?? ''),
  };
}

/** Without macros, tables and options: what stays of a file or of `pfctl -s` are rules, one a line. */
export const rulesIn = (text: string): readonly string[] =>
  text.split('\n').filter(line => /^(no |nat|rdr|binat|pass|block|match|scrub|anchor|load|antispoof)/.test(line));

const modeOf = (text: string): number => (/^[0-7]{3,4}$/.test(text) ? Number.parseInt(text, 8) : 0o644);
