import {join} from 'node:path';
import {managePractice} from '../actions/practice.ts';
import {folders} from '../settings/folders.ts';
import {Failure} from './failure.ts';
import type {Options} from './options.ts';

/** The options with which the tour runs: on a practice host of its own, made anew, so that it is the same tour each time. */
export async function onTour(options: Options): Promise<Options> {
  const state = join(folders(options.text('state'), true).world, '..', 'tour');
  const made = await managePractice(['reset', folders(state, true).world, '--world', 'demo', '--zfs']);
  if (made.exitCode !== 0) throw new Failure(3, 'no-platform', `The tour has no host: ${made.stderr || made.stdout}`);
  return {
    ...options,
    flag: name => name === 'practice' || options.flag(name),
    text: name => (name === 'state' ? state : options.text(name)),
  };
}
