import type {AuditRecord} from '../jobs/audit.ts';
import {type Filtered, jobStates, lets, timeBefore, timeForms} from '../jobs/job-filter.ts';
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

/** Throws wrong use (2) for a time or a result that does not exist. */
export function filterOf(options: Options): (row: Filtered) => boolean {
  const since = options.text('since');
  const from = since === null ? null : timeBefore(since, Date.now());
  if (since !== null && from === null)
    throw new Failure(2, 'invalid', `--since: ${since} is neither ${timeForms.replace(' or ', ' nor ')}`, {
      field: 'since',
    });
  const results = options.text('result')?.split(',') ?? null;
  const odd = results?.find(result => !jobStates.some(state => state === result));
  if (odd !== undefined)
    throw new Failure(2, 'invalid', `--result: ${odd} is none of ${jobStates.join(', ')}`, {field: 'result'});
  const filter = {guest: options.text('guest'), person: options.text('by-user'), since: from, results};
  return row => lets(filter, row);
}

export const when = (at: number | null): string =>
  at === null ? '-' : new Date(at).toISOString().slice(0, 19).replace('T', ' ');
