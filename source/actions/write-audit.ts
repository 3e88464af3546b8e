import {join} from 'node:path';
import type {AuditRecord} from '../jobs/audit.ts';
import {writeNew} from './write-script.ts';

/**
 * Writes the lines of the audit that are about these jobs into `folder`, a JSON object a line, readable by its owner alone,
 * and resolves the path. Rejects with a sentence.
 */
export async function writeAudit(
  audit: readonly AuditRecord[],
  jobs: readonly string[],
  folder: string,
): Promise<string> {
  const wanted = new Set(jobs);
  const lines = audit.filter(({job}) => wanted.has(job));
  const last = lines.at(-1);
  if (!last) throw new Error('The audit tells nothing of these jobs');
  const name = jobs.length === 1 ? `job-${last.job}` : `jobs-to-${last.at.replace(/[^0-9T]/g, '').slice(0, 15)}`;
  const text = lines.map(line => `${JSON.stringify(line)}\n`).join('');
  return writeNew(join(folder, `${name}.jsonl`), text, 0o600);
}
