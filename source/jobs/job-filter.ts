import type {Job} from '../model/job.ts';

/** Which jobs, or which lines of the audit, are asked for; null: whatever it is. */
export type JobFilter = {
  readonly guest: string | null;
  readonly person: string | null;
  /** Milliseconds since the epoch. */
  readonly since: number | null;
  readonly results: readonly string[] | null;
};

export const noFilter: JobFilter = {guest: null, person: null, since: null, results: null};

export type Filtered = {
  readonly target: string;
  readonly by: string;
  readonly at: number;
  readonly result: string | null;
};

export const lets = ({guest, person, since, results}: JobFilter, row: Filtered): boolean =>
  (guest === null || row.target.split(',').includes(guest)) &&
  (person === null || row.by === person) &&
  (since === null || row.at >= since) &&
  (results === null || (row.result !== null && results.includes(row.result)));

export const jobStates: readonly Job['state'][] = [
  'waiting',
  'running',
  'done',
  'failed',
  'unknown',
  'cancelled',
  'undone',
];

const units: Readonly<Record<string, number>> = {m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000};

/** A span back from `now` (`90m`, `2h`, `3d`, `1w`) or a date, in milliseconds since the epoch; null: it is neither. */
export function timeBefore(text: string, now: number): number | null {
  const [, count, unit = ''] = /^(\d+)([mhdw])$/.exec(text) ?? [];
  const at = count === undefined ? Date.parse(text) : now - Number(count) * (units[unit] ?? 0);
  return Number.isNaN(at) ? null : at;
}

export const timeForms = 'a span (90m, 2h, 3d, 1w) or a date (2026-11-20)';

/** A filter as it is typed in one line, the words that are none of it, and what is wrong with it (empty: nothing). */
export type TypedFilter = {readonly filter: JobFilter; readonly rest: string; readonly problem: string};

/** `guest:web1 by:alice since:2d result:failed,unknown` beside plain words; a result may be as short as `result:f`. */
export function typedFilter(text: string, now: number): TypedFilter {
  let filter = noFilter;
  const rest: string[] = [];
  const problems: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const [, name = '', value = ''] = /^(guest|by|since|result):(.*)$/.exec(word) ?? [];
    if (name === '') rest.push(word);
    else if (value === '') continue;
    else if (name === 'guest') filter = {...filter, guest: value};
    else if (name === 'by') filter = {...filter, person: value};
    else if (name === 'since') {
      const since = timeBefore(value, now);
      if (since === null) problems.push(`since: takes ${timeForms}`);
      filter = {...filter, since};
    } else {
      const begun = value.split(',').filter(Boolean);
      const results = jobStates.filter(state => begun.some(part => state.startsWith(part)));
      if (results.length === 0) problems.push(`result: takes ${jobStates.join(', ')}`);
      filter = {...filter, results};
    }
  }
  return {filter, rest: rest.join(' '), problem: problems.join('; ')};
}
