import type {Job} from '../../model/job.ts';

/** What to do while a change waits to be confirmed; null: none does. The time is the terminal's own. */
export function awaitsInWords({id, guarded}: Job): string | null {
  if (guarded?.state !== 'awaits') return null;
  const until = new Date(guarded.deadline).toLocaleTimeString('en-GB');
  return `Do you still get in? Open a new login before ${until} and run there: construct-tui jobs confirm ${id}. Else it is taken back`;
}
