import {offersOf} from '../../actions/job-offers.ts';
import type {JobVerb} from '../../actions/table.ts';
import {safe} from '../../text/safe.ts';
import type {Talk} from './talk.ts';

/** As many rows as somebody has patience for who has them read aloud. */
const most = 20;

/** The names of guests, typed or by their numbers in a list that is told first; empty: nothing was named. */
export async function guestNames(action: string, isSeveral: boolean, {questions, session, face}: Talk) {
  const {guests} = session.guests.snapshot();
  const names = guests.map(({name}) => name);
  face.print(numbered(guests.map(({name, kind, state}) => `${name}, ${kind}, ${state}`)));
  const how = isSeveral ? 'several with blanks between them' : 'or its number';
  const words = (await questions.ask(`Name of the guest to ${action} (${how}): `)).split(/[\s,]+/).filter(Boolean);
  return words.map(word => (names.includes(word) ? word : (names[Number(word) - 1] ?? word)));
}

/** The id of a job, typed or by its number among those that the verb has something to do with; Enter takes the newest of them. */
export async function jobId(verb: JobVerb | 'attach', {questions, session, face}: Talk): Promise<string> {
  const jobs = (await session.jobs()).filter(offersOf[verb]).toSorted((one, other) => other.askedAt - one.askedAt);
  face.print(
    jobs.length > 0
      ? numbered(jobs.map(({id, title, state, by}) => `${id}, ${state}: ${title}, by ${by}`))
      : 'There is no job for this now.',
  );
  const [newest] = jobs;
  const usual = newest ? ` (or its number) [${newest.id}]` : '';
  const typed = (await questions.ask(`Id of the job${usual}: `)).trim();
  return typed === '' ? (newest?.id ?? '') : (jobs[Number(typed) - 1]?.id ?? typed);
}

function numbered(rows: readonly string[]): string {
  const shown = rows.slice(0, most).map((text, index) => `  ${index + 1}. ${safe(text)}`);
  return [...shown, ...(rows.length > most ? [`  and ${rows.length - most} more`] : [])].join('\n');
}
