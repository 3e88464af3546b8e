import type {Session} from '../actions/session.ts';
import type {Face} from './face.ts';
import {Failure} from './failure.ts';

/** What takes data away has its names given twice: `--yes` is never enough. Throws a `Failure` (4) that says what would be lost. */
export function confirmNames(wanted: readonly string[], loss: string, {host}: Session, face: Face): void {
  const confirmed = new Set((face.options.text('confirm') ?? '').split(',').filter(Boolean));
  if (wanted.every(name => confirmed.has(name))) return;
  throw new Failure(4, 'not-confirmed', `Nothing was done on ${host.name}: ${loss}`, {
    hint: `add --confirm ${wanted.join(',')}`,
    field: 'confirm',
  });
}
