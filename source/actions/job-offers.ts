import {isOpen} from '../jobs/recover/open.ts';
import type {Job} from '../model/job.ts';
import type {JobVerb} from './action.ts';

/** Whether a verb has anything to do with a job in its present state. */
export const offersOf: Readonly<Record<JobVerb | 'attach', (job: Job) => boolean>> = {
  attach: ({endedAt}) => endedAt === null,
  retry: isOpen,
  undo: ({undoable}) => undoable,
  leave: isOpen,
  kill: ({asks, tool}) => asks !== null && tool !== null,
  confirm: ({guarded}) => guarded?.state === 'awaits',
  cancel: ({endedAt}) => endedAt === null,
};
