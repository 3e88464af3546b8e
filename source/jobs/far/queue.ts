import type {Touch} from '../../model/plan.ts';
import type {Entry} from '../schedule/entry.ts';
import {entriesText, parseEntries} from '../schedule/file.ts';
import type {Life} from '../schedule/owner.ts';
import type {Queue} from '../schedule/queue.ts';
import {type Change, entering, type Living, livingOf, type Standing, turning} from '../schedule/standing.ts';
import {claimsOf} from '../schedule/touches.ts';
import {lookQueue, swapQueue, swapText} from './scripts.ts';
import type {FarState} from './state.ts';

/** How often somebody else may be quicker before it is given up for now. */
const tries = 50;

type Look = {readonly text: string; readonly entries: readonly Entry[]; readonly living: Living};

/**
 * The queue of a host over SSH: the same file and the same lock as on it. What it becomes is worked out here, and swapped in
 * under the lock if nobody has changed it meanwhile; so the lock is never held across the network.
 */
export function openFarQueue({far, ask}: FarState, limit: number): Queue {
  const look = async (): Promise<Look> => {
    const [text = '', ...lines] = (await ask(lookQueue, [far.state])).split('\n');
    const lives = lines.filter(Boolean).map(line => line.split(' ') as [string, Life]);
    const entries = text === '-' ? [] : parseEntries(text, `${far.state}/queue.json`);
    return {text, entries, living: livingOf(new Map(lives))};
  };
  const change = async <T>(edit: (look: Look) => Change<T>): Promise<T | null> => {
    for (let left = tries; left > 0; left -= 1) {
      const seen = await look();
      const {entries, answer} = edit(seen);
      const text = entriesText(entries);
      if (text === seen.text || (entries.length === 0 && seen.text === '-')) return answer;
      const gone = seen.entries.map(({job}) => job).filter(job => seen.living.gone.has(job));
      const told = await ask(swapQueue, [far.state, swapText, ...gone], `${seen.text}\n${text}\n`);
      if (told.trim() === 'swapped') return answer;
    }
    return null;
  };
  const isThere = (job: string, entries: readonly Entry[]) => entries.some(entry => entry.job === job);
  return {
    // its entry is there already where an answer was lost
    enter: async newcomer =>
      (await change<Standing>(({entries, living}) =>
        isThere(newcomer.job, entries)
          ? turning(newcomer.job, entries, living, limit)
          : entering(newcomer, entries, living, limit),
      )) ?? {is: 'stuck'},
    turn: async job =>
      (await change<Standing>(({entries, living}) => turning(job, entries, living, limit))) ?? {is: 'stuck'},
    async leave(job) {
      await change(({entries}) => ({entries: entries.filter(entry => entry.job !== job), answer: null}));
    },
    async claims(): Promise<readonly Touch[]> {
      const {entries, living} = await look();
      return entries.filter(({job}) => !living.gone.has(job)).flatMap(({touches}) => claimsOf(touches));
    },
  };
}
