import {closeSync, fstatSync, openSync, readSync} from 'node:fs';
import path from 'node:path';
import type {Snapshot} from '../../source/model/driver.ts';
import {type InProcess, inProcess} from '../helpers/in-process.ts';
import {type PracticeHost, practiceHost} from '../helpers/practice-host.ts';

/** A practice host on which base and image lie already: what is made there needs no download. */
export type Warm = {readonly host: PracticeHost; readonly bench: InProcess; readonly now: Snapshot};

export async function warmWorld(after: (clean: () => void) => void): Promise<Warm> {
  const host = practiceHost({after});
  const bench = inProcess(host.world);
  const cold = await bench.look();
  for (const action of ['create-jail', 'create-vm']) {
    const plan = cold.plan(action, 'warm', {jname: 'warm'});
    const {state, sentence} = await bench.run({...plan, steps: plan.steps.slice(0, -3)});
    if (state !== 'done') throw new Error(sentence);
  }
  return {host, bench, now: await bench.look()};
}

/** What the tools of a world received since the last time it was asked. */
export type Received = {
  readonly argv: readonly (readonly string[])[];
  readonly files: readonly (readonly [path: string, content: string])[];
  readonly wouldRun: readonly string[];
};

type Line =
  | {readonly tool: string; readonly argv: readonly string[]}
  | {readonly path: string; readonly content: string}
  | {readonly wouldRun: string};

export function followLog(world: string): () => Received {
  const file = path.join(world, 'log.jsonl');
  let from = 0;
  return () => {
    const lines = readFrom(file, from);
    from = lines.end;
    const entries: readonly Line[] = lines.text
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line));
    return {
      argv: entries.flatMap(entry => ('tool' in entry && entry.tool === 'cbsd' ? [entry.argv] : [])),
      files: entries.flatMap(entry => ('path' in entry ? [[entry.path, entry.content] as const] : [])),
      wouldRun: entries.flatMap(entry => ('wouldRun' in entry ? [entry.wouldRun] : [])),
    };
  };
}

function readFrom(file: string, from: number): {readonly text: string; readonly end: number} {
  const descriptor = openSync(file, 'r');
  try {
    const end = fstatSync(descriptor).size;
    const buffer = Buffer.alloc(end - from);
    readSync(descriptor, buffer, 0, buffer.length, from);
    return {text: buffer.toString('utf8'), end};
  } finally {
    closeSync(descriptor);
  }
}
