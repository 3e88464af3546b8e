import {readFileSync, readlinkSync} from 'node:fs';
import type {Refusal} from '../../model/plan.ts';
import {defaultSettings, type HostSettings} from '../../settings/hosts.ts';
import {quietAt} from './quiet.ts';

/** What a host's changes have to keep to, and whether the operator means quiet hours too (`--in-quiet-hours`). */
export type Terms = HostSettings & {readonly inQuietHours: boolean};

export const freeTerms: Terms = {...defaultSettings, inQuietHours: false};

/** The one gate that every change of a host passes: when it is asked for, and again when its turn has come. */
export function gate(terms: Terms, now: Date): readonly Refusal[] {
  const {problem, readOnly, inQuietHours, quietHours, timeZone} = terms;
  if (problem) return [refusal('unreadable', problem)];
  if (readOnly) return [refusal('read-only', 'Nothing is changed here: its settings say that this host is read-only')];
  if (inQuietHours || quietHours.length === 0) return [];
  try {
    const zone = timeZone ?? hostZone();
    const quiet = quietAt(quietHours, now, zone);
    if (!quiet) return [];
    return [
      refusal(
        'quiet-hours',
        `These are quiet hours on this host: ${quiet.time}, and it is ${quiet.clock} there (${zone})`,
      ),
    ];
  } catch (error) {
    return [
      refusal('unreadable', `The quiet hours in the settings: ${error instanceof Error ? error.message : error}`),
    ];
  }
}

/** The zone of this system, whatever TZ the operator brought along; FreeBSD keeps a copy and the name beside it. */
function hostZone(): string {
  const named = attempt(() => /zoneinfo\/(.+)$/.exec(readlinkSync('/etc/localtime'))?.[1]);
  const zone = named ?? attempt(() => readFileSync('/var/db/zoneinfo', 'utf8').trim());
  return zone || Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function attempt(read: () => string | undefined): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const refusal = (code: Refusal['code'], reason: string): Refusal => ({field: null, code, reason, owner: null});
