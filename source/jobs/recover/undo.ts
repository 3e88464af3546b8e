import type {Driver} from '../../model/driver.ts';
import {fingerprint} from '../../model/fingerprint.ts';
import type {Job} from '../../model/job.ts';
import type {Plan, Refusal, Step} from '../../model/plan.ts';
import type {Order} from '../events.ts';
import {lastFinal} from '../way-back.ts';
import {type Finding, hasBegun, isSuperseded, takeBack} from './findings.ts';

/** A later job that had to do with the same target. `anew`: it has brought about again what this one did. */
export type Later = {readonly id: string; readonly title: string; readonly anew: boolean};

/**
 * The way back, newest step first. What cannot be undone stands first; what is undone already is left out; what is no
 * longer as the job left it refuses the whole: it belongs to somebody else by now.
 */
export function planUndo(
  order: Order,
  job: Job,
  findings: readonly Finding[],
  later: readonly Later[],
  driver: Driver,
): Plan {
  const final = lastFinal(
    findings.map(({step}) => step),
    findings.map(({state}) => state),
  );
  const began = findings
    .slice(final + 1)
    .filter(hasBegun)
    .reverse();
  const open = once(began.filter(({step, absent}) => step.undo !== null && absent?.truth !== 'true'));
  const steps = open.flatMap(finding => takeBack(finding, `Take back: ${finding.step.title}`, driver));
  const {action, target, title} = {action: 'undo', target: order.plan.target, title: `Undo: ${order.plan.title}`};
  return {
    follows: {kind: 'undo', job: order.id},
    action,
    target,
    title,
    steps,
    warnings: [
      ...lasting(began).map(step => `Cannot be undone: ${step.title}`),
      ...later.map(({id, title: what}) => `Since then: ${what} (job ${id})`),
      ...(steps.length === 0 ? [`Nothing of job ${job.id} is left to undo.`] : []),
    ],
    refusals: [
      ...reasonsAgainst(job),
      ...made(later),
      ...open.flatMap(finding => changed(finding, isSuperseded(finding, findings))),
    ],
    assumptions: [],
    touches: order.plan.touches,
    fingerprint: fingerprint({action, target, steps, assumptions: []}),
    success: `${order.plan.title}: taken back`,
    next: [],
  };
}

function reasonsAgainst(job: Job): readonly Refusal[] {
  if (job.state === 'undone') return [refusal('wrong-state', `Job ${job.id} is undone already`, job.id)];
  const successor = job.followedBy.findLast(({kind, state}) => kind === 'retry' && state !== 'undone');
  if (successor)
    return [refusal('wrong-state', `Job ${successor.job} went on with ${job.id}: undo that one`, successor.job)];
  return job.undoable || job.followedBy.length > 0 || job.follows
    ? []
    : [refusal('unsupported', `Nothing that job ${job.id} did can be undone`, job.id)];
}

const made = (later: readonly Later[]): readonly Refusal[] =>
  later
    .filter(({anew}) => anew)
    .map(({id, title}) => refusal('wrong-state', `Job ${id} has done it anew since (${title}): undo that one`, id));

function changed({step, state, holds, absent, free}: Finding, superseded: boolean): readonly Refusal[] {
  if (free && free.truth !== 'true') return [refusal('wrong-state', `${step.title}: ${free.note}`, null)];
  const unknown = [holds, absent].find(verdict => verdict?.truth === 'unknown');
  if (unknown) return [refusal('unreadable', `${step.title}: ${unknown.note}`, null)];
  return state === 'checked' && holds?.truth === 'false' && !superseded
    ? [refusal('wrong-state', `${step.title}: it is no longer as the job left it: ${holds.note}`, null)]
    : [];
}

/** A step and its second attempt have one undo. */
function once(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({step}) => {
    const key = JSON.stringify(step.undo);
    return !seen.has(key) && seen.add(key);
  });
}

/** Housekeeping that brings nothing about (no check) is nobody's loss. */
const lasting = (began: readonly Finding[]): readonly Step[] =>
  began.map(({step}) => step).filter(step => step.undo === null && step.command !== null && step.check !== null);

const refusal = (code: Refusal['code'], reason: string, owner: string | null): Refusal => ({
  field: null,
  code,
  reason,
  owner,
});
