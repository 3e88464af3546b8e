import type {Check, Step, Verdict} from '../../../model/plan.ts';
import type {Transport} from '../../../model/transport.ts';
import {cbsd, patience, run} from '../plans/command.ts';
import {diagnose} from './diagnose.ts';

const check: Check = {
  id: 'health',
  target: '',
  expect: {},
  says: 'every check of the doctor was made; what is not well is named',
};

/** The end of a set-up: CBSD answers, and the doctor looks at the whole host. Its fact `health` tells what was found, in words. */
export const healthStep: Step = run(
  'Ask CBSD for its version, and look at the whole host as the doctor does',
  cbsd(['version'], patience.quick),
  {check, undo: [], seconds: 3},
);

/** What is not well does not make a set-up untrue: much of it (the processor, a clock) is not the set-up's affair. */
export async function checkHealth(transport: Transport): Promise<Verdict> {
  const {findings} = await diagnose(transport, {user: '', machine: '', publicKeys: []});
  const open = findings.filter(({state}) => state !== 'ok').map(({title, state}) => `${title} (${state})`);
  if (findings.every(({state}) => state === 'unknown'))
    return {truth: 'unknown', note: findings[0]?.found ?? 'no check could be made'};
  const health =
    open.length === 0
      ? `all ${findings.length} checks of the doctor are well`
      : `of ${findings.length} checks of the doctor ${findings.length - open.length} are well; to look at: ${open.join(', ')}`;
  return {truth: 'true', note: health, facts: {health}};
}
