import {learned, parseUsual} from '../usual.ts';
import type {FarJob} from './files.ts';
import {putText, readUsual} from './scripts.ts';
import type {FarState} from './state.ts';

/** The habits of a far host lie on it, beside those of its own jobs: every machine's jobs teach them, and tell by them. */
export async function learnFarUsual({far, ask}: FarState, {order, events}: FarJob): Promise<void> {
  const usual = learned(parseUsual(await ask(readUsual, [far.state])), order.plan.steps, events);
  await ask(putText, [`${far.state}/usual.json`], JSON.stringify(usual));
}
