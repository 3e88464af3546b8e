import type {Job} from '../../../model/job.ts';
import type {Cell} from '../../table.ts';
import {jobSign} from '../job/signs.ts';
import {when} from './when.ts';

export const jobCells: readonly Cell<Job>[] = [
  {
    id: 'state',
    title: 'STATE',
    least: 11,
    most: 11,
    rank: 0,
    text: (job, glyphs) => `${glyphs[jobSign(job).sign]} ${jobSign(job).word}`,
    role: job => jobSign(job).role,
  },
  {
    id: 'started',
    title: 'STARTED',
    least: 16,
    most: 16,
    rank: 2,
    text: ({startedAt}) => (startedAt === null ? 'not yet' : when(startedAt)),
  },
  {id: 'by', title: 'BY', least: 6, most: 12, rank: 3, text: ({by}) => by},
  {id: 'what', title: 'WHAT', least: 20, most: 200, rank: 1, text: ({title}) => title},
];
