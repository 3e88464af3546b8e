import type {WaitsFor} from '../../model/job.ts';
import {safe} from '../../text/safe.ts';

export const waitsInWords = ({job, title, by, orphaned}: WaitsFor): string =>
  `Waits for job ${job}: ${safe(title)}, by ${by}${orphaned ? '; its runner is gone, and its tool still works' : ''}`;
