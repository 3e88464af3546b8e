import type {Tool} from '../model/job.ts';
import type {Event} from './events.ts';
import {isAlive} from './process.ts';

/** The processes of steps that were not seen to end; whether they live has to be asked. */
export function toolsOf(events: readonly Event[]): readonly Tool[] {
  const ended = new Set(
    events.flatMap(event => (event.type === 'step-end' && event.ending !== 'overdue' ? [event.step] : [])),
  );
  return events.flatMap(event =>
    event.type === 'tool' && !ended.has(event.step) ? [{step: event.step, pid: event.pid, mark: event.mark}] : [],
  );
}

/** One of them that lives on this machine, though nobody watches it; null: there is none. */
export async function livingTool(events: readonly Event[]): Promise<Tool | null> {
  for (const tool of toolsOf(events)) if (await isAlive(tool)) return tool;
  return null;
}
