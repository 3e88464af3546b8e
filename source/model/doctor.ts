import {fingerprint} from './fingerprint.ts';
import type {Plan, Refusal, Step} from './plan.ts';

/** `warn`: it works, and will not for ever or not as well; `missing`: something cannot be done; `unknown`: nobody could tell. */
export type FindingState = 'ok' | 'warn' | 'missing' | 'unknown';

/** What one check found on a host. */
export type Finding = {
  readonly id: string;
  readonly title: string;
  readonly state: FindingState;
  readonly found: string;
  readonly wanted: string;
  readonly why: string;
  /** What its plan would do, in words; null: nothing to mend, or nobody but the operator can. */
  readonly fix: string | null;
  /** It may be mended together with others, without a closer look. */
  readonly harmless: boolean;
  /** The action that mends it after questions of its own, so that no plan from here does; absent: none. */
  readonly opens?: string;
};

/** One look at a host's health. Everything on it is pure. */
export type Diagnosis = {
  /** Milliseconds since the epoch. */
  readonly takenAt: number;
  readonly findings: readonly Finding[];
  /** The plan that mends these findings; refused where one of them has no mending, or is not to be mended beside others. */
  mend(ids: readonly string[]): Plan;
};

/** What mends a finding; a plan of its own is one too. */
export type Mending = Pick<Plan, 'steps'> &
  Partial<Pick<Plan, 'warnings' | 'refusals' | 'assumptions' | 'touches' | 'guard'>>;

/** A check as data. `judge` answers null where the check has no sense on this host. */
export type CheckRow<Facts> = {
  readonly id: string;
  readonly title: string;
  readonly wanted: string;
  readonly why: string;
  readonly judge: (facts: Facts) => {readonly state: FindingState; readonly found: string} | null;
  /** Asked only where `judge` found something; null, or nothing to do: not even a plan helps here. */
  readonly mend?: (facts: Facts) => Mending | null;
  /** The action whose form mends it where `mend` does not. */
  readonly opens?: string;
  /** The mending in words. */
  readonly fix?: string;
  readonly harmless?: true;
};

/** The action of every plan that mends; its target is the checks' ids with commas between them. */
export const mendAction = 'mend';

/** Judges every row by the facts of one look. */
export function diagnosisOf<Facts>(rows: readonly CheckRow<Facts>[], facts: Facts, takenAt: number): Diagnosis {
  const cases = rows.flatMap(row => {
    const judged = row.judge(facts);
    if (!judged) return [];
    const mending = judged.state === 'ok' ? null : useful(row.mend?.(facts) ?? null);
    const {id, title, wanted, why, harmless = false} = row;
    const opens = mending || judged.state === 'ok' || judged.state === 'unknown' ? undefined : row.opens;
    const fix = mending || opens ? (row.fix ?? title) : null;
    const finding = {id, title, ...judged, wanted, why, fix, harmless: harmless && mending !== null};
    return [{mending, finding: {...finding, ...(opens && {opens})}}];
  });
  return {
    takenAt,
    findings: cases.map(({finding}) => finding),
    mend(ids) {
      const asked = [...new Set(ids)];
      const meant = cases.filter(({finding}) => asked.includes(finding.id));
      const refusals = asked.flatMap(id =>
        refusalsOf(id, meant.find(({finding}) => finding.id === id)?.finding, asked),
      );
      const mendings = refusals.length > 0 ? [] : meant.flatMap(({mending}) => mending ?? []);
      return planOf(
        meant.map(({finding}) => finding),
        asked,
        [{steps: [], refusals}, ...mendings],
      );
    },
  };
}

/** Without a step, and without a reason why there is none, nothing is mended. */
const useful = (mending: Mending | null): Mending | null =>
  mending && (mending.steps.length > 0 || (mending.refusals ?? []).length > 0) ? mending : null;

/** The findings that one plan may mend together. */
export const harmlessIds = ({findings}: Diagnosis): readonly string[] =>
  findings.filter(({harmless}) => harmless).map(({id}) => id);

/** What is not well, in a line: how much of it, and what comes first. */
export function healthInWords({findings}: Pick<Diagnosis, 'findings'>): string {
  const open = (['missing', 'warn', 'unknown'] as const).map(state => findings.filter(each => each.state === state));
  const [first] = open.flat();
  const [missing, warn, unknown] = open.map(each => each.length);
  return first
    ? `Nothing to mend without a closer look: ${missing} missing, ${warn} to mind, ${unknown} unknown; ${first.title}: ${first.found}`
    : 'All is well';
}

function refusalsOf(id: string, finding: Finding | undefined, asked: readonly string[]): readonly Refusal[] {
  const refuse = (code: Refusal['code'], reason: string): readonly Refusal[] => [
    {field: 'mend', code, reason, owner: null},
  ];
  if (!finding) return refuse('invalid', `There is no check called ${id} on this host.`);
  if (finding.state === 'ok') return [];
  if (finding.fix === null) return refuse('unsupported', `Nothing here mends “${finding.title}”: ${finding.found}.`);
  if (finding.opens)
    return refuse('unsupported', `“${finding.title}” is mended by construct-tui ${finding.opens}, which asks first.`);
  return !finding.harmless && asked.length > 1
    ? refuse('unsupported', `“${finding.title}” is mended by itself, never beside others: it wants a closer look.`)
    : [];
}

function planOf(meant: readonly Finding[], asked: readonly string[], parts: readonly Mending[]): Plan {
  const open = meant.filter(({state}) => state !== 'ok');
  const healthy = meant.filter(({state}) => state === 'ok').map(({title}) => `${title}: nothing to mend.`);
  const steps: readonly Step[] = parts.flatMap(part => part.steps);
  const whole = {
    action: mendAction,
    target: asked.join(','),
    steps,
    assumptions: parts.flatMap(({assumptions = []}) => assumptions),
  };
  const touches = parts.flatMap(part => part.touches ?? (part.steps.length > 0 ? wholeHost : []));
  return {
    ...whole,
    // what could cut somebody off is never mended beside anything else
    ...(parts.length === 1 && parts[0]?.guard && {guard: parts[0].guard}),
    title: open.length > 0 ? open.map(({fix, title}) => fix ?? title).join('; ') : 'Nothing to mend',
    warnings: [...healthy, ...parts.flatMap(({warnings = []}) => warnings)],
    refusals: parts.flatMap(({refusals = []}) => refusals),
    touches,
    fingerprint: fingerprint(whole),
    success: open.map(({title}) => `${title}: mended`).join('; '),
    next: [{kind: 'copy', title: 'Look again', text: 'construct-tui doctor'}],
  };
}

/** Unless a mending says better, nothing runs beside it. */
const wholeHost: Plan['touches'] = [{kind: 'host', id: '', mode: 'change'}];
