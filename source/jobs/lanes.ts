import type {Step} from '../model/plan.ts';

/** Steps by their numbers: lanes that may go side by side, each in its own order. */
export type Block = readonly (readonly number[])[];

/** Neighbours that have lanes are one block, unless they name different ones. A step without a lane is a block by itself: all before it has ended, nothing after it has begun. */
export function blocksOf(steps: readonly Pick<Step, 'lane' | 'block'>[]): readonly Block[] {
  const blocks: Map<string, number[]>[] = [];
  let last: Pick<Step, 'lane' | 'block'> = {};
  for (const [index, step] of steps.entries()) {
    const {lane = ''} = step;
    if (step.lane === undefined || last.lane === undefined || last.block !== step.block) blocks.push(new Map());
    const lanes = blocks.at(-1);
    lanes?.set(lane, [...(lanes.get(lane) ?? []), index]);
    last = step;
  }
  return blocks.map(lanes => [...lanes.values()]);
}

/**
 * Works through a block, `atOnce` lanes at a time. Where `work` says false or throws, no further step begins in any lane; those that
 * have begun are waited for. Resolves with whether all went well.
 */
export async function workThrough(
  block: Block,
  atOnce: number,
  work: (step: number) => Promise<boolean>,
): Promise<boolean> {
  const waiting = [...block];
  let isRight = true;
  const guarded = async (step: number) => {
    try {
      isRight = (await work(step)) && isRight;
    } catch (error) {
      isRight = false;
      throw error;
    }
  };
  const follow = async () => {
    for (let lane = waiting.shift(); lane; lane = waiting.shift())
      for (const step of lane) if (isRight) await guarded(step);
  };
  const ends = await Promise.allSettled(Array.from({length: Math.min(atOnce, block.length)}, follow));
  const broken = ends.find(end => end.status === 'rejected');
  if (broken) throw broken.reason;
  return isRight;
}
