import type {ProfileValue, ValueOrigin} from './profile.ts';
import type {Assignments} from './shell.ts';

export type ProfileFile = {readonly path: string; readonly text: string};

/** Read texts, the shipped and the node's own, of one file name. */
export type Layer = {readonly file: ProfileFile; readonly own: boolean; readonly content: Assignments};

/** Values of layers, the later over the earlier; `origin` names whose shipped file it is. */
export function merged(
  rows: readonly {readonly layer: Layer; readonly origin: ValueOrigin}[],
): ReadonlyMap<string, ProfileValue> {
  const values = new Map<string, ProfileValue>();
  for (const {layer, origin} of rows) for (const [key, value] of layer.content.values) values.set(key, {value, origin});
  return values;
}

export const firstProblem = (layers: readonly Layer[]): string | null => {
  const bad = layers.find(layer => layer.content.problem !== null);
  return bad ? `${bad.file.path} ${bad.content.problem}.` : null;
};
