import type {Action} from '../action.ts';

const look = {danger: 'none', target: 'none'} as const;

/** What can be done with a plan and with a job. */
export const onPlansAndJobs: readonly Action[] = [
  {
    ...look,
    id: 'run',
    title: 'Run',
    keys: ['enter'],
    places: ['plan'],
    help: 'Run it as a job',
    danger: 'changes',
    footer: 10,
  },
  {
    ...look,
    id: 'unfold',
    title: 'Files',
    keys: ['f'],
    places: ['plan'],
    help: 'Show the files that are written whole, or their first lines',
    footer: 30,
  },
  {
    ...look,
    id: 'copy',
    title: 'Copy',
    keys: ['y'],
    places: ['plan', 'job', 'guest'],
    help: 'Copy the commands or the offered lines',
    footer: 40,
  },
  {
    ...look,
    id: 'next-actions',
    title: 'What next',
    keys: ['enter'],
    places: ['job'],
    help: 'Do or copy what the result offers',
    footer: 10,
  },
  {
    ...look,
    id: 'follow',
    title: 'Follow/hold',
    keys: ['f'],
    places: ['job'],
    help: 'Follow the output or hold it still',
    footer: 20,
  },
  {
    ...look,
    id: 'next-error',
    title: 'First error',
    keys: ['n'],
    places: ['job'],
    help: 'Jump to the first line of the step that failed',
    footer: 30,
  },
];
