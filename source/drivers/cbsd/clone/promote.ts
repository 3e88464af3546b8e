import type {Check, Plan, Step, Verdict} from '../../../model/plan.ts';
import type {Transport} from '../../../model/transport.ts';
import type {CbsdContext} from '../context.ts';
import {patience, run} from '../plans/command.ts';
import {finish, refuse} from '../plans/finish.ts';
import {operable} from '../plans/start.ts';
import {guestTouch} from '../plans/touches.ts';
import {familiesOf, type Link, linksOf} from './families.ts';

/** A clone stands by itself afterwards, and what it was cloned from hangs on it: `zfs promote` of each of its datasets (cbsd-ops 3.1). */
export function planPromote(target: string, context: CbsdContext): Plan {
  const draft = {action: 'promote', target, title: `Promote ${target}`};
  const {guest, refusals} = operable(target, context);
  if (!guest || refusals.length > 0) return finish({...draft, refusals});
  const links = linksOf(context);
  const own = links.filter(({clone}) => clone === target);
  const [first] = own;
  if (!first)
    return finish({
      ...draft,
      warnings: [`${target} hangs on no other guest.`],
      success: `${target} hangs on no other guest`,
    });
  const odd = own.find(({dataset, origin}) => !/^[\w./:%-]+$/.test(dataset) || !/^[\w./:%@-]+$/.test(origin));
  if (odd)
    return finish({...draft, refusals: [refuse('unsupported', null, `No command carries the name ${odd.dataset}.`)]});
  const siblings = (familiesOf(links).get(first.source)?.clones ?? []).filter(name => name !== target);
  return finish({
    ...draft,
    title: `Promote ${target}: ${first.source} hangs on it then`,
    steps: own.map(promoteStep),
    warnings: [
      `Snapshots of ${first.source} up to ${first.origin.replace(/^.*@/, '')} become ${target}’s, and ${first.source} cannot be without ${target} then.`,
      ...(siblings.length > 0
        ? [`${siblings.join(', ')}: cloned from ${first.source} too, and may hang on ${target} then.`]
        : []),
    ],
    touches: [guestTouch(target), guestTouch(first.source)],
    success: `${target} stands by itself; ${first.source} hangs on it`,
    next: [{kind: 'action', title: `Destroy ${first.source}`, action: 'destroy', target: first.source}],
  });
}

const promoteStep = ({dataset, origin, source, clone}: Link): Step => {
  const promoted = originCheck(
    dataset,
    '-',
    `${dataset} is no clone any more, and ${clone} needs nothing of ${source}`,
    origin,
  );
  return {
    ...run(`Promote ${dataset}`, promote(dataset), {
      check: promoted,
      undo: [promote(origin.replace(/@.*$/, ''))],
      residue: [`${source} hangs on ${clone}: zfs promote ${origin.replace(/@.*$/, '')}`],
      seconds: 2,
    }),
    before: originCheck(dataset, origin, `${dataset} hangs on ${origin}`),
  };
};

const promote = (dataset: string) => ({argv: ['zfs', 'promote', dataset] as const, timeoutMs: patience.quick});

const originCheck = (dataset: string, origin: string, says: string, was?: string): Check => ({
  id: 'origin',
  target: dataset,
  expect: {origin, ...(was !== undefined && {was})},
  says,
});

/** `origin`, and `origin-restored` where it was taken back; null: another's check. */
export async function checkOrigin({id, target, expect}: Check, transport: Transport): Promise<Verdict | null> {
  if (id !== 'origin' && id !== 'origin-restored') return null;
  const wanted = id === 'origin' ? expect.origin : expect.was;
  const {stdout, exitCode} = await transport.read({argv: ['zfs', 'list', '-H', '-o', 'origin', target]});
  const origin = stdout.trim();
  if (exitCode !== 0) return {truth: 'unknown', note: `${target} cannot be read`};
  const note = origin === '-' ? `${target} stands by itself` : `${target} hangs on ${origin}`;
  return {truth: origin === wanted ? 'true' : 'false', note};
}
