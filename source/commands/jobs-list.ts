import type {AuditRecord} from '../jobs/audit.ts';
import type {Job} from '../model/job.ts';
import {jobRow} from './documents.ts';
import type {Face} from './face.ts';
import {Failure} from './failure.ts';
import type {Options} from './options.ts';
import {table} from './tables.ts';

export function listJobs(all: readonly Job[], face: Face): number {
  const wanted = filterOf(face.options);
  const some = all.filter(job => wanted({target: job.target, by: job.by, at: job.askedAt, result: job.state}));
  if (face.json) face.document({jobs: some.map(jobRow)});
  else {
    const rows = some.map(job => [
      job.id,
      job.state + (job.left ? ' (left)' : ''),
      job.action,
      job.target,
      job.by,
      when(job.startedAt),
      when(job.endedAt),
    ]);
    face.print(table(['ID', 'STATE', 'ACTION', 'TARGET', 'BY', 'STARTED', 'ENDED'], rows));
  }
  return 0;
}

/** Who did what: every line of the host's audit that the filters let through. */
export function listAudit(all: readonly AuditRecord[], face: Face): number {
  const wanted = filterOf(face.options);
  const some = all.filter(record =>
    wanted({target: record.target, by: personIn(record), at: Date.parse(record.at), result: record.result}),
  );
  if (face.json) face.document({audit: some});
  else {
    const rows = some.map(record => [
      when(Date.parse(record.at)),
      personIn(record),
      record.who.address ?? record.who.terminal ?? '-',
      record.event,
      record.job,
      record.action,
      record.target,
      record.result ?? '-',
    ]);
    face.print(table(['WHEN', 'WHO', 'FROM', 'WHAT', 'JOB', 'ACTION', 'TARGET', 'RESULT'], rows));
  }
  return 0;
}

const personIn = ({who}: AuditRecord): string => who.from ?? who.user;

type Filtered = {readonly target: string; readonly by: string; readonly at: number; readonly result: string | null};

/** Throws wrong use (2) for a time or a result that does not exist. */
function filterOf(options: Options): (row: Filtered) => boolean {
  const guest = options.text('guest');
  const person = options.text('by-user');
  const since = options.text('since');
  const from = since === null ? null : timeOf(since);
  const results = options.text('result')?.split(',') ?? null;
  const odd = results?.find(result => !states.has(result));
  if (odd !== undefined)
    throw new Failure(2, 'invalid', `--result: ${odd} is none of ${[...states].join(', ')}`, {field: 'result'});
  return row =>
    (guest === null || row.target.split(',').includes(guest)) &&
    (person === null || row.by === person) &&
    (from === null || row.at >= from) &&
    (results === null || (row.result !== null && results.includes(row.result)));
}

const states: ReadonlySet<string> = new Set<Job['state']>([
  'waiting',
  'running',
  'done',
  'failed',
  'unknown',
  'cancelled',
  'undone',
]);

const units: Readonly<Record<string, number>> = {m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000};

/** A span back from now (`90m`, `2h`, `3d`, `1w`) or a date, in milliseconds since the epoch. */
function timeOf(text: string): number {
  const [, count, unit = ''] = /^(\d+)([mhdw])$/.exec(text) ?? [];
  const at = count === undefined ? Date.parse(text) : Date.now() - Number(count) * (units[unit] ?? 0);
  if (Number.isNaN(at))
    throw new Failure(2, 'invalid', `--since: ${text} is neither a span (90m, 2h, 3d, 1w) nor a date (2026-11-20)`, {
      field: 'since',
    });
  return at;
}

export const when = (at: number | null): string =>
  at === null ? '-' : new Date(at).toISOString().slice(0, 19).replace('T', ' ');
